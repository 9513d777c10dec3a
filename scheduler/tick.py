"""One tick: what is due is fired, fanned out or ended."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from db.engine import Database
from db.models import Delivery, Reminder
from db.words import DeliveryStatus, ReminderStatus
from releases.clock import Clock
from scheduler.fanout import EVENTS_AT_ONCE, REMINDERS_AT_ONCE, fan_out_events, fire_due_reminders


def tick(database: Database, clock: Clock) -> datetime | None:
    """Do one batch of what is due. When to come again: at once if there is more; None if nothing waits."""
    now = clock.now()
    with database.write() as session:
        fired = fire_due_reminders(session, now)
        fanned_out = fan_out_events(session, now)
        expire_useless(session, now)
    if fired == REMINDERS_AT_ONCE or fanned_out == EVENTS_AT_ONCE or fired > fanned_out:
        return now
    with database.read() as session:
        return next_due(session)


def expire_useless(session: Session, now: datetime) -> None:
    """End what is due and has become useless while nobody could send it."""
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.status) == DeliveryStatus.PENDING,
            col(Delivery.next_attempt_at) <= now,
            col(Delivery.expires_at) <= now,
        )
        .values(status=DeliveryStatus.EXPIRED, reason="the release had opened", finished_at=now),
        execution_options={"synchronize_session": False},
    )


def next_due(session: Session) -> datetime | None:
    """The earliest instant at which a reminder or a delivery is due that nobody has."""
    reminder = session.execute(
        select(func.min(Reminder.due_at)).where(col(Reminder.status) == ReminderStatus.PENDING)
    ).scalar_one()
    delivery = session.execute(
        select(func.min(Delivery.next_attempt_at)).where(
            col(Delivery.status) == DeliveryStatus.PENDING, col(Delivery.claimed_until).is_(None)
        )
    ).scalar_one()
    return min((instant for instant in (reminder, delivery) if instant is not None), default=None)
