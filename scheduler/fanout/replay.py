"""Runs the ticks of a span of time, each as if it came at the instant when it was due. Nothing is sent."""

from collections.abc import Iterator
from datetime import datetime

from db.engine import Database
from releases.clock import Clock
from scheduler.fanout.tick import next_due, tick


def replay(database: Database, until: datetime) -> Iterator[datetime]:
    """Tick whenever something is due, up to and including `until`, and yield the instant of each tick.

    The events and deliveries that result have the ids that they get, or got, in production (db/ids.py).
    """
    while (due := _next_due(database, until)) is not None and due <= until:
        tick(database, Clock(due))
        yield due


def _next_due(database: Database, now: datetime) -> datetime | None:
    with database.read() as session:
        return next_due(session, now)
