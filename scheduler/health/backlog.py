"""The backlog of all workers together: what is pending, and which subscriptions receive nothing.

Each count is answered by an index of its own.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, col

from db.models import Delivery, Reminder, Subscription
from db.words import DeliveryStatus, ReminderStatus, SubscriptionStatus
from scheduler.health.heartbeat import last_beat


@dataclass(frozen=True, slots=True)
class Backlog:
    """Counts, and the time of the last tick."""

    pending: int  # deliveries: due, or waiting for their next attempt
    due: int  # of them, those that are due
    held: int  # deliveries of paused subscriptions
    reminders_due: int  # reminders that are due and have not fired
    due_since: datetime | None  # when the oldest of these became due; None: nothing is due
    paused: int  # subscriptions
    failing: int  # subscriptions with nothing but failures lately
    last_tick: datetime | None  # of any worker, by its machine's clock; None: never


def read_backlog(session: Session, now: datetime) -> Backlog:
    """Count the backlog at `now`."""
    is_due = case((col(Delivery.next_attempt_at) <= now, 1))
    pending, due, next_attempt = session.execute(
        select(func.count(), func.count(is_due), func.min(col(Delivery.next_attempt_at))).where(
            col(Delivery.status) == DeliveryStatus.PENDING
        )
    ).one()
    reminders_due, next_reminder = session.execute(
        select(func.count(), func.min(col(Reminder.due_at))).where(
            col(Reminder.status) == ReminderStatus.PENDING, col(Reminder.due_at) <= now
        )
    ).one()
    return Backlog(
        pending=pending,
        due=due,
        held=_count(session, col(Delivery.status) == DeliveryStatus.HELD),
        reminders_due=reminders_due,
        due_since=min(
            (at for at in (next_attempt, next_reminder) if at is not None and at <= now), default=None
        ),
        paused=_count(session, col(Subscription.status) == SubscriptionStatus.PAUSED),
        failing=_count(session, col(Subscription.failing_since).is_not(None)),
        last_tick=last_beat(session),
    )


def _count(session: Session, which: ColumnElement[bool]) -> int:
    count: int = session.execute(select(func.count()).where(which)).scalar_one()
    return count
