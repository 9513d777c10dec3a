"""One process that serves feeds, as `openingday serve --no-worker` does: `python -m bench.feed_server URL PORT WAY`.

WAY is `ours`, or `asgi` for uvicorn's own protocol in place of ours, or `bare` for the least that an ASGI
application can do: the feed's answer, whatever is asked.
"""

import asyncio
import sys
from typing import Any

import uvicorn

from bench.feed_data import NOW
from db.engine import Database
from feeds.protocol import feed_protocol
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock


def serve(url: str, port: int, way: str) -> None:
    """Serve until it is told to end."""
    database = Database(url)
    front = make_app(Settings(port=port), database, Clock(NOW), worker=False)
    http = feed_protocol(front.feeds) if way == "ours" else "httptools"
    app: Any = _bare(asyncio.run(_answer(front))) if way == "bare" else front
    uvicorn.run(app, port=port, http=http, log_config=None, access_log=False, server_header=False)


async def _answer(front: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - an ASGI application
    """What the application says to a poll."""
    said: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    poll = {"type": "http", "method": "GET", "path": "/feeds/nz.ics", "query_string": b""}
    await front({**poll, "headers": [(b"accept-encoding", b"gzip")]}, None, send)
    return said


def _bare(said: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - an ASGI application
    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401, ARG001 - ASGI's
        if scope["type"] == "http":
            for message in said:
                await send(message)

    return app


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
