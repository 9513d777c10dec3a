"""An editor's host: announces a film every so often, and asks again until it is told that it is announced.

SIGTERM ends it once all that it has begun is announced.
"""

import asyncio
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count, cycle
from pathlib import Path

import httpx

from tests.hosts.diary import Diary

AGAIN = 0.25  # seconds after what failed
PATIENCE = 5.0  # seconds for an answer


async def _edit(path: Path, token: str, every: float, services: list[str]) -> None:
    diary = Diary(path)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(headers=headers, timeout=PATIENCE) as client, asyncio.TaskGroup() as group:
        numbers = count()
        while not stop.is_set():
            group.create_task(_announce(diary, client, next(numbers), cycle(services)))
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), every)


async def _announce(diary: Diary, client: httpx.AsyncClient, number: int, services: "cycle[str]") -> None:
    day = datetime.now(UTC).date() + timedelta(days=30 + number % 300)
    film = {"title": f"Film {number}", "region": "NZ", "on": day.isoformat()}
    while True:
        service = next(services)
        try:
            answer = await client.post(
                f"{service}/api/v1/releases", json=film, headers={"Idempotency-Key": f"film-{number}"}
            )
            said = str(answer.status_code)
        except httpx.TransportError as error:
            said = type(error).__name__
        diary.note(film=number, service=service, said=said)
        if said == "201":
            return
        await asyncio.sleep(AGAIN)


if __name__ == "__main__":
    asyncio.run(_edit(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4:]))
