"""Retention: deletes old attempts, deliveries, events and reminders.

Ids grow with time, so old rows come first, and the first page that holds newer ones is the last.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select
from sqlmodel import Session, col

from db.engine import Database
from db.models import Attempt, Delivery, Event, Reminder
from db.words import DeliveryStatus, ReminderStatus
from scheduler.housekeeping.batches import repeat, sweep

_ROWS_ONLY = {"synchronize_session": False}  # no session holds objects of these rows


def drop_old_records(
    database: Database, attempts: datetime, deliveries: datetime, at_once: int
) -> Iterator[None]:
    """Delete attempts older than one instant, and deliveries, events and reminders older than another."""
    yield from _sweep_old(database, Attempt.id, Attempt.started_at, attempts, at_once, _drop_attempts)
    yield from _sweep_old(database, Delivery.id, Delivery.created_at, deliveries, at_once, _drop_deliveries)
    yield from _sweep_old(database, Event.id, Event.occurred_at, deliveries, at_once, _drop_events)
    yield from _drop_superseded(database, deliveries, at_once)


def _sweep_old(
    database: Database,
    id_of: Any,  # noqa: ANN401 - a column, which SQLModel types as its value
    time_of: Any,  # noqa: ANN401 - likewise
    before: datetime,
    at_once: int,
    drop: Callable[[Session, Sequence[Any]], None],
) -> Iterator[None]:
    """Page through ids while they are old."""
    page = select(id_of, time_of).order_by(id_of).limit(at_once)

    def find(session: Session, last: Any) -> list[Any]:  # noqa: ANN401 - an id
        rows = session.execute(page if last is None else page.where(id_of > last))
        return [each for each, time in rows if time < before]

    return sweep(database, find, drop, at_once)


def _drop_attempts(session: Session, ids: Sequence[Any]) -> None:
    session.execute(delete(Attempt).where(col(Attempt.id).in_(ids)), execution_options=_ROWS_ONLY)


def _drop_deliveries(session: Session, ids: Sequence[Any]) -> None:
    """Delete them with their attempts, except those that somebody has just sent again."""
    ended = col(Delivery.status) != DeliveryStatus.PENDING
    session.execute(delete(Delivery).where(col(Delivery.id).in_(ids), ended), execution_options=_ROWS_ONLY)


def _drop_events(session: Session, ids: Sequence[Any]) -> None:
    """Delete events without deliveries, and the reminders that became them."""
    unused = ~exists().where(col(Delivery.event_id) == col(Event.id))
    dropped = session.execute(
        delete(Event)
        .where(col(Event.id).in_(ids), col(Event.fanned_out_at).is_not(None), unused)
        .returning(col(Event.reminder_id)),
        execution_options=_ROWS_ONLY,
    ).scalars()
    if reminders := [each for each in dropped if each is not None]:
        session.execute(delete(Reminder).where(col(Reminder.id).in_(reminders)), execution_options=_ROWS_ONLY)


def _drop_superseded(database: Database, before: datetime, at_once: int) -> Iterator[None]:
    """Delete old superseded reminders, which never became events."""
    old = select(col(Reminder.id)).where(
        col(Reminder.status) == ReminderStatus.SUPERSEDED, col(Reminder.due_at) < before
    )
    dropped = delete(Reminder).where(col(Reminder.id).in_(old.limit(at_once))).returning(col(Reminder.id))
    return repeat(
        database, lambda session: len(session.execute(dropped, execution_options=_ROWS_ONLY).all()), at_once
    )
