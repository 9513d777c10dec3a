"""After a restore from a backup: what the lost database had sent is not sent again.

Whatever fell due since the backup is replayed (scheduler/fanout/replay.py), and so gets the ids that it had. What is known
to have been delivered is then marked so; a worker sends the rest.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlmodel import Session, col

from db.engine import Database
from db.models import Delivery, Event
from db.words import DeliveryStatus, EventType
from scheduler.deliveries.outcomes import mark_digest_delivered

_BATCH = 500


def delivered_ids(session: Session, now: datetime) -> list[UUID]:
    """Return the deliveries that were delivered and have not expired.

    Without verify pings: the status that they led to is lost with the old database, so they are sent again.
    """
    relevant = or_(col(Delivery.expires_at).is_(None), col(Delivery.expires_at) > now)
    delivered = col(Delivery.status) == DeliveryStatus.DELIVERED
    ids = select(col(Delivery.id)).where(delivered, relevant, _is_no_ping())
    return list(session.execute(ids).scalars())


def mark_sent_before(database: Database, until: datetime) -> int:
    """Mark as delivered what was due by an instant, except retries and verify pings. Return the number marked."""
    due = [
        col(Delivery.status) == DeliveryStatus.PENDING,
        col(Delivery.next_attempt_at) <= until,
        col(Delivery.attempts) == col(Delivery.attempts_before),
        _is_no_ping(),
    ]
    return _mark(database, due, f"assumed sent: it was due before {until:%Y-%m-%d %H:%M} UTC", until)


def mark_delivered(database: Database, ids: Sequence[UUID], now: datetime) -> int:
    """Mark deliveries as delivered. Return the number that were not marked so before."""
    marked = 0
    for start in range(0, len(ids), _BATCH):
        these = col(Delivery.id).in_(ids[start : start + _BATCH])
        not_yet = col(Delivery.status) != DeliveryStatus.DELIVERED
        marked += _mark(database, [these, not_yet], "it was delivered before the restore", now)
    return marked


def count_due(session: Session, now: datetime) -> int:
    """Return the number of deliveries that a worker would send at once."""
    due = [col(Delivery.status) == DeliveryStatus.PENDING, col(Delivery.next_attempt_at) <= now]
    count: int = session.execute(select(func.count()).where(*due)).scalar_one()
    return count


def _mark(database: Database, which: list[ColumnElement[bool]], reason: str, now: datetime) -> int:
    with database.write() as session:
        marked = (
            update(Delivery)
            .where(*which)
            .values(
                status=DeliveryStatus.DELIVERED, reason=reason, finished_at=now, claimed_until=None, lane=None
            )
            .returning(col(Delivery.id))
        )
        ids = session.execute(marked, execution_options={"synchronize_session": False}).scalars().all()
        for start in range(0, len(ids), _BATCH):
            mark_digest_delivered(ids[start : start + _BATCH], session, now)
    return len(ids)


def _is_no_ping() -> ColumnElement[bool]:
    ping = select(col(Event.id)).where(
        col(Event.id) == col(Delivery.event_id), col(Event.type) == EventType.VERIFY
    )
    return ~ping.exists()
