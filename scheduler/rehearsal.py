"""What will be sent, if nothing changes and every tick comes on time: production's own questions, asked ahead.

Nothing is written. Reminders that have not fired are set before the fan-out's SELECT as the events that they will
be; what waits to be fanned out, or to be sent, joins them. What is due already is sent now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from uuid import UUID

from sqlalchemy import FromClause, Select, case, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.columns import Instant
from db.given import Given
from db.models import Delivery, Event, Release, Reminder, Subscription, Title
from db.tables import table_of
from db.words import Channel, DeliveryStatus, ReminderStatus
from releases.regions import WORLDWIDE
from scheduler.claims import Told, load_told
from scheduler.fanout import event_of_reminder
from scheduler.recipients import deliveries_of
from scheduler.truth import a_later_reminder_is_due

AT_ONCE = 200  # reminders, events or deliveries that one statement asks about

_WHOM = (
    col(Subscription.id),
    col(Subscription.channel),
    col(Subscription.address),
    col(Subscription.timezone),
)
_EVENT = {column.name: column.type for column in table_of(Event).c}
_EVENTS = Given(_EVENT)


@dataclass(frozen=True, slots=True)
class Alert:
    """One message that will be sent to one subscription."""

    at: datetime  # UTC
    timezone: str  # the release's; for a worldwide one, the subscriber's
    told: Told
    tries: int  # that failed before
    subscription_id: UUID
    channel: Channel
    address: str


def rehearse(session: Session, now: datetime, first: datetime, last: datetime) -> Iterator[Alert]:
    """Every alert that will be sent from `first` to `last`, both counted, in the order of time.

    They are read a page at a time, as they are asked for.
    """
    sources = [_waiting(session, now, last), _reminders(session, now, first, last), _new_events(session, now)]
    return (alert for alert in merge(*sources, key=lambda alert: alert.at) if first <= alert.at <= last)


def count_recipients(session: Session, release_id: UUID, now: datetime) -> dict[int | None, int]:
    """To how many subscriptions each reminder of a release will be sent that has not fired, by the reminder's id."""
    reminders = _pending_reminders().where(col(Reminder.release_id) == release_id)
    told = [_what_it_tells(*row) for row in session.execute(reminders)]
    who = _recipients(session, now)
    counted = select(who.c.event_id, func.count()).group_by(who.c.event_id)
    counts = dict(session.execute(counted, _given(session, told)).all())
    return {each.event.reminder_id: counts.get(each.event.id, 0) for each in told}


def _reminders(session: Session, now: datetime, first: datetime, last: datetime) -> Iterator[Alert]:
    """What has not fired: on time, or now if it is overdue."""
    due = _pending_reminders().where(col(Reminder.due_at) <= last).order_by(col(Reminder.due_at))
    if first > now:
        due = due.where(col(Reminder.due_at) >= first)
    for page in session.execute(due, execution_options={"yield_per": AT_ONCE}).partitions():
        yield from _fan_out(session, [_what_it_tells(*row) for row in page], now)


def _new_events(session: Session, now: datetime) -> Iterator[Alert]:
    """What happened and has not been fanned out."""
    new = select(col(Event.id)).where(col(Event.fanned_out_at).is_(None)).order_by(col(Event.occurred_at))
    for page in session.execute(new, execution_options={"yield_per": AT_ONCE}).scalars().partitions():
        yield from _fan_out(session, list(load_told(session, page).values()), now)


def _waiting(session: Session, now: datetime, last: datetime) -> Iterator[Alert]:
    """What is on its way: a first try that nobody has made yet, or the next one."""
    at = case(
        (col(Delivery.next_attempt_at) > now, col(Delivery.next_attempt_at)), else_=literal(now, Instant)
    )
    due = (
        select(
            at,
            col(Delivery.event_id),
            col(Delivery.attempts) - col(Delivery.attempts_before),
            *_WHOM,
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
            yield _alert(instant, told[event_id], tries, *whom)


def _fan_out(session: Session, told: Sequence[Told], now: datetime) -> Iterator[Alert]:
    by_event = {each.event.id: each for each in told}
    who = _recipients(session, now)
    asked = (
        select(who.c.created_at, who.c.event_id, *_WHOM)
        .join(Subscription, col(Subscription.id) == who.c.subscription_id)
        .order_by(who.c.created_at, who.c.event_id, who.c.subscription_id)
    )
    pages = session.execute(asked, _given(session, told), execution_options={"yield_per": AT_ONCE})
    for at, event_id, *whom in pages:
        yield _alert(at, by_event[event_id], 0, *whom)


def _recipients(session: Session, now: datetime) -> FromClause:
    """The deliveries that the fan-out will write of the events that are given, and that will be sent."""
    event = aliased(Event, _EVENTS.table(session.get_bind().dialect.name), adapt_on_names=True)
    at = case((col(event.occurred_at) > now, col(event.occurred_at)), else_=literal(now, Instant))
    deliveries = deliveries_of(event, at).subquery("deliveries")
    return select(deliveries).where(deliveries.c.status == DeliveryStatus.PENDING).subquery("sent")


def _given(session: Session, told: Sequence[Told]) -> dict[str, str]:
    rows = [{name: getattr(each.event, name) for name in _EVENT} for each in told]
    return _EVENTS.parameter(session.get_bind().dialect, rows)


def _pending_reminders() -> Select[Reminder, Release, Title]:
    return (
        select(Reminder, Release, Title)
        .join(Release, col(Release.id) == col(Reminder.release_id))
        .join(Title, col(Title.id) == col(Release.title_id))
        .where(col(Reminder.status) == ReminderStatus.PENDING)
    )


def _what_it_tells(reminder: Reminder, release: Release, title: Title) -> Told:
    event = Event(
        **event_of_reminder(
            reminder.id, reminder.release_id, reminder.opens_on, reminder.timezone, reminder.due_at
        )
    )
    return Told(event, (release, title), reminder.lead, reminder.timezone)


def _alert(
    at: datetime,
    told: Told,
    tries: int,
    subscription_id: UUID,
    channel: Channel,
    address: str,
    home: str,
) -> Alert:
    release = told.release[0] if told.release else None
    timezone = home if release is None or release.region == WORLDWIDE else release.timezone
    return Alert(at, timezone, told, tries, subscription_id, channel, address)
