"""The headers that keep a browser from doing with an answer what nobody meant, on every answer but feeds."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "frame-ancestors 'none'",
}
_YEAR = 365 * 24 * 3600  # seconds
_HTTPS = {"strict-transport-security": f"max-age={_YEAR}"}  # RFC 6797


class Guarded:
    """Adds what an answer does not say itself: pages have a policy of their own."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        """`https`: the service is known by such an address, and by no other."""
        self._app = app
        self._headers = {**_ALWAYS, **(_HTTPS if https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have it answered."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)
