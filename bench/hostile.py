"""How long others wait for a feed while the service sends to receivers that mean harm, against a well-behaved one."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import httpx

from bench.receiver import receiving
from tests.hostile import MISDEEDS, hostile_receivers
from tests.openingday.service import running

SECONDS = 3.0  # of polls, for each receiver
POLL_EVERY = 0.02  # seconds
SUBSCRIBE_EVERY = 0.25  # seconds: each is asked to verify itself, by the worker in the same process
PERCENTILE = 0.99


def main() -> None:
    """Print the 99th percentile of feed polls under each receiver, beside a quiet stretch just before it."""
    print("others' feed polls, p99:")
    with _service() as (address, quiet, hostile):
        asyncio.run(_poll(address, quiet))  # warms up
        for name in MISDEEDS:
            before, under = asyncio.run(_poll(address, quiet)), asyncio.run(_poll(address, hostile[name]))
            print(
                f"  {name}: {under * 1e3:.1f} ms, quiet {before * 1e3:.1f} ms;"
                f" ratio {under / before:.1f} (goal ≤ 2)",
                flush=True,
            )


@contextmanager
def _service() -> Iterator[tuple[str, str, dict[str, str]]]:
    """The service's address, a well-behaved receiver's and those of the hostile ones."""
    with (
        tempfile.TemporaryDirectory() as folder,
        receiving() as receiver,
        hostile_receivers() as hostile,
        running(
            Path(folder), f"sqlite:///{folder}/bench.db", datetime.now(UTC), sign_ups_per_hour="100000"
        ) as service,
    ):
        yield str(service.client.base_url), receiver.url, hostile


async def _poll(address: str, receiver: str) -> float:
    """Return the 99th percentile of a feed's polls, in seconds, while strangers subscribe a receiver."""
    took: list[float] = []
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:

        async def poll(at: float) -> None:
            await asyncio.sleep(at)
            begun = perf_counter()
            (await client.get("/feeds/nz.ics")).raise_for_status()
            took.append(perf_counter() - begun)

        async def subscribe(at: float) -> None:
            await asyncio.sleep(at)
            body = {"channel": "webhook", "url": receiver}
            (await client.post("/api/v1/subscriptions", json=body)).raise_for_status()

        async with asyncio.TaskGroup() as group:  # each at its time, however late the others are
            for number in range(round(SECONDS / POLL_EVERY)):
                group.create_task(poll(number * POLL_EVERY))
            for number in range(round(SECONDS / SUBSCRIBE_EVERY)):
                group.create_task(subscribe(number * SUBSCRIBE_EVERY))
    return sorted(took)[int(len(took) * PERCENTILE)]


if __name__ == "__main__":
    main()
