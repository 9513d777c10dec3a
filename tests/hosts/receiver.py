"""A subscriber's host: takes every webhook, and writes down its id."""

import json
import sys
from pathlib import Path
from socket import socket

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from tests.hosts.diary import Diary

PORT = 80


class _Server(uvicorn.Server):
    """Notes when it listens."""

    def __init__(self, config: uvicorn.Config, diary: Diary) -> None:
        super().__init__(config)
        self._diary = diary

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self._diary.note(ready=True)


def _receive(address: str, path: Path) -> None:
    diary = Diary(path)

    async def take(request: Request) -> Response:
        told = json.loads(await request.body())
        sender = request.client.host if request.client else None
        diary.note(id=request.headers["webhook-id"], type=told["type"], sender=sender)
        return Response(status_code=204)

    app = Router([Route("/{subscriber}", take, methods=["POST"])])
    config = uvicorn.Config(
        app, address, PORT, backlog=1024, log_config=None, access_log=False, lifespan="off"
    )
    _Server(config, diary).run()


if __name__ == "__main__":
    _receive(sys.argv[1], Path(sys.argv[2]))
