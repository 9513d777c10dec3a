"""Lateness: the time from when an alert was due to the start of its first attempt."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Attempt, Delivery, Event

MAX_ATTEMPTS_READ = 10_000  # the newest


def lateness_since(session: Session, since: datetime) -> list[timedelta]:
    """Return the lateness of each alert first attempted since then, ascending."""
    newest = (
        select(col(Attempt.delivery_id), col(Attempt.number), col(Attempt.started_at))
        .order_by(col(Attempt.id).desc())
        .limit(MAX_ATTEMPTS_READ)
        .subquery()
    )
    first_attempts = (
        select(newest.c.started_at, col(Event.occurred_at))
        .join(Delivery, col(Delivery.id) == newest.c.delivery_id)
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .where(newest.c.number == 1, newest.c.started_at >= since, col(Event.release_id).is_not(None))
    )
    return sorted(started_at - due for started_at, due in session.execute(first_attempts))
