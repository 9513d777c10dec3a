"""The same VEVENT, made by the icalendar package: what ours must equal, byte for byte."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Event
from icalendar.prop import vUri

from feeds.entry import NOMINAL_LENGTH, Entry, Style
from feeds.event import COLORS
from feeds.wording import description, summary


def icalendar_event(entry: Entry, style: Style) -> Event:
    event = Event()
    event.add("SUMMARY", summary(entry, style))
    if entry.opens_at is None:
        event.add("DTSTART", entry.opens_on)
        event.add("DTEND", entry.opens_until + timedelta(days=1))
    else:
        zone = ZoneInfo(entry.timezone)
        start = datetime.combine(entry.opens_on, entry.opens_at, zone).astimezone(UTC)
        midnight = datetime.combine(entry.opens_on + timedelta(days=1), time(), zone).astimezone(UTC)
        event.add("DTSTART", start)
        event.add("DTEND", min(start + NOMINAL_LENGTH, midnight))
    event.add("DTSTAMP", entry.updated_at)
    event.add("UID", f"{entry.id}@openingday")
    event.add("SEQUENCE", entry.sequence)
    event.add("CATEGORIES", [entry.type.value])
    event.add("COLOR", COLORS[entry.type])
    event.add("CREATED", entry.created_at)
    event.add("DESCRIPTION", description(entry, style))
    event.add("LAST-MODIFIED", entry.updated_at)
    event.add("STATUS", entry.status.value.upper())
    event.add("TRANSP", "TRANSPARENT")
    event.add("URL", vUri(style.link(entry)))
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    return event
