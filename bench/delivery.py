"""Webhooks delivered, signed and durably recorded by one worker, against bare loops that only post."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from time import perf_counter

import aiohttp
import httpx
import uvloop
from sqlalchemy import func, insert, select
from sqlmodel import Session, col

from bench.databases import KINDS, database_of
from bench.receiver import receiving
from db.engine import Database
from db.models import Choice, Delivery, Event, Release, Subscription, Title
from db.words import Channel, DeliveryStatus, EventType, Precision, ReleaseType, SubscriptionStatus
from openingday.logs import set_up_logs
from releases.clock import Clock
from scheduler.channels.webhook import WebhookSender
from scheduler.claims import Told
from scheduler.dispatch import Dispatcher
from scheduler.message import message_body
from scheduler.signing import new_secret
from scheduler.worker import Worker

COUNT = 5_000
HTTPX_COUNT = 1_000  # httpx alone is too slow for all of them
CONNECTIONS = 64
ROUNDS = 3
NOW = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)


def main() -> None:
    """Print deliveries a second, and the ratios to the peers."""
    set_up_logs("console", level="WARNING")
    with receiving() as url:
        for kind in KINDS:
            rows = []
            for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits all alike
                with database_of(kind) as database:
                    body = _fill(database, url)
                    ours = uvloop.run(_deliver(database))
                bare = uvloop.run(_post_bare(url, body))
                plain = uvloop.run(_post_httpx(url, body))
                rows.append((ours, bare, plain))
            ours, bare, plain = (sorted(column)[ROUNDS // 2] for column in zip(*rows, strict=True))
            print(f"deliveries on {kind}: {ours:,.0f}/s")
            print(f"  bare aiohttp loop: {bare:,.0f}/s; ratio {ours / bare:.2f} (goal ≥ 0.4)")
            print(f"  plain httpx.AsyncClient loop: {plain:,.0f}/s; ratio {ours / plain:.1f} (goal ≥ 5)")


def _fill(database: Database, url: str) -> bytes:
    """One release, COUNT subscriptions, and a delivery due to each; the body that each will get."""
    title = Title(name="Anora", key="anora", slug="anora", created_at=NOW)
    release = Release(
        title_id=title.id,
        region="NZ",
        type=ReleaseType.THEATRICAL,
        opens_on=NOW.date(),
        opens_until=NOW.date(),
        precision=Precision.DAY,
        timezone="Pacific/Auckland",
        created_at=NOW,
        updated_at=NOW,
    )
    event = Event(type=EventType.MOVED, occurred_at=NOW, release_id=release.id, fanned_out_at=NOW)
    subscriptions = [
        Subscription(
            channel=Channel.WEBHOOK,
            address=url,
            status=SubscriptionStatus.ACTIVE,
            filters={},
            hour=9,
            timezone="UTC",
            manage_token_hash=str(number),
            secret=new_secret(),
            created_at=NOW,
            updated_at=NOW,
        )
        for number in range(COUNT)
    ]
    body = message_body(
        Told(event, (release, title), None), subscriptions[0].id, NOW, "http://127.0.0.1:8000"
    )
    with database.write() as session:
        for row in (title, release, event):
            session.add(row)
            session.flush()
        _insert(session, Subscription, [each.model_dump() for each in subscriptions])
        _insert(
            session,
            Delivery,
            [
                {"event_id": event.id, "subscription_id": each.id, "created_at": NOW, "next_attempt_at": NOW}
                for each in subscriptions
            ],
        )
    return body


def _insert(
    session: Session, table: type[Subscription | Delivery | Choice], rows: list[dict[str, object]]
) -> None:
    session.execute(insert(table), rows)


async def _deliver(database: Database) -> float:
    """Run one worker until the last delivery is recorded; deliveries a second."""
    clock = Clock(NOW)
    dispatcher = Dispatcher(WebhookSender(allow_private=True), clock, "http://127.0.0.1:8000")
    stop = asyncio.Event()
    started = perf_counter()
    work = asyncio.create_task(Worker(database, clock, dispatcher).run(stop))
    while await asyncio.to_thread(_left, database):  # noqa: ASYNC110 - what is waited for lies in the database
        await asyncio.sleep(0.05)
    rate = COUNT / (perf_counter() - started)
    stop.set()
    await work
    await dispatcher.aclose()
    return rate


def _left(database: Database) -> int:
    waiting = select(func.count()).where(col(Delivery.status) == DeliveryStatus.PENDING)
    with database.read() as session:
        left: int = session.execute(waiting).scalar_one()
    return left


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
