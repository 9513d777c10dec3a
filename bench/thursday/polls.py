"""Polls feeds at a steady rate, as calendar apps do, and notes how long each answer took."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter

import aiohttp

WHOLE = 10  # one poll in so many has no entity tag, and gets the whole feed
PATIENCE = 60.0  # seconds


@dataclass(slots=True)
class Polls:
    """How long answers took from when they were to be asked for, in seconds, and how many there were of each status."""

    took: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)


class Poller:
    """Asks for these feeds of a server, by turns."""

    def __init__(self, port: int, feeds: list[str]) -> None:
        self._addresses = [f"http://127.0.0.1:{port}{feed}" for feed in feeds]
        self._tags: dict[str, str] = {}
        self._client = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(PATIENCE),
        )

    async def aclose(self) -> None:
        """Close its connections."""
        await self._client.close()

    async def warm_up(self) -> float:
        """Ask for each once. How many seconds it took."""
        begun = perf_counter()
        for address in self._addresses:
            await self._ask(address, whole=True)
        return perf_counter() - begun

    async def poll(self, rate: float, stop: asyncio.Event) -> Polls:
        """Poll so often a second until `stop` is set. One is asked when its time comes, whatever became of others."""
        polls = Polls()
        begun = perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for number in count():
                at = begun + number / rate
                await asyncio.sleep(max(0, at - perf_counter()))
                if stop.is_set():
                    break
                tasks.create_task(self._note(polls, number, at))
        return polls

    async def _note(self, polls: Polls, number: int, at: float) -> None:
        address = self._addresses[number % len(self._addresses)]
        status = await self._ask(address, whole=number // len(self._addresses) % WHOLE == 0)
        polls.took.append(perf_counter() - at)
        polls.answers[status] += 1

    async def _ask(self, address: str, *, whole: bool) -> int:
        headers = {"Accept-Encoding": "gzip"}
        if not whole and address in self._tags:
            headers["If-None-Match"] = self._tags[address]
        async with self._client.get(address, headers=headers) as answer:
            await answer.read()
            if "ETag" in answer.headers:
                self._tags[address] = answer.headers["ETag"]
            return answer.status
