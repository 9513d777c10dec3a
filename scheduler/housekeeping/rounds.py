"""One round of housekeeping: warn and pause failing addresses, delete old and unused rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.sql.dml import ReturningDelete, ReturningUpdate
from sqlmodel import Session, col

from db.engine import Database
from db.models import Delivery, IdempotencyKey, Subscription
from db.words import DeliveryStatus, SubscriptionStatus
from releases.clock import Clock
from scheduler.housekeeping.batches import repeat
from scheduler.housekeeping.retention import drop_old_records
from scheduler.housekeeping.unused_slots import drop_unused_slots
from scheduler.subscriptions.failing import pause_failing, warn_failing
from scheduler.subscriptions.status import EXPIRED_WHILE_HELD

AT_ONCE = 500  # rows per transaction
KEYS_KEPT = timedelta(days=1)  # a request that was cut off is repeated within minutes
UNVERIFIED_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Retention:
    """How long records are kept."""

    attempts: timedelta = timedelta(days=30)
    deliveries: timedelta = timedelta(days=90)  # with their events and reminders


def run_housekeeping(database: Database, clock: Clock, retention: Retention) -> Iterator[None]:
    """Run one round, a batch at a time. What an error leaves undone, the next round finds again."""
    now = clock.now()
    yield from repeat(database, lambda session: warn_failing(session, now, AT_ONCE), AT_ONCE)
    yield from repeat(database, lambda session: pause_failing(session, now, AT_ONCE), AT_ONCE)
    yield from repeat(database, lambda session: _expire_held(session, now), AT_ONCE)
    yield from repeat(database, lambda session: _forget_secrets(session, now), AT_ONCE)
    yield from repeat(database, lambda session: _drop_unverified(session, now - UNVERIFIED_KEPT), AT_ONCE)
    yield from repeat(database, lambda session: _drop_keys(session, now - KEYS_KEPT), AT_ONCE)
    yield from drop_old_records(database, now - retention.attempts, now - retention.deliveries, AT_ONCE)
    yield from drop_unused_slots(database, AT_ONCE)


def _expire_held(session: Session, now: datetime) -> int:
    due = select(col(Delivery.id)).where(
        col(Delivery.status) == DeliveryStatus.HELD, col(Delivery.expires_at) <= now
    )
    expired = (
        update(Delivery)
        .where(col(Delivery.id).in_(due.limit(AT_ONCE)))
        .values(status=DeliveryStatus.EXPIRED, reason=EXPIRED_WHILE_HELD, finished_at=now)
    )
    return _count(session, expired.returning(col(Delivery.id)))


def _forget_secrets(session: Session, now: datetime) -> int:
    """Clear previous secrets whose 24 hours after a rotation are over."""
    due = select(col(Subscription.id)).where(col(Subscription.previous_secret_until) <= now)
    forgotten = (
        update(Subscription)
        .where(col(Subscription.id).in_(due.limit(AT_ONCE)))
        .values(previous_secret=None, previous_secret_until=None)
    )
    return _count(session, forgotten.returning(col(Subscription.id)))


def _drop_unverified(session: Session, before: datetime) -> int:
    """Delete subscriptions whose address never answered."""
    due = select(col(Subscription.id)).where(
        col(Subscription.status) == SubscriptionStatus.PENDING,
        col(Subscription.verified_at).is_(None),
        col(Subscription.updated_at) < before,
    )
    dropped = delete(Subscription).where(col(Subscription.id).in_(due.limit(AT_ONCE)))
    return _count(session, dropped.returning(col(Subscription.id)))


def _drop_keys(session: Session, before: datetime) -> int:
    dropped = delete(IdempotencyKey).where(col(IdempotencyKey.created_at) < before)
    return _count(session, dropped.returning(col(IdempotencyKey.key)))


def _count(session: Session, statement: ReturningDelete[Any] | ReturningUpdate[Any]) -> int:
    return len(session.execute(statement, execution_options={"synchronize_session": False}).all())
