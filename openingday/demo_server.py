"""What the demo needs: a server, a subscriber's receiver, and waiting for a condition."""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from db.engine import Database
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock

Answer = TypeVar("Answer")
PATIENCE = 30.0  # seconds that one step may take


@dataclass
class Receiver:
    """A subscriber's server: records requests, and answers 204."""

    url: str = ""
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def first_of(self, event_type: str) -> tuple[dict[str, str], bytes]:
        """Wait for the first request with an event of this type. Return its headers and body."""

        async def find() -> tuple[dict[str, str], bytes] | None:
            return next((each for each in self.requests if json.loads(each[1])["type"] == event_type), None)

        return await until(find)


@asynccontextmanager
async def serving(settings: Settings, database: Database, clock: Clock) -> AsyncIterator[uvicorn.Server]:
    """Run the whole service, worker included, while the block lasts."""
    app = make_app(settings, database, clock, worker=True)
    config = uvicorn.Config(
        app, host=settings.host, port=settings.port, log_config=None, access_log=False, log_level="warning"
    )
    async with _started(uvicorn.Server(config)) as server:
        yield server


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver on loopback, for as long as the block lasts."""
    receiver = Receiver()

    async def receive(request: Request) -> Response:
        receiver.requests.append((dict(request.headers), await request.body()))
        return Response(status_code=204)

    app = Router([Route("/hook", receive, methods=["POST"])])
    config = uvicorn.Config(
        app, port=0, log_config=None, access_log=False, log_level="warning", lifespan="off"
    )
    async with _started(_DeafServer(config)) as server:
        receiver.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/hook"
        yield receiver


class _DeafServer(uvicorn.Server):
    """A server that leaves signals to the other one."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def _started(server: uvicorn.Server) -> AsyncIterator[uvicorn.Server]:
    async def started() -> bool:
        return server.started

    task = asyncio.create_task(server.serve())
    try:
        await until(started)
        yield server
    finally:
        server.should_exit = True
        await task


async def until(ask: Callable[[], Awaitable[Answer | None]]) -> Answer:
    """Return the first truthy answer. Raises TimeoutError after PATIENCE."""
    async with asyncio.timeout(PATIENCE):
        while not (answer := await ask()):  # noqa: ASYNC110 - nothing signals the change
            await asyncio.sleep(0.05)
    return answer


def free_port(wanted: int) -> int:
    """Return the wanted port, or a free one if it is taken."""
    with socket.socket() as probe:
        if os.name == "posix":  # on Windows it would steal a port in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
