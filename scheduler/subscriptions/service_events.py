"""Events about a subscription itself: verify ping, example, failure warning."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from db.ids import pair_id
from db.models import Delivery, Event, Subscription
from db.words import DeliveryStatus, EventType


def send_service_event(
    session: Session,
    subscription: Subscription,
    event_type: EventType,
    now: datetime,
    expires_at: datetime,
) -> Delivery:
    """Create an event about the subscription itself and its delivery, due now. Return the delivery."""
    event = Event(type=event_type, occurred_at=now, expires_at=expires_at, fanned_out_at=now)
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


def end_service_events(
    session: Session,
    subscription_ids: Collection[UUID],
    types: Collection[EventType],
    reason: str,
    now: datetime,
) -> None:
    """Supersede pending and held deliveries of these types to the subscriptions."""
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
