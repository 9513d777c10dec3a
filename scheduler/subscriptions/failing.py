"""Consecutive-failure tracking: warn a subscription after 3 days of nothing but failures, pause it after 5.

`failing_since` is the first failure since the last success. The warning is a message like any other: if it is delivered,
the address has recovered.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlmodel import Session, col

from db.given import given_ids
from db.models import Subscription
from db.words import EventType, SubscriptionStatus
from scheduler.subscriptions.service_events import end_service_events, send_service_event
from scheduler.subscriptions.status import pause

WARN_AFTER = timedelta(days=3)  # from the first failure
PAUSE_AFTER = timedelta(days=2)  # from the warning

_FAILING = col(Subscription.failing_since).is_not(None)


def mark_failing(session: Session, subscription_ids: Collection[UUID], now: datetime) -> None:
    """Set `failing_since` of the subscriptions that were not failing."""
    _update(session, subscription_ids, ~_FAILING, failing_since=now)


def mark_recovered(session: Session, subscription_ids: Collection[UUID], now: datetime) -> None:
    """Reset the failure tracking of the subscriptions, and end warnings that are pending."""
    if recovered := _update(session, subscription_ids, _FAILING, failing_since=None, warned_at=None):
        end_service_events(session, recovered, [EventType.FAILING], "the address answers again", now)


def warn_failing(session: Session, now: datetime, limit: int) -> int:
    """Warn subscriptions that have been failing for three days and were not warned. Return their number."""
    due = [
        _FAILING,
        col(Subscription.failing_since) <= now - WARN_AFTER,
        col(Subscription.warned_at).is_(None),
    ]
    warned = _take(session, due, limit)
    for subscription in warned:
        subscription.warned_at = now
        send_service_event(session, subscription, EventType.FAILING, now, now + PAUSE_AFTER)
    return len(warned)


def pause_failing(session: Session, now: datetime, limit: int) -> int:
    """Pause subscriptions that still fail two days after the warning. Return their number."""
    due = [_FAILING, col(Subscription.warned_at) <= now - PAUSE_AFTER]
    failing = _take(session, due, limit)
    for subscription in failing:
        pause(session, subscription, "five days of nothing but failures", now)
    return len(failing)


def _take(session: Session, due: list[ColumnElement[bool]], limit: int) -> list[Subscription]:
    active = select(Subscription).where(*due, col(Subscription.status) == SubscriptionStatus.ACTIVE)
    # SQLite has no row locks, and needs none: it has one writer at a time.
    return list(
        session.execute(active.limit(limit).with_for_update(skip_locked=True, key_share=True)).scalars()
    )


def _update(
    session: Session, ids: Collection[UUID], which: ColumnElement[bool], **values: datetime | None
) -> list[UUID]:
    if not ids:
        return []
    # A row that is locked is skipped: the next result of the subscription updates it, and no worker waits.
    free = select(col(Subscription.id)).where(col(Subscription.id).in_(given_ids(session, ids)), which)
    changed = (
        update(Subscription)
        .where(col(Subscription.id).in_(free.with_for_update(skip_locked=True, key_share=True)))
        .values(values)
        .returning(col(Subscription.id))
    )
    return list(session.execute(changed, execution_options={"synchronize_session": False}).scalars())
