"""Values as RFC 5545 section 3.3 has them: what they say, or that they cannot be read."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from feeds.check.tree import Property

_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_DATE_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)", re.ASCII)
_DURATION = re.compile(
    r"[+-]?P(?:\d++W|\d++D(?:T(?=\d)(?:\d++H)?(?:\d++M)?(?:\d++S)?)?|T(?=\d)(?:\d++H)?(?:\d++M)?(?:\d++S)?)",
    re.ASCII,
)
_OFFSET = re.compile(r"[+-](\d\d)([0-5]\d)([0-5]\d)?", re.ASCII)
_URI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*+:[^\s\x00-\x20<>"\\^`{|}]++', re.ASCII)
_LONGEST_SHOWN = 60  # characters


def shown(value: str) -> str:
    """A value as a message repeats it: in quotes, cut, and without a character that would steer a terminal."""
    cut = value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…"
    if not cut.isprintable():
        cut = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in cut)
    return f"'{cut}'"


def is_day(value: str) -> bool:
    """Whether it is written as a DATE (section 3.3.4)."""
    return _DATE.fullmatch(value) is not None


def is_utc(value: str) -> bool:
    """Whether it is written as a DATE-TIME in UTC (section 3.3.5, form 2)."""
    found = _DATE_TIME.fullmatch(value)
    return found is not None and found[7] == "Z"


def read_moment(value: str) -> date | datetime | None:
    """A DATE, or a DATE-TIME (sections 3.3.4, 3.3.5): aware where it is in UTC. None if there is no such day or time."""
    try:
        if found := _DATE.fullmatch(value):
            return date(*map(int, found.groups()))
        if found := _DATE_TIME.fullmatch(value):
            year, month, day, hour, minute, second = map(int, found.groups()[:6])
            # Section 3.3.12 allows a leap second, which Python has not.
            leap = 60
            zone = UTC if found[7] else None
            return datetime(year, month, day, hour, minute, 59 if second == leap else second, tzinfo=zone)
    except ValueError:
        return None
    return None


def in_its_zone(of: Property) -> date | datetime | None:
    """What the property says, aware where it names a zone of the IANA."""
    moment = read_moment(of.value)
    if isinstance(moment, datetime) and moment.tzinfo is None:
        zone = of.parameters.get("TZID", "")
        return moment.replace(tzinfo=ZoneInfo(zone)) if zone in zones() else moment
    return moment


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """The names of the IANA's time zones."""
    return frozenset(available_timezones())


def is_duration(value: str) -> bool:
    """Whether it is a DURATION (section 3.3.6)."""
    return _DURATION.fullmatch(value) is not None


def is_offset(value: str) -> bool:
    """Whether it is a UTC-OFFSET (section 3.3.14)."""
    found = _OFFSET.fullmatch(value)
    return found is not None and value not in {"-0000", "-000000"}


def is_uri(value: str) -> bool:
    """Whether it is a URI (section 3.3.13), or an IRI, which readers take as well."""
    return _URI.fullmatch(value) is not None
