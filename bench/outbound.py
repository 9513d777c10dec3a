"""What a request costs that leaves through our transport, against bare aiohttp and httpx's own client: processor time."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiohttp
import httpx
import uvloop

from bench.receiver import receiving
from outbound.transport import Transport

COUNT = 10_000
WARM_UP = 500
AT_ONCE = 64
ROUNDS = 3
BODY = b'{"type": "release.reminder", "data": "%s"}' % (b"a" * 900)
HEADERS = [
    (b"User-Agent", b"OpeningDay/1 (+webhooks)"),
    (b"Content-Type", b"application/json"),
    (b"webhook-id", b"01a22eb4-d9d9-89e6-8f63-42857790eda7"),
    (b"webhook-timestamp", b"1734552000"),
    (b"webhook-signature", b"v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="),
]

Post = Callable[[], Awaitable[None]]


def main() -> None:
    """Print microseconds of processor time a request, and the ratio to the peer."""
    ways = {"our transport": _ours, "bare aiohttp": _aiohttp, "httpx.AsyncClient on our transport": _client}
    with receiving() as receiver:
        costs: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits all alike
            for name, way in ways.items():
                costs[name].append(uvloop.run(_cost(way(receiver.url))))
    middle = {name: sorted(each)[ROUNDS // 2] for name, each in costs.items()}
    print(f"processor time of a POST, {AT_ONCE} at once:")
    for name, cost in middle.items():
        print(f"  {name}: {cost * 1e6:.0f} µs; ratio to bare aiohttp {cost / middle['bare aiohttp']:.2f}")


@asynccontextmanager
async def _ours(url: str) -> AsyncIterator[Post]:
    transport = Transport(allow_private=True)
    parsed = httpx.URL(url)

    async def post() -> None:
        request = httpx.Request("POST", parsed, headers=HEADERS, stream=httpx.ByteStream(BODY))
        response = await transport.handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - for mypy
        async for _ in response.stream:
            pass

    yield post
    await transport.aclose()


@asynccontextmanager
async def _aiohttp(url: str) -> AsyncIterator[Post]:
    headers = {name.decode(): value.decode() for name, value in HEADERS}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as client:

        async def post() -> None:
            async with client.post(url, data=BODY, headers=headers) as answer:
                await answer.read()

        yield post


@asynccontextmanager
async def _client(url: str) -> AsyncIterator[Post]:
    async with httpx.AsyncClient(transport=Transport(allow_private=True)) as client:

        async def post() -> None:
            await client.post(url, content=BODY, headers=HEADERS)

        yield post


async def _cost(way: AbstractAsyncContextManager[Post]) -> float:
    async with way as post:
        await _run(post, WARM_UP)
        begun = time.process_time()
        await _run(post, COUNT)
        return (time.process_time() - begun) / COUNT


async def _run(post: Post, count: int) -> None:
    left = iter(range(count))

    async def poster() -> None:
        for _ in left:
            await post()

    await asyncio.gather(*(poster() for _ in range(AT_ONCE)))


if __name__ == "__main__":
    main()
