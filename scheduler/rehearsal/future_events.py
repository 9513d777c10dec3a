"""Events that are not fanned out yet, and the deliveries that they will bring.

A pending reminder counts as the event that it will become. The fan-out's own conditions say who receives it: the events
are given to its SELECT as a parameter, in place of the table.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import FromClause, Select, case, literal, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.columns import Instant
from db.given import Given
from db.models import Event, Release, Reminder, Title
from db.tables import table_of
from db.words import ReminderStatus
from scheduler.fanout.fan_out import event_of_reminder
from scheduler.fanout.insert import deliveries_of
from scheduler.messages.event_details import EventDetails, load_event_details

AT_ONCE = 200  # reminders, events or deliveries per statement

_EVENT = {column.name: column.type for column in table_of(Event).c}
_EVENTS = Given(_EVENT)


def new_events(session: Session) -> Iterator[list[EventDetails]]:
    """Return the events that exist and are not fanned out, in pages, oldest first."""
    new = select(col(Event.id)).where(col(Event.fanned_out_at).is_(None)).order_by(col(Event.occurred_at))
    for page in session.execute(new, execution_options={"yield_per": AT_ONCE}).scalars().partitions():
        yield list(load_event_details(session, page).values())


def reminders_to_come(
    session: Session, now: datetime, first: datetime, last: datetime
) -> Iterator[list[EventDetails]]:
    """Return the pending reminders due from `first` to `last` as events, in pages, by due time. Overdue ones are due now."""
    due = pending_reminders().where(col(Reminder.due_at) <= last).order_by(col(Reminder.due_at))
    if first > now:
        due = due.where(col(Reminder.due_at) >= first)
    for page in session.execute(due, execution_options={"yield_per": AT_ONCE}).partitions():
        yield [future_event(*row) for row in page]


def pending_reminders() -> Select[Reminder, Release, Title]:
    """Select the pending reminders, with their releases and titles."""
    return (
        select(Reminder, Release, Title)
        .join(Release, col(Release.id) == col(Reminder.release_id))
        .join(Title, col(Title.id) == col(Release.title_id))
        .where(col(Reminder.status) == ReminderStatus.PENDING)
    )


def future_event(reminder: Reminder, release: Release, title: Title) -> EventDetails:
    """Return the event that a reminder will become."""
    event = Event(
        **event_of_reminder(
            reminder.id, reminder.release_id, reminder.opens_on, reminder.timezone, reminder.due_at
        )
    )
    return EventDetails(event, (release, title), reminder.lead, reminder.timezone)


def deliveries_foreseen(session: Session, now: datetime) -> FromClause:
    """Select the deliveries that the fan-out will write for the `given` events, with the events' `occurred_at`."""
    event = aliased(Event, _EVENTS.table(session.get_bind().dialect.name), adapt_on_names=True)
    at = case((col(event.occurred_at) > now, col(event.occurred_at)), else_=literal(now, Instant))
    return (
        deliveries_of(event, at).add_columns(col(event.occurred_at).label("occurred_at")).subquery("foreseen")
    )


def given(session: Session, events: Sequence[EventDetails]) -> dict[str, str]:
    """Return the parameters for a statement on `deliveries_foreseen`."""
    rows = [{name: getattr(each.event, name) for name in _EVENT} for each in events]
    return _EVENTS.parameter(session.get_bind().dialect, rows)
