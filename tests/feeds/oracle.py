"""The same VEVENT, made by the icalendar package: what ours must equal, byte for byte."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Event
from icalendar.prop import vUri

from feeds.event import NOMINAL_LENGTH, Entry
from feeds.wording import TYPE_WORDS, date_in_words, summary


def icalendar_event(entry: Entry, public_url: str) -> Event:
    link = f"{public_url}/releases/{entry.id}"
    moved = entry.moved_from and f"Moved from {date_in_words(entry.moved_from)}"
    source = entry.source and f"Source: {entry.source}"
    described = "\n".join(line for line in (entry.label, moved, entry.note, link, source) if line)
    event = Event()
    event.add("SUMMARY", summary(entry.title, entry.edition, entry.type, entry.region))
    if entry.opens_at is None:
        event.add("DTSTART", entry.opens_on)
        event.add("DTEND", entry.opens_until + timedelta(days=1))
    else:
        zone = UTC if entry.zone is None else ZoneInfo(entry.zone)
        start = datetime.combine(entry.opens_on, entry.opens_at, zone)
        event.add("DTSTART", start)
        event.add("DTEND", start + NOMINAL_LENGTH)
    event.add("DTSTAMP", entry.updated_at)
    event.add("UID", f"{entry.id}@openingday")
    event.add("SEQUENCE", entry.sequence)
    event.add("CATEGORIES", [TYPE_WORDS[entry.type]])
    event.add("CREATED", entry.created_at)
    event.add("DESCRIPTION", described)
    event.add("LAST-MODIFIED", entry.updated_at)
    event.add("LOCATION", entry.region)
    event.add("STATUS", entry.status.value.upper())
    event.add("TRANSP", "TRANSPARENT")
    event.add("URL", vUri(link))
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    return event
