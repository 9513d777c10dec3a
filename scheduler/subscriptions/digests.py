"""Digests: alerts are gathered, and sent in one message a day or a week.

A gathered delivery stays gathered until a digest with it is delivered; if a digest fails, the next one has its contents.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.columns import uuid7
from db.ids import id_from
from db.models import Delivery, Event, Release, Subscription
from db.words import DeliveryStatus, EventType, Rhythm, SubscriptionStatus
from releases.reminders import due_at
from releases.zones import zone_named
from scheduler.relevance import is_stale
from scheduler.subscriptions.service_events import send_service_event

AT_ONCE = 100  # digests per tick
MONDAY = 0
_ROWS_ONLY = {"synchronize_session": False}


def set_rhythm(session: Session, subscription: Subscription, rhythm: Rhythm | None, now: datetime) -> None:
    """Turn digests on, or off; gathered deliveries are then sent one by one."""
    subscription.digest = rhythm
    subscription.digest_at = (
        next_digest(rhythm, subscription.hour, subscription.timezone, now) if rhythm else None
    )
    if rhythm is None:
        session.flush()
        session.execute(
            update(Delivery)
            .where(*_gathered(subscription))
            .values(status=DeliveryStatus.PENDING, digest_id=None, next_attempt_at=now),
            execution_options=_ROWS_ONLY,
        )


def next_digest(rhythm: Rhythm, hour: int, timezone: str, after: datetime) -> datetime:
    """Return the first instant after `after` at which it is `hour` o'clock in the zone; if weekly, on a Monday."""
    day = after.astimezone(zone_named(timezone)).date()
    while (rhythm == Rhythm.WEEKLY and day.weekday() != MONDAY) or due_at(day, 0, hour, timezone) <= after:
        day += timedelta(days=1)
    return due_at(day, 0, hour, timezone)


def make_digests(session: Session, now: datetime, limit: int = AT_ONCE) -> int:
    """Send the digests that are due and not empty. Return the number that were due."""
    due = (
        select(Subscription)
        .where(
            col(Subscription.digest_at) <= now,
            col(Subscription.status) == SubscriptionStatus.ACTIVE,
        )
        .order_by(col(Subscription.digest_at))
        .limit(limit)
        # SQLite has no row locks, and needs none: it has one writer at a time.
        .with_for_update(skip_locked=True, key_share=True)
    )
    subscriptions = list(session.execute(due).scalars())
    for subscription in subscriptions:
        _make_digest(session, subscription, now)
    return len(subscriptions)


def _make_digest(session: Session, subscription: Subscription, now: datetime) -> None:
    if subscription.digest is None or subscription.digest_at is None:
        return
    event_id = id_from(subscription.digest_at, "digest", subscription.id)
    following = next_digest(subscription.digest, subscription.hour, subscription.timezone, now)
    subscription.digest_at = following
    _end_irrelevant(session, subscription, now)
    gathered = list(session.execute(_contents(subscription)).scalars())
    if not gathered:
        return
    if session.get(Event, event_id) is not None:
        event_id = uuid7()  # the clock was set back: this hour had its digest before
    digest = send_service_event(session, subscription, EventType.DIGEST, now, following, event_id)
    session.execute(
        update(Delivery).where(col(Delivery.id).in_(gathered)).values(digest_id=digest.id),
        execution_options=_ROWS_ONLY,
    )


def _contents(subscription: Subscription) -> Select[UUID]:
    """Select what is gathered and in no digest that may still be delivered."""
    digest = aliased(Delivery)
    in_pending_digest = exists().where(
        col(digest.id) == col(Delivery.digest_id),
        col(digest.status).in_([DeliveryStatus.PENDING, DeliveryStatus.HELD]),
    )
    return select(col(Delivery.id)).where(*_gathered(subscription), ~in_pending_digest)


def _end_irrelevant(session: Session, subscription: Subscription, now: datetime) -> None:
    """End what has expired or is stale."""
    stale = (
        select(col(Event.id))
        .join(Release, col(Release.id) == Event.release_id)
        .where(col(Event.id) == Delivery.event_id, is_stale())
    )
    for which, status, reason in (
        (col(Delivery.expires_at) <= now, DeliveryStatus.EXPIRED, "the release had opened before the digest"),
        (stale.exists(), DeliveryStatus.SUPERSEDED, "the release was changed before the digest"),
    ):
        session.execute(
            update(Delivery)
            .where(*_gathered(subscription), which)
            .values(status=status, reason=reason, finished_at=now),
            execution_options=_ROWS_ONLY,
        )


def _gathered(subscription: Subscription) -> list[ColumnElement[bool]]:
    return [
        col(Delivery.subscription_id) == subscription.id,
        col(Delivery.status) == DeliveryStatus.GATHERED,
    ]
