"""Events that a subscription is told about itself: the verify ping, an example, a warning."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from db.columns import uuid7
from db.ids import pair_id
from db.models import Delivery, Event, Subscription
from db.words import DeliveryStatus, EventType


def send_own(
    session: Session,
    subscription: Subscription,
    event_type: EventType,
    now: datetime,
    until: datetime,
    event_id: UUID | None = None,
) -> Delivery:
    """Put an event about the subscription itself on its way, which is of use until an instant."""
    event = Event(
        id=event_id or uuid7(), type=event_type, occurred_at=now, expires_at=until, fanned_out_at=now
    )
    delivery = Delivery(
        id=pair_id(event.id, subscription.id),
        event_id=event.id,
        subscription_id=subscription.id,
        created_at=now,
        next_attempt_at=now,
        expires_at=event.expires_at,
    )
    session.add(event)
    session.flush()
    session.add(delivery)
    session.flush()
    return delivery


def end_own(
    session: Session,
    subscription_ids: Collection[UUID],
    types: Collection[EventType],
    reason: str,
    now: datetime,
) -> None:
    """End what is on its way about the subscriptions themselves."""
    about = select(col(Event.id)).where(col(Event.id) == col(Delivery.event_id), col(Event.type).in_(types))
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.subscription_id).in_(subscription_ids),
            col(Delivery.status).in_([DeliveryStatus.PENDING, DeliveryStatus.HELD]),
            about.exists(),
        )
        .values(status=DeliveryStatus.SUPERSEDED, reason=reason, finished_at=now),
        execution_options={"synchronize_session": False},
    )
