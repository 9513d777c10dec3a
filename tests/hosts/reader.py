"""A reader's host: looks at a feed, and at whether each service says that it is ready, many times a second."""

import asyncio
import sys
from pathlib import Path

import httpx

from tests.hosts.diary import Diary

FEED_EVERY, READY_EVERY = 0.05, 0.25  # seconds
PATIENCE = 10.0  # seconds for an answer


async def _read(path: Path, services: list[str]) -> None:
    diary = Diary(path)
    async with httpx.AsyncClient(timeout=PATIENCE) as client, asyncio.TaskGroup() as group:
        for service in services:
            group.create_task(_look(diary, client, service, "/feeds/nz.ics", FEED_EVERY))
            group.create_task(_look(diary, client, service, "/readyz", READY_EVERY))


async def _look(diary: Diary, client: httpx.AsyncClient, service: str, what: str, every: float) -> None:
    while True:
        try:
            answer = await client.get(f"{service}{what}")
        except httpx.TransportError as error:
            diary.note(service=service, what=what, status=0, error=type(error).__name__)
        else:
            diary.note(
                service=service,
                what=what,
                status=answer.status_code,
                films=answer.text.count("BEGIN:VEVENT"),
                age=answer.headers.get("age"),
                warning=answer.headers.get("warning"),
                modified=answer.headers.get("last-modified"),
            )
        await asyncio.sleep(every)


if __name__ == "__main__":
    asyncio.run(_read(Path(sys.argv[1]), sys.argv[2:]))
