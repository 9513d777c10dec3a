"""What the demo needs: a server, a subscriber's receiver, and waiting for a condition."""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import uvicorn
from aiohttp import web

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
    server = uvicorn.Server(config)

    async def started() -> bool:
        return server.started

    task = asyncio.create_task(server.serve())
    try:
        await until(started)
        yield server
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """Run a receiver on loopback while the block lasts."""
    receiver = Receiver()

    async def receive(request: web.Request) -> web.Response:
        receiver.requests.append((dict(request.headers), await request.read()))
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        yield receiver
    finally:
        await runner.cleanup()


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
