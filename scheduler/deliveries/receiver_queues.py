"""A receiver that cannot keep up gets a queue of its own, so that its backlog does not block the others.

A delivery's `lane` names the receiver in whose queue it waits. NULL is the common queue, which is claimed in due order;
from a receiver's own queue no more is claimed than that receiver has capacity for.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from db.given import given_ids
from db.models import Delivery, Subscription
from db.words import Channel, DeliveryStatus
from scheduler.deliveries.lease import MAIL, Claim, is_unleased

MOVED_AT_ONCE = 5_000  # rows of the common queue that are looked through


def release_leases(session: Session, claims: Sequence[Claim], receiver: str | None = None) -> None:
    """Let any worker claim these again: from this receiver's own queue, or from the common one."""
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.id).in_(given_ids(session, [claim.delivery_id for claim in claims])),
            col(Delivery.claimed_until).in_({claim.claimed_until for claim in claims}),
        )
        .values(claimed_until=None, lane=receiver),
        execution_options={"synchronize_session": False},
    )


def move_to_queue(session: Session, receiver: str, now: datetime) -> None:
    """Move a receiver's due deliveries from the front of the common queue to its own."""
    front = (
        select(col(Delivery.id), col(Delivery.subscription_id))
        .where(
            col(Delivery.status) == DeliveryStatus.PENDING,
            col(Delivery.lane).is_(None),
            col(Delivery.next_attempt_at) <= now,
            is_unleased(now),
        )
        # The order of the index. Without `lane`, which to PostgreSQL is no constant when NULL, it would sort.
        .order_by(col(Delivery.lane), col(Delivery.next_attempt_at))
        .limit(MOVED_AT_ONCE)
        .with_for_update(skip_locked=True)
        .cte("front")
    )
    moved = (
        select(front.c.id)
        .join(Subscription, col(Subscription.id) == front.c.subscription_id)
        .where(
            col(Subscription.channel) == Channel.EMAIL
            if receiver == MAIL
            else col(Subscription.address).startswith(receiver, autoescape=True)
        )
    )
    session.execute(
        update(Delivery)
        .where(col(Delivery.id).in_(moved), col(Delivery.status) == DeliveryStatus.PENDING, is_unleased(now))
        .values(lane=receiver),
        execution_options={"synchronize_session": False},
    )


def queued_receivers(session: Session) -> list[str]:
    """Return every receiver whose own queue is not empty. A loose index scan: one index lookup for each."""
    waiting = col(Delivery.status) == DeliveryStatus.PENDING
    found = (
        select(func.min(Delivery.lane).label("receiver"))
        .where(waiting, col(Delivery.lane) > "")
        .cte(recursive=True)
    )
    following = (
        select(func.min(Delivery.lane))
        .where(waiting, col(Delivery.lane) > found.c.receiver)
        .scalar_subquery()
    )
    found = found.union_all(select(following).where(found.c.receiver.is_not(None)))
    return list(session.execute(select(found.c.receiver).where(found.c.receiver.is_not(None))).scalars())
