"""Reads iCalendar (RFC 5545): our exports in full; our feeds and other calendars by date and summary."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TextIO

from icalendar import Component, Event

from releases.errors import InvalidValueError, UnreadableFileError
from releases.imports.columns import FIELDS, Defaults, Row
from releases.imports.source import LONGEST_ROW, lines
from releases.regions import region_called
from releases.zones import zone_named

OWN = "X-OPENINGDAY-"  # prefix of our export's properties (RFC 5545 section 3.8.8.2)

_OF_OUR_FEED = re.compile(r"(?P<title>.+) · (?P<type>.+?) \((?P<region>.+)\)", re.DOTALL)

_ESCAPES = {"\\": "\\\\", "\n": "\\n", ";": "\\;", ",": "\\,"}
_ESCAPED = re.compile(r"\\(.)")


def escaped(value: str) -> str:
    """Escape TEXT (RFC 5545 section 3.3.11) for an X- property, which icalendar does not escape itself."""
    return "".join(_ESCAPES.get(character, character) for character in value)


def unescaped(value: str) -> str:
    """Undo `escaped`."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def read_ics(text: TextIO, defaults: Defaults) -> Iterator[Row]:
    """Yield a row for each event of a calendar. Raises UnreadableFileError if the text is not a calendar."""
    numbered = enumerate(lines(text), 1)
    first = next((line for _, line in numbered if line.strip()), "")
    if first.strip().upper() != "BEGIN:VCALENDAR":
        raise UnreadableFileError("this is not a calendar: it does not begin with BEGIN:VCALENDAR")
    began, event, size = 0, list[str](), 0
    try:
        for number, line in numbered:
            content = line.strip().upper()
            if content == "BEGIN:VEVENT":
                began, event, size = number, [], 0
            size += len(line)
            if began and size > LONGEST_ROW:
                yield began, InvalidValueError(f"the event has over {LONGEST_ROW} characters")
                return
            if began:
                event.append(line)
            if content == "END:VEVENT" and began:
                yield began, _read("".join(event), defaults)
                began = 0
    except UnreadableFileError as error:
        yield began, error
        return
    if began:
        yield began, InvalidValueError("the event does not end: END:VEVENT is missing")


def _read(content: str, defaults: Defaults) -> dict[str, str] | InvalidValueError:
    try:
        event = Event.from_ical(content)
        if f"{OWN}TITLE" in event:
            return {name: unescaped(str(event[f"{OWN}{name}"])) for name in FIELDS if f"{OWN}{name}" in event}
        return _from_elsewhere(event, defaults)
    except InvalidValueError as error:
        return error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return InvalidValueError(f"the event cannot be read: {str(error)[:100]}")


def _from_elsewhere(event: Component, defaults: Defaults) -> dict[str, str]:
    summary = str(event.get("SUMMARY", "")).strip()
    if not summary:
        raise InvalidValueError("the event has no SUMMARY, which is the title", field="title")
    fields = defaults.fields() | {"title": summary}
    # UIDs in our feeds end with this.
    if str(event.get("UID", "")).endswith("@openingday") and (ours := _OF_OUR_FEED.fullmatch(summary)):
        fields |= ours.groupdict()
    if "region" not in fields:
        raise InvalidValueError("the event does not say where: give a region for the file", field="region")
    if "STATUS" in event:
        fields["status"] = str(event["STATUS"])
    return fields | _when(event, region_called(fields["region"]).timezone)


def _when(event: Component, timezone: str) -> dict[str, str]:
    """Return the start: a day, or a local time in its own zone; a UTC or floating time is in the region's zone."""
    if "DTSTART" not in event:
        raise InvalidValueError("the event has no DTSTART, which is the date", field="on")
    start = event.decoded("DTSTART")
    if isinstance(start, datetime):
        zone = getattr(start.tzinfo, "key", None)
        if start.tzinfo is not None and (zone is None or start.utcoffset() == timedelta(0) or zone == "UTC"):
            start = start.astimezone(UTC).astimezone(zone_named(timezone))
            zone = None
        when = {"on": start.date().isoformat(), "at": start.strftime("%H:%M")}
        return when | ({"timezone": zone} if zone else {})
    if not isinstance(start, date):
        raise InvalidValueError("DTSTART is no date", field="on")
    last = _last_day(event) or start
    return {"on": start.isoformat() if last <= start else f"{start}/{last}"}


def _last_day(event: Component) -> date | None:
    """Return the last day of an all-day event; DTEND is the day after."""
    end = event.decoded("DTEND") if "DTEND" in event else None
    return end - timedelta(days=1) if isinstance(end, date) and not isinstance(end, datetime) else None
