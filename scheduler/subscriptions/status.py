"""Whether a subscription receives: activated, paused and resumed. What it cannot be sent is held, not lost."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import case, update
from sqlmodel import Session, col

from db.models import Delivery, Subscription
from db.words import DeliveryStatus, EventType, SubscriptionStatus
from releases.errors import ConflictError
from scheduler.subscriptions.service_events import end_own

WHILE_HELD = "it became useless while it was held"


def activate(session: Session, subscription_id: UUID, address: str, now: datetime) -> None:
    """Let a subscription receive, now that the address has answered: if that is still its address."""
    subscription = session.get(Subscription, subscription_id, with_for_update={"key_share": True})
    if (
        subscription is not None
        and subscription.status == SubscriptionStatus.PENDING
        and subscription.address == address  # another could be given while the ping was on its way
    ):
        subscription.verified_at = subscription.verified_at or now
        resume(session, subscription, now)


def require_open(subscription: Subscription) -> None:
    """Raise ConflictError, with the reason, unless the subscription receives."""
    if subscription.status == SubscriptionStatus.PENDING:
        raise ConflictError("the subscription's address has not answered the verify ping yet")
    if subscription.status == SubscriptionStatus.PAUSED:
        raise ConflictError("the subscription is paused: resume it first")


def pause(session: Session, subscription: Subscription, reason: str, now: datetime) -> None:
    """Hold what is on its way and what is to come, until the subscription is resumed."""
    subscription.status, subscription.status_reason = SubscriptionStatus.PAUSED, reason
    subscription.updated_at = now
    # What is about its address is of no use later.
    end_own(
        session, [subscription.id], (EventType.TEST, EventType.FAILING), "the subscription was paused", now
    )
    hold(session, subscription)


def resume(session: Session, subscription: Subscription, now: datetime) -> None:
    """Send again, beginning with what was held and is still of use."""
    subscription.status, subscription.status_reason = SubscriptionStatus.ACTIVE, None
    subscription.updated_at = now
    forget_failures(subscription)
    held = [
        col(Delivery.subscription_id) == subscription.id,
        col(Delivery.status) == DeliveryStatus.HELD,
    ]
    session.execute(
        update(Delivery)
        .where(*held, col(Delivery.expires_at) <= now)
        .values(status=DeliveryStatus.EXPIRED, reason=WHILE_HELD, finished_at=now),
        execution_options={"synchronize_session": False},
    )
    session.execute(
        update(Delivery)
        .where(*held)
        .values(
            status=DeliveryStatus.PENDING,
            attempts_before=col(Delivery.attempts),
            # What waited for its next try need not wait longer; the rest keeps its order.
            next_attempt_at=case(
                (col(Delivery.next_attempt_at) > now, now), else_=col(Delivery.next_attempt_at)
            ),
        ),
        execution_options={"synchronize_session": False},
    )


def hold(session: Session, subscription: Subscription) -> None:
    """Keep back what is on its way."""
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.subscription_id) == subscription.id, col(Delivery.status) == DeliveryStatus.PENDING
        )
        .values(status=DeliveryStatus.HELD),
        execution_options={"synchronize_session": False},
    )


def forget_failures(subscription: Subscription) -> None:
    """Begin to count its failures anew."""
    subscription.failing_since = subscription.warned_at = None
