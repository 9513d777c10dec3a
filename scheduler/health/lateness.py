"""How late alerts were: from when each was due to the beginning of its first try."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Attempt, Delivery, Event

MOST_TRIES = 10_000  # of the last ones, whose first tries are looked at


def lateness_since(session: Session, since: datetime) -> list[timedelta]:
    """Of each alert first tried since then, the least late first. Of a great many, the newest."""
    newest = (
        select(col(Attempt.delivery_id), col(Attempt.number), col(Attempt.started_at))
        .order_by(col(Attempt.id).desc())
        .limit(MOST_TRIES)
        .subquery()
    )
    first_tries = (
        select(newest.c.started_at, col(Event.occurred_at))
        .join(Delivery, col(Delivery.id) == newest.c.delivery_id)
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .where(newest.c.number == 1, newest.c.started_at >= since, col(Event.release_id).is_not(None))
    )
    return sorted(started_at - due for started_at, due in session.execute(first_tries))
