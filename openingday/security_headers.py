"""Security headers on every answer except feeds, and redirects by the public address alone."""

from starlette.datastructures import URL, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
_YEAR = 365 * 24 * 3600  # seconds
_HTTPS = {"strict-transport-security": f"max-age={_YEAR}"}  # RFC 6797


class Guarded:
    """Adds the headers that an answer does not set itself; pages set their own policy."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        """Where the public address is https, browsers are told to use nothing else."""
        self._app = app
        self._public_url = public_url
        self._headers = {**_ALWAYS, **(_HTTPS if public_url.startswith("https:") else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if location := headers.get("location"):
                    headers["location"] = self._publicly(location, scope)
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _publicly(self, location: str, scope: Scope) -> str:
        """Return where a redirect leads, in place of what the client's Host and the proxy's headers made of it."""
        asked = str(URL(scope={**scope, "path": "", "query_string": b""})).rstrip("/")
        return (
            self._public_url + location.removeprefix(asked) if location.startswith(f"{asked}/") else location
        )
