"""Webhooks delivered, signed and durably recorded by one worker, against bare loops that only post."""

import asyncio
from collections.abc import Awaitable, Callable
from time import perf_counter

import aiohttp
import httpx
import uvloop

from bench.databases import KINDS, database_of
from bench.deliveries import deliver, fill
from bench.receiver import receiving
from openingday.logs import set_up_logs

COUNT = 5_000
HTTPX_COUNT = 1_000  # httpx alone is too slow for all of them
CONNECTIONS = 64
ROUNDS = 3


def main() -> None:
    """Print deliveries a second, and the ratios to the peers."""
    set_up_logs("console", level="WARNING")
    with receiving() as receiver:
        for kind in KINDS:
            rows = []
            for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits all alike
                with database_of(kind) as database:
                    body = fill(database, receiver.url, COUNT)
                    ours = COUNT / uvloop.run(deliver(database))[-1][0]
                bare = uvloop.run(_post_bare(receiver.url, body))
                plain = uvloop.run(_post_httpx(receiver.url, body))
                rows.append((ours, bare, plain))
            ours, bare, plain = (sorted(column)[ROUNDS // 2] for column in zip(*rows, strict=True))
            print(f"deliveries on {kind}: {ours:,.0f}/s")
            print(f"  bare aiohttp loop: {bare:,.0f}/s; ratio {ours / bare:.2f} (goal ≥ 0.5)")
            print(f"  plain httpx.AsyncClient loop: {plain:,.0f}/s; ratio {ours / plain:.1f} (goal ≥ 5)")


async def _post_bare(url: str, body: bytes) -> float:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as client:

        async def post() -> None:
            async with client.post(url, data=body) as answer:
                await answer.read()

        return await _rate(post, COUNT)


async def _post_httpx(url: str, body: bytes) -> float:
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=CONNECTIONS)) as client:

        async def post() -> None:
            await client.post(url, content=body)

        return await _rate(post, HTTPX_COUNT)


async def _rate(post: Callable[[], Awaitable[None]], count: int) -> float:
    left = iter(range(count))

    async def poster() -> None:
        for _ in left:
            await post()

    started = perf_counter()
    await asyncio.gather(*(poster() for _ in range(CONNECTIONS)))
    return count / (perf_counter() - started)


if __name__ == "__main__":
    main()
