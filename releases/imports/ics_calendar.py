"""What a calendar holds besides its events: its own time zones, and components that are no releases."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TextIO, cast

from icalendar import Timezone

from releases.errors import UnreadableFileError
from releases.imports.source import lines

_MOST_ZONES = 500
_LONGEST_ZONE = 100_000  # characters
_BEGINNING = re.compile(r"BEGIN:(?:VCALENDAR|VEVENT|VTIMEZONE)", re.IGNORECASE)
_OTHERS = ("VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY")
_MOST_BEFORE = 200  # lines before the calendar begins


@dataclass(slots=True)
class CalendarParts:
    """What the events of a calendar are read with."""

    zones: dict[str, tzinfo] = field(default_factory=dict)  # by TZID
    others: Counter[str] = field(default_factory=Counter)
    is_cancelled: bool = False  # METHOD:CANCEL (RFC 5546 section 3.2.5)
    before: int = 0  # lines before the calendar begins
    unread: list[str] = field(default_factory=list)  # TZIDs of zones that cannot be read

    def remarks(self) -> list[str]:
        """What is in the file and not taken in."""
        said = [f"{count} {name} left out: only events are releases" for name, count in self.others.items()]
        if self.before:
            said.append(f"what stands before the calendar begins, in line {self.before + 1}, is left out")
        said += [f"the time zone {name[:40]!r} of the file cannot be read" for name in self.unread]
        return said


def look_through(text: TextIO) -> CalendarParts:
    """Read a calendar through once. Raises UnreadableFileError if it is none."""
    parts, zone, size, begun, first = CalendarParts(), list[str](), 0, False, ""
    for number, line in enumerate(_until_too_long(text), 1):
        content = line.strip().upper().lstrip("\ufeff")
        if not begun:
            first = first or content
            begun = bool(_BEGINNING.fullmatch(content))
            parts.before = number - 1 if first != content else 0
            if not begun and content and number > _MOST_BEFORE:
                break
        if content == "BEGIN:VTIMEZONE":
            zone, size = [], 0
        if content == "BEGIN:VTIMEZONE" or zone:
            zone.append(line)
            size += len(line)
        if content == "END:VTIMEZONE" or size > _LONGEST_ZONE:
            _add_zone(parts, "".join(zone))
            zone, size = [], 0
        if content.startswith("BEGIN:") and content[6:] in _OTHERS:
            parts.others[content[6:]] += 1
        if content.replace(" ", "") == "METHOD:CANCEL":
            parts.is_cancelled = True
    if not begun:
        raise UnreadableFileError(
            f"this is not a calendar: it has no BEGIN:VCALENDAR, and begins with {first[:40]!r}"
        )
    return parts


def _until_too_long(text: TextIO) -> Iterator[str]:
    """The lines before one that is too long, which whoever reads the events names."""
    with suppress(UnreadableFileError):
        yield from lines(text)


def _add_zone(parts: CalendarParts, content: str) -> None:
    name = "?"
    try:
        zone = cast(Timezone, Timezone.from_ical(content))
        name = str(zone.get("TZID", "?"))
        if len(parts.zones) < _MOST_ZONES:
            parts.zones[name] = zone.to_tz(lookup_tzid=False)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        parts.unread.append(name)
