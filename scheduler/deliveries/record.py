"""Writes attempts in bulk: one statement inserts them, one updates their deliveries."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, Update, and_, func, insert, or_, select, update
from sqlmodel import Session

from db.given import Given
from db.models import Attempt, Delivery
from db.tables import table_of
from db.words import DeliveryStatus

_attempt, _delivery = table_of(Attempt), table_of(Delivery)
_ATTEMPT = ("delivery_id", "number", "started_at", "duration_ms", "status_code", "error", "excerpt")
_OUTCOME = ("status", "reason", "next_attempt_at", "finished_at")
_GIVEN = Given(
    {
        **{name: _attempt.c[name].type for name in _ATTEMPT},
        **{name: _delivery.c[name].type for name in _OUTCOME},
        "lease": _delivery.c.claimed_until.type,
    }
)


def write_attempts(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write attempts and the new state of their deliveries.

    Each row holds the attempt's columns, the delivery's `lease` (its `claimed_until`), and the delivery's new `status`,
    `reason`, `next_attempt_at` and `finished_at`. An attempt whose delivery was deleted meanwhile, with its
    subscription, is dropped.
    """
    connection = session.connection()
    given = _GIVEN.parameter(connection.dialect, rows)
    for statement in _statements(connection.dialect.name):
        connection.execute(statement, given)


@cache
def _statements(dialect: str) -> tuple[Insert, Update]:
    given = _GIVEN.table(dialect)
    its_delivery = _delivery.c.id == given.c.delivery_id
    attempts = insert(_attempt).from_select(
        _ATTEMPT, select(*(given.c[name] for name in _ATTEMPT)).join_from(given, _delivery, its_delivery)
    )
    outcomes = (
        update(_delivery)
        .where(
            its_delivery,
            # A success counts even if the delivery was superseded or held meanwhile, or the lease ran out. After a
            # failure, what was superseded, held, or claimed by another worker meanwhile stays as it is.
            or_(
                given.c.status == DeliveryStatus.DELIVERED,
                and_(
                    _delivery.c.status == DeliveryStatus.PENDING,
                    _delivery.c.claimed_until == given.c.lease,
                ),
            ),
        )
        .values(
            status=given.c.status,
            reason=given.c.reason,
            attempts=given.c.number,
            claimed_until=None,
            lane=None,
            next_attempt_at=func.coalesce(given.c.next_attempt_at, _delivery.c.next_attempt_at),
            finished_at=given.c.finished_at,
        )
    )
    return attempts, outcomes
