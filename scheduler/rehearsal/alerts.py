"""What will be sent if nothing changes and every tick is on time: pending deliveries, future fan-outs, and digests.

What is due already is sent now. Only reads: nobody waits for a rehearsal, and workers skip nothing because of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from heapq import merge
from uuid import UUID

from sqlalchemy import case, func, literal, or_, select
from sqlmodel import Session, col

from db.columns import Instant
from db.models import Delivery, Event, Reminder, Subscription
from db.words import DeliveryStatus
from scheduler.messages.event_details import EventDetails, load_event_details
from scheduler.rehearsal.alert import RECIPIENT, RehearsedAlert, alert_to
from scheduler.rehearsal.digests import rehearse_digests
from scheduler.rehearsal.future_events import (
    AT_ONCE,
    deliveries_foreseen,
    future_event,
    given,
    new_events,
    pending_reminders,
    reminders_to_come,
)
from scheduler.relevance import gets_nearer_reminder


def rehearse(session: Session, now: datetime, first: datetime, last: datetime) -> Iterator[RehearsedAlert]:
    """Return every alert that will be sent from `first` to `last`, inclusive, in order of time.

    They are read a page at a time, as they are consumed. The instants are aware.
    """
    sources = [
        _waiting(session, now, last),
        _fan_out(session, reminders_to_come(session, now, first, last), now),
        _fan_out(session, new_events(session), now),
        rehearse_digests(session, now, first, last),
    ]
    return (alert for alert in merge(*sources, key=lambda alert: alert.at) if first <= alert.at <= last)


def count_recipients(session: Session, release_id: UUID, now: datetime) -> dict[int | None, int]:
    """Return the recipient count of each pending reminder of a release, by the reminder's id."""
    reminders = pending_reminders().where(col(Reminder.release_id) == release_id)
    events = [future_event(*row) for row in session.execute(reminders)]
    who = deliveries_foreseen(session, now)
    counted = (
        select(who.c.event_id, func.count())
        .where(who.c.status == DeliveryStatus.PENDING)
        .group_by(who.c.event_id)
    )
    counts = dict(session.execute(counted, given(session, events)).all())
    return {each.event.reminder_id: counts.get(each.event.id, 0) for each in events}


def _waiting(session: Session, now: datetime, last: datetime) -> Iterator[RehearsedAlert]:
    """Return the pending deliveries: first attempts and retries."""
    at = case(
        (col(Delivery.next_attempt_at) > now, col(Delivery.next_attempt_at)), else_=literal(now, Instant)
    )
    due = (
        select(
            at,
            col(Delivery.event_id),
            col(Delivery.attempts) - col(Delivery.attempts_before),
            *RECIPIENT,
        )
        .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .outerjoin(Reminder, col(Reminder.id) == col(Event.reminder_id))
        .where(
            col(Delivery.status) == DeliveryStatus.PENDING,
            col(Delivery.next_attempt_at) <= last,
            col(Event.release_id).is_not(None),
            or_(col(Delivery.expires_at).is_(None), col(Delivery.expires_at) > at),
            ~gets_nearer_reminder(at),
        )
        .order_by(col(Delivery.next_attempt_at))
    )
    for page in session.execute(due, execution_options={"yield_per": AT_ONCE}).partitions():
        events = load_event_details(session, {event_id for _, event_id, *_ in page})
        for instant, event_id, tries, *recipient in page:
            yield alert_to(*recipient, at=instant, details=events[event_id], tries=tries)


def _fan_out(
    session: Session, pages: Iterable[Sequence[EventDetails]], now: datetime
) -> Iterator[RehearsedAlert]:
    """Return what the fan-out will send at once, not in a digest."""
    who = deliveries_foreseen(session, now)
    asked = (
        select(who.c.created_at, who.c.event_id, *RECIPIENT)
        .join(Subscription, col(Subscription.id) == who.c.subscription_id)
        .where(who.c.status == DeliveryStatus.PENDING)
        .order_by(who.c.created_at, who.c.event_id, who.c.subscription_id)
    )
    for events in pages:
        by_event = {each.event.id: each for each in events}
        rows = session.execute(asked, given(session, events), execution_options={"yield_per": AT_ONCE})
        for at, event_id, *recipient in rows:
            yield alert_to(*recipient, at=at, details=by_event[event_id])
