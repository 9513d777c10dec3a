"""Reads iCalendar (RFC 5545): our exports in full; our feeds and other calendars by date and summary."""

import re
from collections.abc import Callable, Iterator
from typing import TextIO

from icalendar import Component, Event

from releases.errors import InvalidValueError, OpeningDayError, UnreadableFileError
from releases.imports.columns import FIELDS, Defaults, Row
from releases.imports.encoding import mended
from releases.imports.ics_calendar import CalendarParts, look_through
from releases.imports.ics_showings import Showing, Showings
from releases.imports.ics_summary import read_summary
from releases.imports.ics_times import read_times
from releases.imports.source import LONGEST_ROW, lines
from releases.regions import region_called

OWN = "X-OPENINGDAY-"  # prefix of our export's properties (RFC 5545 section 3.8.8.2)

_ESCAPES = {"\\": "\\\\", "\n": "\\n", ";": "\\;", ",": "\\,"}
_ESCAPED = re.compile(r"\\(.)")
_FOLD = re.compile(r"\r?\n[ \t]")
_STATUSES = frozenset({"CONFIRMED", "TENTATIVE", "CANCELLED"})
_REPEATS = ("RRULE", "RDATE")


def escaped(value: str) -> str:
    """Escape TEXT (RFC 5545 section 3.3.11) for an X- property, which icalendar does not escape itself."""
    return "".join(_ESCAPES.get(character, character) for character in value)


def unescaped(value: str) -> str:
    """Undo `escaped`."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def read_ics(text: TextIO, defaults: Defaults, remark: Callable[[str], None]) -> Iterator[Row]:
    """The events of a calendar, each by its line; `remark` hears what is in it besides.

    Of several showings of a film, or a repeating event, the first is the release, and the others are told. Raises
    UnreadableFileError if it is no calendar.
    """
    parts = look_through(text)
    for said in parts.remarks():
        remark(said)
    text.seek(0)
    with Showings() as showings:
        for line, event in _events(text):
            read = event if isinstance(event, OpeningDayError) else _read_or_error(event, defaults, parts)
            if isinstance(read, dict):
                yield line, read
            else:
                showings.add(line, read)
        yield from showings.rows()


def _events(text: TextIO) -> Iterator[tuple[int, str | OpeningDayError]]:
    """The text of each event, unfolded, with the line that it begins on."""
    began, event, size = 0, list[str](), 0
    try:
        for number, line in enumerate(lines(text), 1):
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
                yield began, mended(_FOLD.sub("", "".join(event)))
                began = 0
    except UnreadableFileError as error:
        yield began, error
        return
    if began:
        yield began, InvalidValueError("the event does not end: END:VEVENT is missing")


def _read_or_error(
    content: str, defaults: Defaults, parts: CalendarParts
) -> dict[str, str] | Showing | OpeningDayError:
    try:
        return _read(content, defaults, parts)
    except InvalidValueError as error:
        return error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return InvalidValueError(f"the event cannot be read: {str(error)[:100]}")


def _read(content: str, defaults: Defaults, parts: CalendarParts) -> dict[str, str] | Showing:
    event = Event.from_ical(content)
    if f"{OWN}TITLE" in event:
        return {name: unescaped(str(event[f"{OWN}{name}"])) for name in FIELDS if f"{OWN}{name}" in event}
    return _from_elsewhere(event, defaults, parts)


def _from_elsewhere(event: Component, defaults: Defaults, parts: CalendarParts) -> Showing:
    remarks: list[str] = []
    summary = str(_first(event, "SUMMARY", remarks) or "").strip()
    if not summary and not defaults.title:
        raise InvalidValueError("the event has no SUMMARY, which is the title", field="title")
    uid = str(_first(event, "UID", remarks) or "")
    fields = defaults.fields() | read_summary(summary, uid)
    if "region" not in fields:
        raise InvalidValueError("the event does not say where: give a region for the file", field="region")
    status = str(_first(event, "STATUS", remarks) or "").strip().upper()
    if parts.is_cancelled:
        status = "CANCELLED"
    if status in _STATUSES and fields.get("status") != "cancelled":
        fields["status"] = status.lower()
    times = read_times(event, region_called(fields["region"]).timezone, parts.zones)
    if any(name in event for name in _REPEATS):
        remarks.append("this repeats: only its first day was taken")
    return Showing(fields | times.fields, times.start, uid, times.recurrence, (*remarks, *times.remarks))


def _first(event: Component, name: str, remarks: list[str]) -> object:
    """A property's value; of one that is repeated the first, which is said if the others differ."""
    value = event.get(name)
    if not isinstance(value, list):
        return value
    if len({str(each) for each in value}) > 1:
        remarks.append(f"there are several {name}: the first was read")
    first: object = value[0]
    return first
