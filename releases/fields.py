"""Parsers for the fields of a release; their errors name the field."""

from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import TypeVar
from zoneinfo import available_timezones

from releases.errors import InvalidValueError
from releases.zones import zone_named

_LONGEST_SHOWN = 40  # characters of the input quoted in an error

Word = TypeVar("Word", bound=StrEnum)


def read_word(value: str, vocabulary: type[Word], *, field: str) -> Word:
    """Return the enum member for a word in any case. Raises InvalidValueError, which lists the words."""
    try:
        return vocabulary(value.strip().lower())
    except ValueError:
        words = ", ".join(vocabulary)
        raise InvalidValueError(f"{field} is {_shown(value)}: write one of {words}", field=field) from None


def read_time(value: str, *, field: str = "at") -> time:
    """Parse a local time such as `19:00`, without seconds or zone. Raises InvalidValueError."""
    try:
        read = time.fromisoformat(value.strip())
    except ValueError:
        read = None
    if read is None or read.tzinfo or read.second or read.microsecond:
        raise InvalidValueError(f"{field} is {_shown(value)}: write a time such as 19:00", field=field)
    return read


def check_exists(at: time, day: date, timezone: str, *, field: str = "at") -> None:
    """Raise InvalidValueError for a time that daylight saving skips on a day; the error names the next that exists.

    One that occurs twice is fine: the first is meant (PEP 495, fold=0).
    """
    wanted = datetime.combine(day, at)
    following = wanted
    while not _exists(following, timezone):
        following += timedelta(minutes=1)
    if following != wanted:
        right = f"{following:%H:%M}" if following.date() == day else f"a time on {following:%Y-%m-%d}"
        raise InvalidValueError(
            f"{field} is {at:%H:%M}, which the clocks in {timezone} skip on {day}: write {right}", field=field
        )


def _exists(clock: datetime, timezone: str) -> bool:
    zone = zone_named(timezone)
    return clock.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == clock


def read_timezone(value: str, *, field: str = "timezone") -> str:
    """Return the name if it is an IANA time zone. Raises InvalidValueError."""
    zones = _zones()
    name = zones.get(value.strip().casefold())
    if name is None:
        near = get_close_matches(value.strip().casefold(), zones, n=1)
        hint = f" (did you mean {zones[near[0]]}?)" if near else ""
        raise InvalidValueError(
            f"{field} is {_shown(value)}: write an IANA zone such as Pacific/Auckland{hint}", field=field
        )
    return name


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def _shown(value: str) -> str:
    """Return a value as quoted in an error: short, and without line breaks or controls."""
    return repr(value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…")
