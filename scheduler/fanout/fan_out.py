"""Due reminders become events; events become deliveries.

Each function is a step of a transaction, and finds its work again if the transaction is rolled back.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, insert, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.ids import id_from
from db.models import Delivery, Event, Reminder
from db.words import UNDER_WAY, DeliveryStatus, EventType, ReminderStatus
from releases.reminders import end_of_day
from scheduler.fanout.insert import write_deliveries

REMINDERS_PER_TICK = 500
REMINDER_EVENTS_PER_TICK = 200
EVENTS_PER_TICK = 50  # few, so that a reminder that falls due meanwhile does not wait long


def fire_due_reminders(session: Session, now: datetime, limit: int = REMINDERS_PER_TICK) -> int:
    """Turn due reminders into events, at most `limit`, the longest due first. Return the number fired."""
    due = (
        select(col(Reminder.id))
        .where(col(Reminder.status) == ReminderStatus.PENDING, col(Reminder.due_at) <= now)
        .order_by(col(Reminder.due_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")  # as a subquery PostgreSQL may run it more than once, and exceed `limit`
    )
    fired = session.execute(
        update(Reminder)
        # "pending" again: SQLite locks no rows, and there this condition alone decides which worker fires it.
        .where(col(Reminder.id).in_(select(due.c.id)), col(Reminder.status) == ReminderStatus.PENDING)
        .values(status=ReminderStatus.FIRED)
        .returning(
            col(Reminder.id),
            col(Reminder.release_id),
            col(Reminder.opens_on),
            col(Reminder.timezone),
            col(Reminder.due_at),
        ),
        execution_options={"synchronize_session": False},
    ).all()
    if fired:
        session.execute(insert(Event), [event_of_reminder(*reminder) for reminder in fired])
    return len(fired)


def event_of_reminder(
    reminder_id: int | None, release_id: UUID, opens_on: date, timezone: str, due_at: datetime
) -> dict[str, Any]:
    """Return the event row that a reminder becomes. It is the same, id included, if it fires again after a restore."""
    return {
        "id": id_from(due_at, reminder_id, release_id, opens_on, timezone),
        "type": EventType.REMINDER,
        "occurred_at": due_at,
        "release_id": release_id,
        "reminder_id": reminder_id,
        "opens_on": opens_on,
        "expires_at": end_of_day(opens_on, timezone),
    }


def fan_out_events(session: Session, now: datetime) -> int:
    """Write the deliveries of new events. Return the number of events.

    Reminders come first, since they are for a certain time: an import may bring more events than a minute can process.
    """
    new = select(col(Event.id)).where(col(Event.fanned_out_at).is_(None)).order_by(col(Event.occurred_at))
    reminders = new.where(col(Event.reminder_id).is_not(None)).limit(REMINDER_EVENTS_PER_TICK)
    return _fan_out(session, now, reminders) + _fan_out(session, now, new.limit(EVENTS_PER_TICK))


def is_all_fanned_out(session: Session, now: datetime) -> bool:
    """Return whether no reminder is due, and every event has its deliveries."""
    due = exists().where(col(Reminder.status) == ReminderStatus.PENDING, col(Reminder.due_at) <= now)
    new = exists().where(col(Event.fanned_out_at).is_(None))
    return bool(session.execute(select(~due & ~new)).scalar_one())


def _fan_out(session: Session, now: datetime, chosen: Select[Any]) -> int:
    new = chosen.with_for_update(skip_locked=True).cte("new")
    events = list(
        session.execute(
            update(Event)
            .where(col(Event.id).in_(select(new.c.id)), col(Event.fanned_out_at).is_(None))
            .values(fanned_out_at=now)
            .returning(col(Event.id)),
            execution_options={"synchronize_session": False},
        ).scalars()
    )
    if events:
        write_deliveries(session, events, now)
        supersede_older_reminders(session, events, now)
    return len(events)


def supersede_older_reminders(session: Session, events: list[UUID], now: datetime) -> None:
    """End deliveries of a release's earlier reminders, for subscriptions that now get a later one."""
    older, newer, sibling = aliased(Event), aliased(Event), aliased(Delivery)
    # A statement of its own, since it rarely finds any: in one statement PostgreSQL may scan all deliveries.
    pairs = session.execute(
        select(col(older.id), col(newer.id))
        .join(newer, col(newer.release_id) == col(older.release_id))
        .where(
            col(newer.id).in_(events),
            col(newer.type) == EventType.REMINDER,
            col(older.type) == EventType.REMINDER,
            col(older.occurred_at) < col(newer.occurred_at),
        )
    ).all()
    for earlier, later in pairs:
        overtaken = exists().where(
            col(sibling.event_id) == later,
            col(sibling.subscription_id) == col(Delivery.subscription_id),
            col(sibling.status) != DeliveryStatus.SUPERSEDED,
        )
        session.execute(
            update(Delivery)
            .where(col(Delivery.event_id) == earlier, col(Delivery.status).in_(UNDER_WAY), overtaken)
            .values(
                status=DeliveryStatus.SUPERSEDED, reason="a later reminder was sent instead", finished_at=now
            ),
            execution_options={"synchronize_session": False},
        )
