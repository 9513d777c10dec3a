"""Digests: alerts are gathered, and sent in one message a day or a week.

A gathered delivery stays gathered until a digest with it is delivered; if a digest fails, the next one has its contents.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists, insert, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.columns import uuid7
from db.ids import id_from, pair_id
from db.models import Delivery, Event, Release, Subscription
from db.tables import table_of
from db.words import DeliveryStatus, EventType, Rhythm, SubscriptionStatus
from releases.reminders import due_at
from releases.zones import zone_named
from scheduler.relevance import is_stale

DIGESTS_PER_TICK = 100
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
            .where(*_gathered([subscription.id]))
            .values(status=DeliveryStatus.PENDING, digest_id=None, next_attempt_at=now),
            execution_options=_ROWS_ONLY,
        )


def next_digest(rhythm: Rhythm, hour: int, timezone: str, after: datetime) -> datetime:
    """Return the first instant after `after` at which it is `hour` o'clock in the zone; if weekly, on a Monday."""
    day = after.astimezone(zone_named(timezone)).date()
    while (rhythm == Rhythm.WEEKLY and day.weekday() != MONDAY) or due_at(day, 0, hour, timezone) <= after:
        day += timedelta(days=1)
    return due_at(day, 0, hour, timezone)


def make_digests(session: Session, now: datetime, limit: int = DIGESTS_PER_TICK) -> int:
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
    ids = [subscription.id for subscription in subscriptions]
    _end_irrelevant(session, ids, now)
    contents = _contents(session, ids)
    made = {
        id_from(subscription.digest_at, "digest", subscription.id): subscription
        for subscription in subscriptions
        if subscription.digest_at is not None and subscription.id in contents
    }
    # Only if the clock was set back: that hour had its digest before.
    taken = set(session.execute(select(col(Event.id)).where(col(Event.id).in_(list(made)))).scalars())
    made = {uuid7() if id_ in taken else id_: subscription for id_, subscription in made.items()}
    for subscription in subscriptions:
        if subscription.digest is not None:
            subscription.digest_at = next_digest(
                subscription.digest, subscription.hour, subscription.timezone, now
            )
    _write_digests(session, made, contents, now)
    return len(subscriptions)


def _write_digests(
    session: Session, made: Mapping[UUID, Subscription], contents: Mapping[UUID, list[UUID]], now: datetime
) -> None:
    """Write the digests, by event id, and put their contents into them."""
    if not made:
        return
    table, events, deliveries = table_of(Delivery), [], []
    for event_id, subscription in made.items():
        until = subscription.digest_at
        event = Event(
            id=event_id, type=EventType.DIGEST, occurred_at=now, expires_at=until, fanned_out_at=now
        )
        delivery = Delivery(
            id=pair_id(event_id, subscription.id),
            event_id=event_id,
            subscription_id=subscription.id,
            created_at=now,
            next_attempt_at=now,
            expires_at=until,
        )
        events.append(event.model_dump())
        deliveries.append(delivery.model_dump())
    session.execute(insert(table_of(Event)), events)
    session.execute(insert(table), deliveries)
    session.connection().execute(
        update(table)
        .where(table.c.id == bindparam("gathered"))
        .values(digest_id=bindparam("digest", type_=table.c.digest_id.type)),
        [
            {"gathered": gathered, "digest": digest["id"]}
            for digest in deliveries
            for gathered in contents[digest["subscription_id"]]
        ],
    )


def _contents(session: Session, subscription_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return what is gathered for each subscription and in no digest that may still be delivered."""
    digest = aliased(Delivery)
    in_pending_digest = exists().where(
        col(digest.id) == col(Delivery.digest_id),
        col(digest.status).in_([DeliveryStatus.PENDING, DeliveryStatus.HELD]),
    )
    contents: dict[UUID, list[UUID]] = defaultdict(list)
    rows = select(col(Delivery.subscription_id), col(Delivery.id)).where(
        *_gathered(subscription_ids), ~in_pending_digest
    )
    for subscription_id, delivery_id in session.execute(rows):
        contents[subscription_id].append(delivery_id)
    return contents


def _end_irrelevant(session: Session, subscription_ids: Collection[UUID], now: datetime) -> None:
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
            .where(*_gathered(subscription_ids), which)
            .values(status=status, reason=reason, finished_at=now),
            execution_options=_ROWS_ONLY,
        )


def _gathered(subscription_ids: Collection[UUID]) -> list[ColumnElement[bool]]:
    return [
        col(Delivery.subscription_id).in_(subscription_ids),
        col(Delivery.status) == DeliveryStatus.GATHERED,
    ]
