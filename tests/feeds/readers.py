"""What two independent parsers read of a feed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import icalendar
from ical.calendar_stream import IcsCalendarStream


@dataclass(frozen=True)
class Seen:
    """An event as a parser gives it."""

    uid: str
    summary: str
    description: str
    start: date | None
    end: date | None
    status: str
    sequence: int
    categories: tuple[str, ...]
    url: str
    stamp: date | None
    created: date | None
    last_modified: date | None


def by_icalendar(feed: bytes) -> list[Seen]:
    calendar = icalendar.Calendar.from_ical(feed)
    assert not calendar.errors
    events: list[Any] = calendar.walk("VEVENT")
    assert not [event.errors for event in events if event.errors]
    return [
        Seen(
            uid=str(event["UID"]),
            summary=str(event["SUMMARY"]),
            description=str(event["DESCRIPTION"]),
            start=event["DTSTART"].dt,
            end=event["DTEND"].dt,
            status=str(event["STATUS"]),
            sequence=int(event["SEQUENCE"]),
            categories=tuple(event["CATEGORIES"].cats),
            url=str(event["URL"]),
            stamp=event["DTSTAMP"].dt,
            created=event["CREATED"].dt,
            last_modified=event["LAST-MODIFIED"].dt,
        )
        for event in events
    ]


def by_ical(feed: bytes) -> list[Seen]:
    calendar = IcsCalendarStream.calendar_from_ics(feed.decode())
    return [
        Seen(
            uid=event.uid,
            summary=event.summary or "",
            description=event.description or "",
            start=event.dtstart,
            end=event.end,
            status=event.status.value if event.status else "",
            sequence=event.sequence or 0,
            categories=tuple(event.categories),
            url=str(event.url),
            stamp=event.dtstamp,
            created=event.created,
            last_modified=event.last_modified,
        )
        for event in calendar.events
    ]


def unfolded(feed: bytes) -> list[str]:
    """The content lines, unfolded by RFC 5545 section 3.1 alone."""
    return feed.decode().replace("\r\n ", "").split("\r\n")
