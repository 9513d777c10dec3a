"""An event with everything that its message is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Event, Release, Reminder, Title


@dataclass(frozen=True, slots=True)
class EventDetails:
    """An event and what belongs to it: the same for every subscription that receives it."""

    event: Event
    release: tuple[Release, Title] | None  # None: the event is about the subscription itself
    lead: int | None  # days; of a reminder
    timezone: str | None = None  # IANA; of a reminder: the zone in which it counts days


def load_event_details(session: Session, event_ids: Iterable[UUID]) -> dict[UUID, EventDetails]:
    """Load the details of events, by event id."""
    rows = session.execute(
        select(Event, Release, Title, col(Reminder.lead), col(Reminder.timezone))
        .outerjoin(Release, col(Release.id) == col(Event.release_id))
        .outerjoin(Title, col(Title.id) == col(Release.title_id))
        .outerjoin(Reminder, col(Reminder.id) == col(Event.reminder_id))
        .where(col(Event.id).in_(event_ids))
    ).all()
    return {
        event.id: EventDetails(event, (release, title) if release is not None else None, lead, timezone)
        for event, release, title, lead, timezone in rows
    }


def digest_contents(gathered: Iterable[EventDetails]) -> list[EventDetails]:
    """Return what a digest says of events given oldest first: the newest of each release and type, by opening day."""
    newest = {(each.event.release_id, each.event.type): each for each in gathered}
    return sorted(newest.values(), key=_opening)


def _opening(details: EventDetails) -> tuple[date, str]:
    release, title = details.release or (None, None)
    return (release and release.opens_on) or date.max, title.name if title else ""
