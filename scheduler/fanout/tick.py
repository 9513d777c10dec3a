"""One tick: fire due reminders, fan out new events, expire deliveries, make due digests."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Session, col

from db.columns import Instant
from db.engine import Database
from db.models import Delivery, Event, Reminder, Subscription
from db.words import DeliveryStatus, ReminderStatus, SubscriptionStatus
from releases.clock import Clock
from scheduler.fanout.fan_out import fan_out_events, fire_due_reminders, is_all_fanned_out
from scheduler.subscriptions.digests import make_digests

EXPIRED_PER_TICK = 5_000


def tick(database: Database, clock: Clock) -> datetime | None:
    """Process one batch of what is due. Return when to tick again (in the past: at once), or None if nothing is pending."""
    now = clock.now()
    with database.read() as session:
        due = next_due(session, now)
    if due is None or due > now:
        return due
    with database.write() as session:
        fire_due_reminders(session, now)
        fan_out_events(session, now)
        expire_deliveries(session, now)
        if is_all_fanned_out(session, now):
            make_digests(session, now)  # last, so that they contain everything that was due before
    with database.read() as session:
        return next_due(session, now)


def expire_deliveries(session: Session, now: datetime) -> None:
    """End pending deliveries that have expired."""
    expired = (
        select(col(Delivery.id))
        .where(col(Delivery.status) == DeliveryStatus.PENDING, col(Delivery.expires_at) <= now)
        .order_by(col(Delivery.expires_at))
        .limit(EXPIRED_PER_TICK)
        .with_for_update(skip_locked=True)
        .cte("expired")
    )
    session.execute(
        update(Delivery)
        .where(col(Delivery.id).in_(select(expired.c.id)), col(Delivery.status) == DeliveryStatus.PENDING)
        .values(status=DeliveryStatus.EXPIRED, reason="the release had opened", finished_at=now),
        execution_options={"synchronize_session": False},
    )


def next_due(session: Session, now: datetime) -> datetime | None:
    """Return the earliest instant at which a tick or the claimer has something to do, or None if never.

    It is in the past if a tick has something to do already. Deliveries that are due already do not count: they wait for
    a connection, not for a time.
    """
    instants = session.execute(_NEXT, {"now": now}).one()
    return min((instant for instant in instants if instant is not None), default=None)


_PENDING = col(Delivery.status) == DeliveryStatus.PENDING
# One statement, each part answered by the first entry of an index: most ticks find nothing to do.
_NEXT = select(
    select(func.min(Reminder.due_at)).where(col(Reminder.status) == ReminderStatus.PENDING).scalar_subquery(),
    select(func.min(Event.occurred_at)).where(col(Event.fanned_out_at).is_(None)).scalar_subquery(),
    select(func.min(Delivery.expires_at))
    .where(_PENDING, col(Delivery.expires_at).is_not(None))
    .scalar_subquery(),
    select(func.min(Subscription.digest_at))
    .where(col(Subscription.status) == SubscriptionStatus.ACTIVE, col(Subscription.digest_at).is_not(None))
    .scalar_subquery(),
    select(col(Delivery.next_attempt_at))
    .where(
        _PENDING,
        col(Delivery.lane).is_(None),
        col(Delivery.next_attempt_at) > bindparam("now", type_=Instant),
    )
    .order_by(
        col(Delivery.lane), col(Delivery.next_attempt_at)
    )  # min() would not follow the index past the lane
    .limit(1)
    .scalar_subquery(),
)
