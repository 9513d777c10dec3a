"""A receiver that cannot keep up gets a queue of its own, so that what waits for it stands before no other.

A delivery's `lane` names the queue it waits in. What is in none is claimed in the order it was due; from a
receiver's own queue only as much is claimed as there are places to it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from db.given import given_ids
from db.models import Delivery, Subscription
from db.words import Channel, DeliveryStatus
from scheduler.deliveries.lease import MAIL, Claim, nobody_has_it

EXAMINED_AT_ONCE = 5_000


def give_back(session: Session, claims: Sequence[Claim], lane: str | None = None) -> None:
    """Let anybody claim these again, from the receiver's own queue if one is named."""
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.id).in_(given_ids(session, [claim.delivery_id for claim in claims])),
            col(Delivery.claimed_until).in_({claim.claimed_until for claim in claims}),
        )
        .values(claimed_until=None, lane=lane),
        execution_options={"synchronize_session": False},
    )


def set_aside(session: Session, lane: str, now: datetime) -> None:
    """Move what is due to a receiver, of what stands foremost, into its own queue."""
    foremost = (
        select(col(Delivery.id), col(Delivery.subscription_id))
        .where(
            col(Delivery.status) == DeliveryStatus.PENDING,
            col(Delivery.lane).is_(None),
            col(Delivery.next_attempt_at) <= now,
            nobody_has_it(now),
        )
        # As the index is: no lane is no constant to PostgreSQL, which would sort all that waits.
        .order_by(col(Delivery.lane), col(Delivery.next_attempt_at))
        .limit(EXAMINED_AT_ONCE)
        .with_for_update(skip_locked=True)
        .cte("foremost")
    )
    its = (
        select(foremost.c.id)
        .join(Subscription, col(Subscription.id) == foremost.c.subscription_id)
        .where(
            col(Subscription.channel) == Channel.EMAIL
            if lane == MAIL
            else col(Subscription.address).startswith(lane, autoescape=True)
        )
    )
    session.execute(
        update(Delivery)
        .where(col(Delivery.id).in_(its), col(Delivery.status) == DeliveryStatus.PENDING, nobody_has_it(now))
        .values(lane=lane),
        execution_options={"synchronize_session": False},
    )


def lanes_waiting(session: Session) -> list[str]:
    """Every receiver that something waits for in a queue of its own: a step of the index for each."""
    waiting = col(Delivery.status) == DeliveryStatus.PENDING
    lanes = (
        select(func.min(Delivery.lane).label("lane"))
        .where(waiting, col(Delivery.lane) > "")
        .cte(recursive=True)
    )
    following = (
        select(func.min(Delivery.lane)).where(waiting, col(Delivery.lane) > lanes.c.lane).scalar_subquery()
    )
    lanes = lanes.union_all(select(following).where(lanes.c.lane.is_not(None)))
    return list(session.execute(select(lanes.c.lane).where(lanes.c.lane.is_not(None))).scalars())
