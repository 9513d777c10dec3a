"""Writes iCalendar (RFC 5545) for any calendar; import restores every field from X-OPENINGDAY properties."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from icalendar import Event
from icalendar.prop import vUnknown

from releases.exports.rows import Fields
from releases.imports.ics_rows import OWN, escaped
from releases.regions import find_region
from releases.zones import zone_named

_BEGINNING = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Opening Day//Export//EN\r\n"
_END = "END:VCALENDAR\r\n"
_LENGTH = timedelta(hours=2)  # of a timed release, as in the feeds


def as_ics(releases: Iterable[Fields]) -> Iterator[str]:
    """Yield the calendar, without undated releases: an event needs a day (RFC 5545 section 3.6.1)."""
    yield _BEGINNING
    for release in releases:
        if release.opens_on is not None:
            yield _event(release).to_ical().decode()
    yield _END


def _event(release: Fields) -> Event:
    """Return a release's event, with the feeds' UID and times in UTC, which need no VTIMEZONE."""
    said = release.said
    event = Event()
    event.add("UID", f"{release.uid}@openingday")
    event.add("DTSTAMP", release.updated_at)
    event.add("SEQUENCE", release.sequence)
    event.add("SUMMARY", f"{said['title']} ({said['region']}, {said['type']})")
    event.add("STATUS", said["status"].upper())
    event.add("TRANSP", "TRANSPARENT")
    _add_times(event, release)
    for name, value in said.items():
        if value:
            event.add(f"{OWN}{name}", vUnknown(escaped(value)))
    return event


def _add_times(event: Event, release: Fields) -> None:
    first, last = release.opens_on, release.opens_until
    if first is None or last is None:
        return
    if release.opens_at is None:
        event.add("DTSTART", first)
        event.add("DTEND", last + timedelta(days=1))
        return
    zone = zone_named(release.said["timezone"] or find_region(release.said["region"]).timezone)
    start = datetime.combine(first, release.opens_at, zone).astimezone(zone_named("UTC"))
    event.add("DTSTART", start)
    event.add("DTEND", start + _LENGTH)
