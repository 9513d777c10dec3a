"""Refuses forms that another site sends, by what browsers say of where a request comes from."""

from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.failures import failure_page

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # RFC 9110 section 9.2.1


class OwnForms:
    """Answers 403 to a request that changes something and comes from another origin, a sibling site's included.

    A client that is no browser sends neither `Origin` nor `Sec-Fetch-Site`, and carries nobody's cookies by itself.
    """

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        self._app = app
        self._public = urlsplit(public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        request = Request(scope) if scope["type"] == "http" else None
        if request is None or request.method in _SAFE or self._is_own(request):
            await self._app(scope, receive, send)
            return
        refusal = failure_page(request, HTTPStatus.FORBIDDEN, "This form was sent by another site.")
        await refusal(scope, receive, send)

    def _is_own(self, request: Request) -> bool:
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        if site not in {None, "same-origin", "none"}:
            return False
        if origin is None:
            return True
        if origin == "null":  # what a page without a referrer sends, and a sandboxed frame of another site
            return site == "same-origin"
        scheme, _, host = origin.partition("://")
        if host == self._public.netloc:
            return scheme == self._public.scheme
        return (scheme, host) == (request.url.scheme, request.headers.get("host"))  # by another name of ours
