"""Security headers, on every answer except feeds."""

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
    """Adds the headers that an answer does not set itself; pages set their own policy."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        """`https`: the public address is https, so browsers may be told to use nothing else."""
        self._app = app
        self._headers = {**_ALWAYS, **(_HTTPS if https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)
