"""Deliveries: claimed under a lease, and what came of each try written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlmodel import Session, col

from db.models import Attempt, Delivery, Event, Release, Reminder, Subscription, Title
from db.words import DeliveryStatus, EventType, SubscriptionStatus
from scheduler.channels.webhook import Outcome
from scheduler.ladder import next_attempt
from scheduler.subscriptions import pause

LEASE = timedelta(seconds=60)  # longer than the sender's deadline, so that two workers never send at once


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that is ours until its lease runs out, with all that sending it needs."""

    delivery: Delivery
    claimed_until: datetime
    event: Event
    subscription: Subscription
    release: tuple[Release, Title] | None
    lead: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a claim's try."""

    claim: Claim
    started_at: datetime
    outcome: Outcome


def expire_useless(session: Session, now: datetime) -> None:
    """End what is due and has become useless while nobody could send it."""
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.status) == DeliveryStatus.PENDING,
            col(Delivery.next_attempt_at) <= now,
            col(Delivery.expires_at) <= now,
        )
        .values(status=DeliveryStatus.EXPIRED, reason="the release had opened", finished_at=now),
        execution_options={"synchronize_session": False},
    )


def claim_due(session: Session, now: datetime, limit: int) -> list[UUID]:
    """Lease at most `limit` due deliveries, the longest due first. Commit before sending them."""
    free = or_(col(Delivery.claimed_until).is_(None), col(Delivery.claimed_until) <= now)
    due = (
        select(col(Delivery.id))
        .where(col(Delivery.status) == DeliveryStatus.PENDING, col(Delivery.next_attempt_at) <= now, free)
        .order_by(col(Delivery.next_attempt_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return _lease(session, col(Delivery.id).in_(due), now)


def claim_one(session: Session, delivery_id: UUID, now: datetime) -> bool:
    """Lease one delivery, due or not. False if another worker has it, or it has ended."""
    return bool(_lease(session, col(Delivery.id) == delivery_id, now))


def _lease(session: Session, which: ColumnElement[bool], now: datetime) -> list[UUID]:
    claimed = (
        update(Delivery)
        # On SQLite nothing is locked: this condition alone decides who has it.
        .where(
            which,
            col(Delivery.status) == DeliveryStatus.PENDING,
            or_(col(Delivery.claimed_until).is_(None), col(Delivery.claimed_until) <= now),
        )
        .values(claimed_until=now + LEASE)
        .returning(col(Delivery.id))
    )
    return list(session.execute(claimed, execution_options={"synchronize_session": False}).scalars())


def load_claims(session: Session, ids: Sequence[UUID]) -> list[Claim]:
    """Everything that sending the claimed deliveries needs."""
    rows = session.execute(
        select(Delivery, Event, Subscription, Release, Title, col(Reminder.lead))
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
        .outerjoin(Release, col(Release.id) == col(Event.release_id))
        .outerjoin(Title, col(Title.id) == col(Release.title_id))
        .outerjoin(Reminder, col(Reminder.id) == col(Event.reminder_id))
        .where(col(Delivery.id).in_(ids), col(Delivery.status) == DeliveryStatus.PENDING)
    ).all()
    return [
        Claim(
            delivery=delivery,
            claimed_until=delivery.claimed_until,
            event=event,
            subscription=subscription,
            release=(release, title) if release is not None else None,
            lead=lead,
        )
        for delivery, event, subscription, release, title, lead in rows
    ]


def record(session: Session, results: Sequence[Result], now: datetime, rng: Random) -> None:
    """Write down each try, and what follows from it: delivered, another try, or the end."""
    session.execute(insert(Attempt), [_attempt(result) for result in results])
    for result in results:
        delivery, event = result.claim.delivery, result.claim.event
        mine = and_(
            col(Delivery.id) == delivery.id, col(Delivery.claimed_until) == result.claim.claimed_until
        )
        if result.outcome.succeeded:
            values = {"status": DeliveryStatus.DELIVERED, "finished_at": now, "reason": None}
        else:
            # What was superseded or held while we tried stays so.
            mine = and_(mine, col(Delivery.status) == DeliveryStatus.PENDING)
            values = _after_failure(result, now, rng)
        session.execute(
            update(Delivery).where(mine).values(**values, attempts=delivery.attempts + 1, claimed_until=None),
            execution_options={"synchronize_session": False},
        )
        if result.outcome.succeeded and event.type == EventType.VERIFY:
            _activate(session, result.claim.subscription.id, now)
        elif result.outcome.gone:
            subscription = session.get_one(Subscription, result.claim.subscription.id)
            pause(session, subscription, "its address answered 410 Gone", now)


def next_due(session: Session) -> datetime | None:
    """The earliest instant at which a reminder or a delivery is due that nobody has."""
    reminder = session.execute(
        select(func.min(Reminder.due_at)).where(col(Reminder.status) == "pending")
    ).scalar_one()
    delivery = session.execute(
        select(func.min(Delivery.next_attempt_at)).where(
            col(Delivery.status) == DeliveryStatus.PENDING, col(Delivery.claimed_until).is_(None)
        )
    ).scalar_one()
    return min((instant for instant in (reminder, delivery) if instant is not None), default=None)


def _attempt(result: Result) -> dict[str, object]:
    return {
        "delivery_id": result.claim.delivery.id,
        "number": result.claim.delivery.attempts + 1,
        "started_at": result.started_at,
        "duration_ms": round(result.outcome.duration.total_seconds() * 1000),
        "status_code": result.outcome.status_code,
        "error": result.outcome.error,
        "excerpt": result.outcome.excerpt,
    }


def _after_failure(result: Result, now: datetime, rng: Random) -> dict[str, object]:
    delivery = result.claim.delivery
    if result.outcome.gone:
        return {
            "status": DeliveryStatus.FAILED,
            "reason": "the address answered 410 Gone",
            "finished_at": now,
        }
    tried = delivery.attempts + 1
    again = next_attempt(
        tried, now, rng=rng, retry_after=result.outcome.retry_after, expires_at=delivery.expires_at
    )
    if again is not None:
        return {"next_attempt_at": again}
    unlimited = next_attempt(tried, now, rng=rng, retry_after=result.outcome.retry_after, expires_at=None)
    if unlimited is not None:
        return {
            "status": DeliveryStatus.EXPIRED,
            "reason": "the next try would have come after it had become useless",
            "finished_at": now,
        }
    return {"status": DeliveryStatus.FAILED, "reason": "every try failed", "finished_at": now}


def _activate(session: Session, subscription_id: UUID, now: datetime) -> None:
    session.execute(
        update(Subscription)
        .where(col(Subscription.id) == subscription_id)
        .where(col(Subscription.status) == SubscriptionStatus.PENDING)
        .values(status=SubscriptionStatus.ACTIVE, updated_at=now),
        execution_options={"synchronize_session": False},
    )
