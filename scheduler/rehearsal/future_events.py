"""What is still to be fanned out, as the events that it is or will be, and the deliveries that it will bring.

Reminders that have not fired are set before the fan-out's SELECT as if they had.
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
from scheduler.deliveries.lease import EventDetails, load_told
from scheduler.fanout.fan_out import event_of_reminder
from scheduler.fanout.insert import deliveries_of

AT_ONCE = 200  # reminders, events or deliveries that one statement asks about

_EVENT = {column.name: column.type for column in table_of(Event).c}
_EVENTS = Given(_EVENT)


def new_events(session: Session) -> Iterator[list[EventDetails]]:
    """What happened and has not been fanned out."""
    new = select(col(Event.id)).where(col(Event.fanned_out_at).is_(None)).order_by(col(Event.occurred_at))
    for page in session.execute(new, execution_options={"yield_per": AT_ONCE}).scalars().partitions():
        yield list(load_told(session, page).values())


def reminders_to_come(
    session: Session, now: datetime, first: datetime, last: datetime
) -> Iterator[list[EventDetails]]:
    """What has not fired and falls due from `first` to `last`, as it does; what is overdue falls due now."""
    due = pending_reminders().where(col(Reminder.due_at) <= last).order_by(col(Reminder.due_at))
    if first > now:
        due = due.where(col(Reminder.due_at) >= first)
    for page in session.execute(due, execution_options={"yield_per": AT_ONCE}).partitions():
        yield [what_it_tells(*row) for row in page]


def pending_reminders() -> Select[Reminder, Release, Title]:
    """Reminders that have not fired."""
    return (
        select(Reminder, Release, Title)
        .join(Release, col(Release.id) == col(Reminder.release_id))
        .join(Title, col(Title.id) == col(Release.title_id))
        .where(col(Reminder.status) == ReminderStatus.PENDING)
    )


def what_it_tells(reminder: Reminder, release: Release, title: Title) -> EventDetails:
    """The event that a reminder will become."""
    event = Event(
        **event_of_reminder(
            reminder.id, reminder.release_id, reminder.opens_on, reminder.timezone, reminder.due_at
        )
    )
    return EventDetails(event, (release, title), reminder.lead, reminder.timezone)


def deliveries_foreseen(session: Session, now: datetime) -> FromClause:
    """The deliveries that the fan-out will write of the events that are `given`, and when those occurred."""
    event = aliased(Event, _EVENTS.table(session.get_bind().dialect.name), adapt_on_names=True)
    at = case((col(event.occurred_at) > now, col(event.occurred_at)), else_=literal(now, Instant))
    return (
        deliveries_of(event, at).add_columns(col(event.occurred_at).label("occurred_at")).subquery("foreseen")
    )


def given(session: Session, told: Sequence[EventDetails]) -> dict[str, str]:
    """What to execute a statement on `deliveries_foreseen` with."""
    rows = [{name: getattr(each.event, name) for name in _EVENT} for each in told]
    return _EVENTS.parameter(session.get_bind().dialect, rows)
