"""Sending again, on request: one delivery at once, or all that failed while an address was down.

What is sent again keeps its id, which is its `webhook-id`, and begins the ladder anew.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models import Delivery, Event, Release, Subscription
from db.words import DeliveryStatus, EventType
from releases.errors import ConflictError
from scheduler.relevance import is_no_longer_so
from scheduler.subscriptions.status import require_open


def reopen(session: Session, delivery: Delivery, now: datetime) -> None:
    """Make a delivery due, whether it waits, failed or arrived.

    Raises ConflictError, with the reason, for one that is under way or of no use any more, and while its
    subscription does not receive.
    """
    if delivery.claimed_until is not None and delivery.claimed_until > now:
        raise ConflictError("the delivery is under way: read it again in a minute")
    if delivery.status in {DeliveryStatus.SUPERSEDED, DeliveryStatus.EXPIRED}:
        raise ConflictError(f"the delivery is {delivery.status} and of no use any more: {delivery.reason}")
    if delivery.expires_at is not None and delivery.expires_at <= now:
        raise ConflictError("the delivery is of no use any more: its time has passed")
    event = session.get_one(Event, delivery.event_id)
    if event.type != EventType.VERIFY:
        require_open(session.get_one(Subscription, delivery.subscription_id))
    if event.release_id is not None and session.execute(_of_use(delivery.id)).first() is None:
        raise ConflictError("the delivery is of no use any more: the release was changed, or told of later")
    _reopen(session, col(Delivery.id) == delivery.id, now)


def recover(session: Session, subscription: Subscription, since: datetime, now: datetime) -> int:
    """Make due what failed from an instant on and is still of use. How many there are.

    Raises ConflictError while the subscription does not receive.
    """
    require_open(subscription)
    failed = _of_use().where(
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


def _of_use(delivery_id: UUID | None = None) -> Select[UUID]:
    """Deliveries whose release is as they say, and of whose day nothing newer was told."""
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
    of_use = (
        select(col(Delivery.id))
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .join(Release, col(Release.id) == col(Event.release_id))
        .where(and_(not_(is_no_longer_so()), not_(overtaken)))
    )
    return of_use if delivery_id is None else of_use.where(col(Delivery.id) == delivery_id)
