"""A restored database goes on where the lost one was: what that one sent is not sent again.

What fell due since the backup is fired and fanned out as it was then, moment by moment, and so gets the ids that it
had (db/ids.py). What is known to have arrived is then set down as delivered; the rest waits for a worker.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlmodel import Session, col

from db.engine import Database
from db.models import Delivery, Event
from db.words import DeliveryStatus, EventType
from releases.clock import Clock
from scheduler.deliveries.outcomes import deliver_gathered
from scheduler.fanout.tick import next_due, tick

_AT_ONCE = 500


def arrived(session: Session, now: datetime) -> list[UUID]:
    """The deliveries that arrived and would still be of use.

    Not pings: what their answers did is lost with the rest, so they are sent again.
    """
    of_use = or_(col(Delivery.expires_at).is_(None), col(Delivery.expires_at) > now)
    delivered = col(Delivery.status) == DeliveryStatus.DELIVERED
    ids = select(col(Delivery.id)).where(delivered, of_use, _is_no_ping())
    return list(session.execute(ids).scalars())


def replay(database: Database, until: datetime) -> None:
    """Fire and fan out what fell due, each at its own moment, up to an instant. Nothing is sent."""
    while (due := _next(database, until)) is not None and due <= until:
        tick(database, Clock(due))


def take_as_sent(database: Database, until: datetime) -> int:
    """Set down as delivered what was due by an instant and had not failed before, but for pings. How many there were."""
    due = [
        col(Delivery.status) == DeliveryStatus.PENDING,
        col(Delivery.next_attempt_at) <= until,
        col(Delivery.attempts) == col(Delivery.attempts_before),
        _is_no_ping(),
    ]
    return _deliver(database, due, f"taken as sent: it was due before {until:%Y-%m-%d %H:%M} UTC", until)


def take_as_arrived(database: Database, ids: Sequence[UUID], now: datetime) -> int:
    """Set down as delivered what is known to have arrived. How many were not known here to have."""
    taken = 0
    for at in range(0, len(ids), _AT_ONCE):
        these = col(Delivery.id).in_(ids[at : at + _AT_ONCE])
        not_yet = col(Delivery.status) != DeliveryStatus.DELIVERED
        taken += _deliver(database, [these, not_yet], "it had arrived before the restore", now)
    return taken


def waiting(session: Session, now: datetime) -> int:
    """How many deliveries a worker will send at once."""
    due = [col(Delivery.status) == DeliveryStatus.PENDING, col(Delivery.next_attempt_at) <= now]
    count: int = session.execute(select(func.count()).where(*due)).scalar_one()
    return count


def _deliver(database: Database, which: list[ColumnElement[bool]], reason: str, now: datetime) -> int:
    with database.write() as session:
        taken = (
            update(Delivery)
            .where(*which)
            .values(
                status=DeliveryStatus.DELIVERED, reason=reason, finished_at=now, claimed_until=None, lane=None
            )
            .returning(col(Delivery.id))
        )
        ids = session.execute(taken, execution_options={"synchronize_session": False}).scalars().all()
        for at in range(0, len(ids), _AT_ONCE):
            deliver_gathered(ids[at : at + _AT_ONCE], session, now)
    return len(ids)


def _is_no_ping() -> ColumnElement[bool]:
    ping = select(col(Event.id)).where(
        col(Event.id) == col(Delivery.event_id), col(Event.type) == EventType.VERIFY
    )
    return ~ping.exists()


def _next(database: Database, until: datetime) -> datetime | None:
    with database.read() as session:
        return next_due(session, until)
