"""Limits on the size of bodies and on the rate of requests."""

import ipaddress
import json
from http import HTTPStatus
from typing import ClassVar

from fastapi import Request
from limits import RateLimitItem, RateLimitItemPerHour, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from releases.errors import OpeningDayError

BODY_LIMIT = 1024 * 1024  # bytes
TRIES: RateLimitItem = parse("60/minute")  # of messages sent while the caller waits

_storage = MemoryStorage()
_limiter = MovingWindowRateLimiter(_storage)


class TooManyError(OpeningDayError):
    """Too many requests from this address."""

    status: ClassVar[int] = 429
    slug: ClassVar[str] = "too-many"


def per_hour(amount: int) -> RateLimitItem:
    """Return a limit of `amount` an hour."""
    return RateLimitItemPerHour(amount)


def limit_rate(limit: RateLimitItem, request: Request) -> None:
    """Count a request against the caller's network, in this process. Raises TooManyError over the limit."""
    if not _limiter.hit(limit, _network(request.client.host if request.client else "")):
        raise TooManyError(f"at most {limit.amount} in {limit.get_expiry()} s from one network: come later")


def _network(host: str) -> str:
    """Return what one household or office has: an IPv4 address, or a /64 of IPv6, in which it can choose any."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(address if address.version == 4 else ipaddress.ip_network((int(address), 64), strict=False))  # noqa: PLR2004 - IP's versions


def forget_rates() -> None:
    """Reset the counters."""
    _storage.reset()


class BodyLimit:
    """Rejects a body over the limit before the application reads it."""

    def __init__(self, app: ASGIApp, refuse: ASGIApp) -> None:
        """`refuse` answers instead of `app`."""
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole body, up to the limit, before passing the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > BODY_LIMIT:
            await self._refuse(scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return  # the client has gone
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > BODY_LIMIT:
                await self._refuse(scope, receive, send)
                return
        await self._app(scope, _replay(bytes(body), receive), send)


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def refuse_as_problem(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's signature
    """Answer with a 413 problem."""
    is_import = scope["path"].endswith("/imports")
    instead = "it in parts, or use the command `openingday import`" if is_import else "less at once"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    problem = {
        "type": "about:blank",
        "title": "Content Too Large",
        "status": status,
        "detail": f"the body is over {BODY_LIMIT} bytes: send {instead}",
    }
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(problem).encode()})
