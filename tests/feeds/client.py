"""A client that says exactly the bytes it is told to, straight to an ASGI application."""

import asyncio
import gzip
from dataclasses import dataclass
from typing import Any

import zstandard

from feeds.http import FeedApp, Message


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def calendar(self) -> bytes:
        """The body without its encoding."""
        match self.headers.get("content-encoding"):
            case "gzip":
                return gzip.decompress(self.body)
            case "zstd":
                return zstandard.decompress(self.body)
            case _:
                return self.body


def ask(app: FeedApp, path: str, *, method: str = "GET", query: str = "", **headers: str) -> Answer:
    """Headers are given as `if_none_match="…"`."""
    scope: Message = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("utf-8", "surrogateescape"),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    sent: list[Message] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start, *rest = sent
    assert start["type"] == "http.response.start"
    assert not rest[-1].get("more_body")
    names = [name.decode() for name, _ in start["headers"]]
    assert len(set(names)) == len(names)
    return Answer(
        status=start["status"],
        headers={name.decode(): value.decode() for name, value in start["headers"]},
        body=b"".join(message["body"] for message in rest),
    )
