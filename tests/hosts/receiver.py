"""A subscriber's host: takes every webhook, and writes down its id."""

import asyncio
import json
import sys
from pathlib import Path

from aiohttp import web

from tests.hosts.diary import Diary

PORT = 80


async def _receive(address: str, path: Path) -> None:
    diary = Diary(path)

    async def take(request: web.Request) -> web.Response:
        told = json.loads(await request.read())
        diary.note(id=request.headers["webhook-id"], type=told["type"], sender=request.remote)
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/{subscriber}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, address, PORT, backlog=1024).start()
    diary.note(ready=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_receive(sys.argv[1], Path(sys.argv[2])))
