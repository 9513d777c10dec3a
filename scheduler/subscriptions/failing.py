"""Failing spells: an address that nothing but failures came from is warned after three days, paused after five.

A spell begins with a failure and ends with the first success. The warning is a message like any other: where it
arrives, the spell is over.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlmodel import Session, col

from db.given import given_ids
from db.models import Subscription
from db.words import EventType, SubscriptionStatus
from scheduler.subscriptions.service_events import end_own, send_own
from scheduler.subscriptions.status import pause

WARNED_AFTER = timedelta(days=3)  # of nothing but failures
PAUSED_AFTER = timedelta(days=2)  # from the warning on

_FAILING = col(Subscription.failing_since).is_not(None)


def note_failures(session: Session, subscription_ids: Collection[UUID], now: datetime) -> None:
    """Begin a spell of each of the subscriptions that is in none."""
    _update(session, subscription_ids, ~_FAILING, failing_since=now)


def note_successes(session: Session, subscription_ids: Collection[UUID], now: datetime) -> None:
    """End the spells of the subscriptions, and what warns of them."""
    if ended := _update(session, subscription_ids, _FAILING, failing_since=None, warned_at=None):
        end_own(session, ended, [EventType.FAILING], "the address answers again", now)


def warn_failing(session: Session, now: datetime, limit: int) -> int:
    """Tell the addresses that have been failing for three days, once in a spell. How many there were."""
    due = [
        _FAILING,
        col(Subscription.failing_since) <= now - WARNED_AFTER,
        col(Subscription.warned_at).is_(None),
    ]
    warned = _take(session, due, limit)
    for subscription in warned:
        subscription.warned_at = now
        send_own(session, subscription, EventType.FAILING, now, now + PAUSED_AFTER)
    return len(warned)


def pause_failing(session: Session, now: datetime, limit: int) -> int:
    """Pause those that went on failing after the warning. How many there were."""
    due = [_FAILING, col(Subscription.warned_at) <= now - PAUSED_AFTER]
    failing = _take(session, due, limit)
    for subscription in failing:
        pause(session, subscription, "five days of nothing but failures", now)
    return len(failing)


def _take(session: Session, due: list[ColumnElement[bool]], limit: int) -> list[Subscription]:
    active = select(Subscription).where(*due, col(Subscription.status) == SubscriptionStatus.ACTIVE)
    # On SQLite nobody else writes while we do.
    return list(
        session.execute(active.limit(limit).with_for_update(skip_locked=True, key_share=True)).scalars()
    )


def _update(
    session: Session, ids: Collection[UUID], which: ColumnElement[bool], **values: datetime | None
) -> list[UUID]:
    if not ids:
        return []
    # A row that another writes to at this moment is left to the next result: nobody waits for anybody.
    free = select(col(Subscription.id)).where(col(Subscription.id).in_(given_ids(session, ids)), which)
    changed = (
        update(Subscription)
        .where(col(Subscription.id).in_(free.with_for_update(skip_locked=True, key_share=True)))
        .values(values)
        .returning(col(Subscription.id))
    )
    return list(session.execute(changed, execution_options={"synchronize_session": False}).scalars())
