"""How the work stands, on all processes together: what waits, and who does not receive. Each count has its index."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, col

from db.models import Delivery, Reminder, Subscription
from db.words import DeliveryStatus, ReminderStatus, SubscriptionStatus
from scheduler.health.heartbeat import last_beat


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts, and when some worker last completed a tick."""

    pending: int  # deliveries: due, or waiting for their next try
    due: int  # of them, those whose time has come
    held: int  # deliveries of subscriptions that are paused
    reminders_due: int  # reminders that no tick has fired
    due_since: datetime | None  # when the first of all these became due that is due and not sent
    paused: int  # subscriptions
    failing: int  # subscriptions that nothing but failures came from lately
    last_tick: datetime | None  # by the machine's time; none: never


def standing(session: Session, now: datetime) -> Standing:
    """How it stands now."""
    is_due = case((col(Delivery.next_attempt_at) <= now, 1))
    pending, due, next_try = session.execute(
        select(func.count(), func.count(is_due), func.min(col(Delivery.next_attempt_at))).where(
            col(Delivery.status) == DeliveryStatus.PENDING
        )
    ).one()
    reminders_due, next_reminder = session.execute(
        select(func.count(), func.min(col(Reminder.due_at))).where(
            col(Reminder.status) == ReminderStatus.PENDING, col(Reminder.due_at) <= now
        )
    ).one()
    return Standing(
        pending=pending,
        due=due,
        held=_count(session, col(Delivery.status) == DeliveryStatus.HELD),
        reminders_due=reminders_due,
        due_since=min((at for at in (next_try, next_reminder) if at is not None and at <= now), default=None),
        paused=_count(session, col(Subscription.status) == SubscriptionStatus.PAUSED),
        failing=_count(session, col(Subscription.failing_since).is_not(None)),
        last_tick=last_beat(session),
    )


def _count(session: Session, which: ColumnElement[bool]) -> int:
    count: int = session.execute(select(func.count()).where(which)).scalar_one()
    return count
