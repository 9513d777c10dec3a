"""A feed on a server that does everything right, but for what a test spoils."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import Receive, Scope, Send

MODEL = (Path(__file__).parent / "good" / "model.ics").read_bytes()


@dataclass
class Asked:
    """A request."""

    method: str
    path: str
    headers: dict[str, str]
    count: int  # of the requests so far, this one included


@dataclass
class Answered:
    """What is sent back; None for a header that is left out."""

    status: int
    headers: dict[str, str | None]
    body: bytes


@dataclass
class Site:
    """An ASGI application. `body` makes the feed, and `spoil` has the last word on each answer."""

    body: Callable[[Asked], bytes] = lambda _: MODEL
    spoil: Callable[[Asked, Answered], None] = lambda *_: None
    requests: list[Asked] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        asked = Asked(scope["method"], scope["path"], headers, len(self.requests) + 1)
        self.requests.append(asked)
        answer = self._answer(asked)
        self.spoil(asked, answer)
        if answer.status == 0:  # no answer at all: until the client goes away
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        sent = [
            (name.encode(), value.encode()) for name, value in answer.headers.items() if value is not None
        ]
        await send({"type": "http.response.start", "status": answer.status, "headers": sent})
        await send({"type": "http.response.body", "body": b"" if asked.method == "HEAD" else answer.body})

    def _answer(self, asked: Asked) -> Answered:
        body = self.body(asked)
        headers: dict[str, str | None] = {
            "content-type": "text/calendar; charset=utf-8",
            "cache-control": "public, max-age=300",
            "vary": "Accept-Encoding",
        }
        if "gzip" in asked.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            body = gzip.compress(body, mtime=0)
        headers["etag"] = f'"{hashlib.sha256(body).hexdigest()}"'
        if asked.headers.get("if-none-match") == headers["etag"]:
            return Answered(304, headers, b"")
        return Answered(200, headers, body)
