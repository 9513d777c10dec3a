"""The time of day that stands with a date, as programs write it: ISO 8601, RFC 9557, RFC 5322, JavaScript, spreadsheets."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from releases.clock_times import read_clock
from releases.dates.values import unreadable
from releases.zones import zone_named

_TIMED = re.compile(
    r"(?P<day>.*?[\w)])(?:(?<=\d)T(?=\d)|,? (?:at |@ ?)?)"
    r"(?P<clock>\d{1,2}(?:[:.]\d{2}){1,2}(?:[.,]\d{1,9})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|\d{1,2}h(?:\d\d)?|noon|midday|midnight)"
    r"(?: ?(?P<zone>Z|(?:UTC|GMT)?[+-]\d\d:?(?:\d\d)?|UTC|GMT))?(?: ?[\[(][^\])]{1,60}[\])])?",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"(?<=\d\d)[.,]\d{1,9}(?= ?[ap]|$)", re.IGNORECASE)
_ZONED_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)", re.IGNORECASE)  # XML Schema's date
_DOTTED_DAY = re.compile(r"\d{1,2}[./]\d{1,2}")  # before a year: 26.12.24 is no time
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, by the wall clock of a place or at an offset from UTC."""

    at: time
    offset: timedelta | None  # none: the release's own zone

    def there(self, day: date, zone: str) -> tuple[date, time | None]:
        """The day and the time in a zone. Midnight is what a day without a time is written as."""
        if self.at == time(0):
            return day, None
        if self.offset is None:
            return day, self.at
        instant = datetime.combine(day, self.at, timezone(self.offset)).astimezone(zone_named(zone))
        return instant.date(), None if instant.time() == time(0) else instant.time()


def split_time(words: str) -> tuple[str, Clock | None]:
    """The words of a date without its time, and the time. Raises UnreadableDateError for one with seconds."""
    if zoned := _ZONED_DAY.fullmatch(words):
        return zoned[1], None
    found = _TIMED.fullmatch(words)
    if not found or _DOTTED_DAY.fullmatch(found["day"]):
        return words, None
    clock = _FRACTION.sub("", found["clock"])
    at = read_clock(clock)
    if at is None:
        raise unreadable(f"{found['clock']!r} is no time of day: write one such as 19:00, or the day alone.")
    if at.second:
        raise unreadable(f"{words!r} has seconds: write the day, and a time such as 19:00 if it is one.")
    return found["day"], Clock(at, _offset(found["zone"]))


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    found = _OFFSET.fullmatch(zone)
    if not found:
        return timedelta(0)
    away = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    if away >= timedelta(days=1):
        raise unreadable(f"{zone!r} is no offset from UTC: they are up to +14:00.")
    return -away if found["sign"] == "-" else away
