"""Lateness, from due to received: 1,000 webhooks due in one instant, alone and while as many go to a receiver that hangs."""

import asyncio
from datetime import UTC, datetime, timedelta

import uvloop
from sqlmodel import select

from bench.databases import KINDS, database_of
from bench.deliveries import count_of, working
from bench.receiver import Manner, receiving
from db.engine import Database
from db.models import Delivery
from db.words import DeliveryStatus, SubscriptionStatus
from openingday.logs import set_up_logs
from releases.clock import Clock
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from scheduler.subscriptions.lifecycle import subscribe_webhook
from scheduler.subscriptions.preferences import Preferences

COUNT = 1_000
LEAD_IN = timedelta(seconds=2)  # the worker is running when they fall due
DUE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)  # 09:00 in Auckland, a week before Boxing Day


def main() -> None:
    """Print the median, the slowest hundredth and the latest."""
    set_up_logs("console", level="ERROR")
    for kind in KINDS:
        for others in (0, COUNT):
            with (
                database_of(kind) as database,
                receiving(Manner.NOTE) as receiver,
                receiving(Manner.HANG) as hanging,
            ):
                _fill(database, [hanging.url] * others + [receiver.url] * COUNT)
                due_at = uvloop.run(_deliver(database))
                late = sorted(at - due_at for at in receiver.received())
            if len(late) != COUNT:
                raise AssertionError(f"{len(late)} arrived, not {COUNT}")
            beside = f" while {others:,} go to a receiver that hangs" if others else ""
            print(f"lateness of {COUNT:,} webhooks due in one instant on {kind}{beside}")
            print(
                f"  median {late[COUNT // 2]:.2f} s, p99 {late[COUNT * 99 // 100]:.2f} s, latest {late[-1]:.2f} s"
                " (goal: p99 ≤ 2 s)"
            )


def _fill(database: Database, urls: list[str]) -> None:
    """A release, and a subscription for each address, active as if it had answered the ping."""
    before = DUE - timedelta(hours=1)
    with database.write() as session:
        Desk(session, before, Editor("bench")).announce(
            NewRelease(title="Anora", region="NZ", on="2024-12-26")
        )
        for url in urls:
            made, _ = subscribe_webhook(session, url, Preferences(), before, allow_private=True)
            made.status = SubscriptionStatus.ACTIVE
    with database.write() as session:
        for ping in session.exec(select(Delivery)):
            session.delete(ping)


async def _deliver(database: Database) -> float:
    """Run one worker from before they are due until all to the good receiver are recorded; when they were due."""
    clock = Clock(DUE - LEAD_IN)
    due_at = (Clock.machine() + LEAD_IN).timestamp()
    async with working(database, clock, grace=timedelta(0)), asyncio.timeout(120):
        while await asyncio.to_thread(count_of, database, DeliveryStatus.DELIVERED) < COUNT:  # noqa: ASYNC110 - it lies in the database
            await asyncio.sleep(0.1)
    return due_at


if __name__ == "__main__":
    main()
