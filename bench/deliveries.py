"""A database full of deliveries that are due, and a worker that sends them: what the measures of sending share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from time import perf_counter

from sqlalchemy import func, insert, select
from sqlmodel import col

from db.engine import Database
from db.models import Delivery, Event, Release, Subscription, Title
from db.tables import table_of
from db.words import Channel, DeliveryStatus, EventType, Precision, ReleaseType, SubscriptionStatus
from releases.clock import Clock
from scheduler.channels.signing import new_secret
from scheduler.channels.webhook import WebhookSender
from scheduler.messages.body import message_body
from scheduler.messages.event_details import EventDetails
from scheduler.worker.dispatch import Dispatcher
from scheduler.worker.worker import GRACE, Worker

NOW = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)
PUBLIC_URL = "http://127.0.0.1:8000"


def fill(database: Database, url: str, subscriptions: int, events: int = 1) -> bytes:
    """One release that moved so many times, each move due to each subscription; the body that each will get."""
    title, release = new_release()
    moves = [
        Event(type=EventType.MOVED, occurred_at=NOW, release_id=release.id, fanned_out_at=NOW)
        for _ in range(events)
    ]
    subscribed = [new_subscription(url, number) for number in range(subscriptions)]
    body = message_body(EventDetails(moves[0], (release, title), None), subscribed[0].id, NOW, PUBLIC_URL)
    with database.write() as session:
        for row in (title, release, *moves):
            session.add(row)
            session.flush()
        session.execute(insert(Subscription), [each.model_dump() for each in subscribed])
        for move in moves:
            session.execute(
                insert(table_of(Delivery)),
                [
                    Delivery(
                        event_id=move.id, subscription_id=each.id, created_at=NOW, next_attempt_at=NOW
                    ).model_dump()
                    for each in subscribed
                ],
            )
    return body


def new_release() -> tuple[Title, Release]:
    """A title, and its release in New Zealand today."""
    title = Title(name="Anora", key="anora", plain="anora", slug="anora", created_at=NOW)
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
    return title, release


def new_subscription(url: str, number: int) -> Subscription:
    """One of many to an address, active."""
    return Subscription(
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


@asynccontextmanager
async def working(database: Database, clock: Clock, grace: timedelta = GRACE) -> AsyncIterator[None]:
    """One worker, as long as the block lasts."""
    dispatcher = Dispatcher(WebhookSender(allow_private=True), clock, PUBLIC_URL)
    stop = asyncio.Event()
    work = asyncio.create_task(Worker(database, clock, dispatcher, grace=grace).run(stop))
    yield
    stop.set()
    await work
    await dispatcher.aclose()


async def deliver(database: Database) -> list[tuple[float, int]]:
    """Run one worker until the last delivery is recorded: after so many seconds, so many were left."""
    left = [(0.0, await asyncio.to_thread(count_of, database, DeliveryStatus.PENDING))]
    async with working(database, Clock(NOW)):
        started = perf_counter()  # the worker begins with the first wait
        while left[-1][1]:
            await asyncio.sleep(0.05)
            count = await asyncio.to_thread(count_of, database, DeliveryStatus.PENDING)
            left.append((perf_counter() - started, count))
    return left


def count_of(database: Database, status: DeliveryStatus) -> int:
    """How many deliveries stand so."""
    with database.read() as session:
        count: int = session.execute(select(func.count()).where(col(Delivery.status) == status)).scalar_one()
    return count
