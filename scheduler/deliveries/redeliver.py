"""Sends again on request: one delivery, or everything that failed while an address was down.

A delivery that is sent again keeps its id, which is its `webhook-id`; the retry policy starts from the beginning.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, not_, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models import Delivery, Event, Release, Subscription
from db.words import DeliveryStatus, EventType
from releases.errors import ConflictError
from releases.visibility import is_hidden_somewhere, seen_by
from scheduler.relevance import is_stale
from scheduler.subscriptions.status import require_active


def reopen(session: Session, delivery: Delivery, now: datetime) -> None:
    """Make a delivery due now, whether it is pending, failed or was delivered.

    Raises ConflictError, with the reason, if it is being sent or no longer relevant, or its subscription is not active.
    """
    if delivery.claimed_until is not None and delivery.claimed_until > now:
        raise ConflictError("the delivery is being sent: try again in a minute")
    if delivery.status in {DeliveryStatus.SUPERSEDED, DeliveryStatus.EXPIRED}:
        raise ConflictError(f"the delivery is {delivery.status} and no longer relevant: {delivery.reason}")
    if delivery.expires_at is not None and delivery.expires_at <= now:
        raise ConflictError("the delivery is no longer relevant: it has expired")
    event = session.get_one(Event, delivery.event_id)
    if event.type != EventType.VERIFY:
        require_active(session.get_one(Subscription, delivery.subscription_id))
    if event.release_id is not None and session.execute(_relevant(delivery.id)).first() is None:
        raise ConflictError(
            "the delivery is no longer relevant: the release was changed, or a later reminder was sent"
        )
    _reopen(session, col(Delivery.id) == delivery.id, now)


def recover(session: Session, subscription: Subscription, since: datetime, now: datetime) -> int:
    """Make due what was created since an instant, failed, and is still relevant. Return the number of deliveries.

    Raises ConflictError if the subscription is not active.
    """
    require_active(subscription)
    failed = _relevant().where(
        col(Delivery.subscription_id) == subscription.id,
        col(Delivery.status) == DeliveryStatus.FAILED,
        col(Delivery.created_at) >= since,
        or_(col(Delivery.expires_at).is_(None), col(Delivery.expires_at) > now),
    )
    return len(_reopen(session, col(Delivery.id).in_(failed), now))


def _reopen(session: Session, which: ColumnElement[bool], now: datetime) -> list[UUID]:
    reopened = (
        update(Delivery)
        .where(which)
        .values(
            status=DeliveryStatus.PENDING,
            reason=None,
            finished_at=None,
            attempts_before=col(Delivery.attempts),
            next_attempt_at=now,
        )
        .returning(col(Delivery.id))
    )
    return list(session.execute(reopened, execution_options={"synchronize_session": False}).scalars())


def _relevant(delivery_id: UUID | None = None) -> Select[UUID]:
    """Select the deliveries that are not stale, whose release the subscriber still sees, with no later reminder."""
    newer, sibling = aliased(Event), aliased(Delivery)
    overtaken = exists().where(
        col(Event.type) == EventType.REMINDER,
        col(newer.type) == EventType.REMINDER,
        col(newer.release_id) == col(Event.release_id),
        col(newer.occurred_at) > col(Event.occurred_at),
        col(sibling.event_id) == col(newer.id),
        col(sibling.subscription_id) == col(Delivery.subscription_id),
        col(sibling.status) != DeliveryStatus.SUPERSEDED,
    )
    relevant = (
        select(col(Delivery.id))
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .join(Release, col(Release.id) == col(Event.release_id))
        .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
        .where(
            not_(is_stale()),
            not_(overtaken),
            or_(not_(is_hidden_somewhere()), seen_by(Subscription)),
        )
    )
    return relevant if delivery_id is None else relevant.where(col(Delivery.id) == delivery_id)
