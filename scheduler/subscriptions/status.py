"""Subscription status: activate, pause, resume. While a subscription is not active, its deliveries are held, not lost."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import case, update
from sqlmodel import Session, col

from db.models import Delivery, Subscription
from db.words import DeliveryStatus, EventType, SubscriptionStatus
from releases.errors import ConflictError
from scheduler.subscriptions.service_events import end_service_events

EXPIRED_WHILE_HELD = "it expired while it was held"


def activate(session: Session, subscription_id: UUID, address: str, now: datetime) -> None:
    """Activate a pending subscription whose address has answered, unless it has another address by now."""
    subscription = session.get(Subscription, subscription_id, with_for_update={"key_share": True})
    if (
        subscription is not None
        and subscription.status == SubscriptionStatus.PENDING
        and subscription.address == address  # it may have been changed while the ping was being sent
    ):
        subscription.verified_at = subscription.verified_at or now
        resume(session, subscription, now)


def require_active(subscription: Subscription) -> None:
    """Raise ConflictError, with the reason, unless the subscription is active."""
    if subscription.status == SubscriptionStatus.PENDING:
        raise ConflictError("the subscription's address has not answered the verify ping yet")
    if subscription.status == SubscriptionStatus.PAUSED:
        raise ConflictError("the subscription is paused: resume it first")


def pause(session: Session, subscription: Subscription, reason: str, now: datetime) -> None:
    """Pause a subscription: its deliveries, present and future, are held until it is resumed."""
    subscription.status, subscription.status_reason = SubscriptionStatus.PAUSED, reason
    subscription.updated_at = now
    # Tests and warnings are about the present: there is no point in holding them.
    end_service_events(
        session, [subscription.id], (EventType.TEST, EventType.FAILING), "the subscription was paused", now
    )
    hold(session, subscription)


def resume(session: Session, subscription: Subscription, now: datetime) -> None:
    """Activate a subscription, and make due what was held and has not expired."""
    subscription.status, subscription.status_reason = SubscriptionStatus.ACTIVE, None
    subscription.updated_at = now
    reset_failures(subscription)
    held = [
        col(Delivery.subscription_id) == subscription.id,
        col(Delivery.status) == DeliveryStatus.HELD,
    ]
    session.execute(
        update(Delivery)
        .where(*held, col(Delivery.expires_at) <= now)
        .values(status=DeliveryStatus.EXPIRED, reason=EXPIRED_WHILE_HELD, finished_at=now),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        update(Delivery)
        .where(*held)
        .values(
            status=DeliveryStatus.PENDING,
            attempts_before=col(Delivery.attempts),
            # Retries are due now; the rest keeps its order.
            next_attempt_at=case(
                (col(Delivery.next_attempt_at) > now, now), else_=col(Delivery.next_attempt_at)
            ),
        ),
        execution_options={"synchronize_session": False},
    )


def hold(session: Session, subscription: Subscription) -> None:
    """Hold the pending deliveries of a subscription."""
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.subscription_id) == subscription.id, col(Delivery.status) == DeliveryStatus.PENDING
        )
        .values(status=DeliveryStatus.HELD),
        execution_options={"synchronize_session": False},
    )


def reset_failures(subscription: Subscription) -> None:
    """Reset the consecutive-failure tracking."""
    subscription.failing_since = subscription.warned_at = None
