"""A process that serves feeds: `python -m tests.feeds.process DATABASE_URL`. It prints its port first."""

import asyncio
import socket
import sys

import uvicorn

from db.engine import Database
from feeds.http import FeedApp
from releases.clock import Clock
from tests.feeds.builders import PUBLIC_URL
from tests.feeds.test_golden import NOW


async def serve(url: str) -> None:
    database = Database(url, pool_size=5)
    app = FeedApp(database, Clock(NOW), PUBLIC_URL)
    await app.start()
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)  # noqa: T201 - who started it reads this
    await uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None)).serve([listener])
    await app.stop()
    database.close()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
