"""Digests: what a subscription is told is gathered, and told in one message a day, or a week.

What is gathered stays so until a digest with it has arrived: one that failed leaves it to the next.
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
from scheduler.relevance import is_no_longer_so
from scheduler.subscriptions.service_events import send_own

AT_ONCE = 100  # digests of one tick
MONDAY = 0
_ROWS_ONLY = {"synchronize_session": False}


def set_rhythm(session: Session, subscription: Subscription, rhythm: Rhythm | None, now: datetime) -> None:
    """Gather for digests from now on, or no more; what was gathered then goes by itself."""
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
    """The next instant at which it is that hour in the zone; of a weekly one, on a Monday."""
    day = after.astimezone(zone_named(timezone)).date()
    while (rhythm == Rhythm.WEEKLY and day.weekday() != MONDAY) or due_at(day, 0, hour, timezone) <= after:
        day += timedelta(days=1)
    return due_at(day, 0, hour, timezone)


def make_digests(session: Session, now: datetime, limit: int = AT_ONCE) -> int:
    """Put the digests that are due on their way, where there is something to tell. How many were due."""
    due = (
        select(Subscription)
        .where(
            col(Subscription.digest_at) <= now,
            col(Subscription.status) == SubscriptionStatus.ACTIVE,
        )
        .order_by(col(Subscription.digest_at))
        .limit(limit)
        # On SQLite nobody else writes while we do.
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
    until = next_digest(subscription.digest, subscription.hour, subscription.timezone, now)
    subscription.digest_at = until
    _end_useless(session, subscription, now)
    gathered = list(session.execute(_to_tell(subscription)).scalars())
    if not gathered:
        return
    if session.get(Event, event_id) is not None:
        event_id = uuid7()  # the time was set back: it is another digest of that hour
    digest = send_own(session, subscription, EventType.DIGEST, now, until, event_id)
    session.execute(
        update(Delivery).where(col(Delivery.id).in_(gathered)).values(digest_id=digest.id),
        execution_options=_ROWS_ONLY,
    )


def _to_tell(subscription: Subscription) -> Select[UUID]:
    """What was gathered and is in no digest that is still on its way."""
    digest = aliased(Delivery)
    on_its_way = exists().where(
        col(digest.id) == col(Delivery.digest_id),
        col(digest.status).in_([DeliveryStatus.PENDING, DeliveryStatus.HELD]),
    )
    return select(col(Delivery.id)).where(*_gathered(subscription), ~on_its_way)


def _end_useless(session: Session, subscription: Subscription, now: datetime) -> None:
    """End what is past telling or no longer so."""
    untrue = (
        select(col(Event.id))
        .join(Release, col(Release.id) == Event.release_id)
        .where(col(Event.id) == Delivery.event_id, is_no_longer_so())
    )
    for which, status, reason in (
        (col(Delivery.expires_at) <= now, DeliveryStatus.EXPIRED, "the release had opened before the digest"),
        (untrue.exists(), DeliveryStatus.SUPERSEDED, "the release was changed before the digest"),
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
