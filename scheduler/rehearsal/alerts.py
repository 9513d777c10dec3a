"""What will be sent, if nothing changes and every tick comes on time: production's own questions, asked ahead.

Nothing is written. What waits to be sent is joined by what will be fanned out, and by the digests that will tell
what is gathered. What is due already is sent now.
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
from scheduler.deliveries.lease import EventDetails, load_told
from scheduler.rehearsal.alert import WHOM, RehearsedAlert, alert_to
from scheduler.rehearsal.digests import rehearse_digests
from scheduler.rehearsal.future_events import (
    AT_ONCE,
    deliveries_foreseen,
    given,
    new_events,
    pending_reminders,
    reminders_to_come,
    what_it_tells,
)
from scheduler.relevance import a_later_reminder_is_due


def rehearse(session: Session, now: datetime, first: datetime, last: datetime) -> Iterator[RehearsedAlert]:
    """Every alert that will be sent from `first` to `last`, both counted, in the order of time.

    They are read a page at a time, as they are asked for.
    """
    sources = [
        _waiting(session, now, last),
        _fan_out(session, reminders_to_come(session, now, first, last), now),
        _fan_out(session, new_events(session), now),
        rehearse_digests(session, now, first, last),
    ]
    return (alert for alert in merge(*sources, key=lambda alert: alert.at) if first <= alert.at <= last)


def count_recipients(session: Session, release_id: UUID, now: datetime) -> dict[int | None, int]:
    """To how many subscriptions each reminder of a release will be sent that has not fired, by the reminder's id."""
    reminders = pending_reminders().where(col(Reminder.release_id) == release_id)
    told = [what_it_tells(*row) for row in session.execute(reminders)]
    who = deliveries_foreseen(session, now)
    counted = (
        select(who.c.event_id, func.count())
        .where(who.c.status == DeliveryStatus.PENDING)
        .group_by(who.c.event_id)
    )
    counts = dict(session.execute(counted, given(session, told)).all())
    return {each.event.reminder_id: counts.get(each.event.id, 0) for each in told}


def _waiting(session: Session, now: datetime, last: datetime) -> Iterator[RehearsedAlert]:
    """What is on its way: a first try that nobody has made yet, or the next one."""
    at = case(
        (col(Delivery.next_attempt_at) > now, col(Delivery.next_attempt_at)), else_=literal(now, Instant)
    )
    due = (
        select(
            at,
            col(Delivery.event_id),
            col(Delivery.attempts) - col(Delivery.attempts_before),
            *WHOM,
        )
        .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .outerjoin(Reminder, col(Reminder.id) == col(Event.reminder_id))
        .where(
            col(Delivery.status) == DeliveryStatus.PENDING,
            col(Delivery.next_attempt_at) <= last,
            col(Event.release_id).is_not(None),
            or_(col(Delivery.expires_at).is_(None), col(Delivery.expires_at) > at),
            ~a_later_reminder_is_due(at),
        )
        .order_by(col(Delivery.next_attempt_at))
    )
    for page in session.execute(due, execution_options={"yield_per": AT_ONCE}).partitions():
        told = load_told(session, {event_id for _, event_id, *_ in page})
        for instant, event_id, tries, *whom in page:
            yield alert_to(*whom, at=instant, told=told[event_id], tries=tries)


def _fan_out(
    session: Session, pages: Iterable[Sequence[EventDetails]], now: datetime
) -> Iterator[RehearsedAlert]:
    """What will be put on its way by itself."""
    who = deliveries_foreseen(session, now)
    asked = (
        select(who.c.created_at, who.c.event_id, *WHOM)
        .join(Subscription, col(Subscription.id) == who.c.subscription_id)
        .where(who.c.status == DeliveryStatus.PENDING)
        .order_by(who.c.created_at, who.c.event_id, who.c.subscription_id)
    )
    for told in pages:
        by_event = {each.event.id: each for each in told}
        rows = session.execute(asked, given(session, told), execution_options={"yield_per": AT_ONCE})
        for at, event_id, *whom in rows:
            yield alert_to(*whom, at=at, told=by_event[event_id])
