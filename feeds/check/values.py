"""Values of RFC 5545 section 3.3: what they say, or that they cannot be read."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from feeds.check.tree import Property

_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_DATE_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)", re.ASCII)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d++)W|(?:(\d++)D)?(?:T(?=\d)(?:(\d++)H)?(?:(\d++)M)?(?:(\d++)S)?)?)",
    re.ASCII,
)
_OFFSET = re.compile(r"[+-](\d\d)([0-5]\d)([0-5]\d)?", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9-]+", re.ASCII)
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
    return read_duration(value) is not None


def read_duration(value: str) -> timedelta | None:
    """Return what a DURATION (section 3.3.6) says, or None if it is none."""
    found = _DURATION.fullmatch(value)
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(part[:9] or 0) for part in found.groups("")[1:])
    try:
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        length = timedelta.max
    return -length if found[1] == "-" else length


def is_offset(value: str) -> bool:
    """Whether it is a UTC-OFFSET (section 3.3.14)."""
    return read_offset(value) is not None


def read_offset(value: str) -> timedelta | None:
    """Return what a UTC-OFFSET (section 3.3.14) says, or None if it is none."""
    found = _OFFSET.fullmatch(value)
    if found is None or value in {"-0000", "-000000"}:
        return None
    offset = timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3] or 0))
    return -offset if value[0] == "-" else offset


def is_token(value: str) -> bool:
    """Whether it is an iana-token or an x-name (section 3.1)."""
    return _TOKEN.fullmatch(value) is not None


def is_uri(value: str) -> bool:
    """Whether it is a URI (section 3.3.13), or an IRI, which readers take as well."""
    return _URI.fullmatch(value) is not None
