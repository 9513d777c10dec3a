"""The options of a feed, read from its query and written in one canonical form.

The same choice, however it was written, is the same `Options`: values in another order, in another case, said
twice, or said although they are what holds anyway.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl

from db.words import ReleaseType
from feeds.language import ENGLISH, find_language
from releases.errors import OpeningDayError, UnknownRegionError
from releases.fields import read_word
from releases.regions import regions_called

DEFAULT_PAST = 365  # days
MOST_PAST = 36_500  # days
MOST_ALARMS = 5
MOST_REGIONS = 50
_EARLIEST_ALARM = timedelta(days=365)
_LONGEST_QUERY = 4000  # characters
_LONGEST_SHOWN = 40  # characters of what was asked that an error repeats
_DURATION = re.compile(
    r"P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?)", re.ASCII | re.IGNORECASE
)


class UnknownOptionError(OpeningDayError):
    """There is no such option, or it has no such value."""

    slug = "unknown-option"


class Cancelled(StrEnum):
    """What becomes of a release that was cancelled."""

    STATUS = "status"  # says so in its STATUS for 30 days, then it is gone
    MARK = "mark"  # says so in its summary, and stays like any other
    OMIT = "omit"  # is gone at once


class Inexact(StrEnum):
    """What becomes of a release whose day is not known."""

    OMIT = "omit"
    SPAN = "span"  # a tentative event over the days it can be


@dataclass(frozen=True, slots=True, order=True)
class Alarm:
    """How long before a release's day, or its time, a reader wants to be reminded."""

    before: timedelta

    def __str__(self) -> str:
        """As a duration (RFC 5545 section 3.3.6), in days, hours and minutes."""
        days, rest = divmod(self.before, timedelta(days=1))
        hours, minutes = divmod(rest // timedelta(minutes=1), 60)
        clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        if not clock:
            return f"P{days}D"
        return f"P{days}DT{clock}" if days else f"PT{clock}"


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a feed beyond its address."""

    types: tuple[ReleaseType, ...] = ()  # in their own order; empty: all
    regions: tuple[str, ...] = ()  # codes, sorted; empty: all
    past: int = DEFAULT_PAST  # how many days a release stays after its last
    alarms: tuple[Alarm, ...] = ()  # the nearest first
    cancelled: Cancelled = Cancelled.STATUS
    inexact: Inexact = Inexact.OMIT
    language: str = ENGLISH  # BCP 47

    @property
    def query(self) -> str:
        """The options as a query, canonical: empty if all are as they are by default."""
        given = {
            "type": ",".join(self.types),
            "region": ",".join(self.regions).lower(),
            "past": "" if self.past == DEFAULT_PAST else str(self.past),
            "alarm": ",".join(map(str, self.alarms)),
            "cancelled": "" if self.cancelled == Cancelled.STATUS else self.cancelled,
            "inexact": "" if self.inexact == Inexact.OMIT else self.inexact,
            "lang": "" if self.language == ENGLISH else self.language,
        }
        return "&".join(f"{name}={value}" for name, value in given.items() if value)


def read_options(query: str, offered: Collection[str]) -> Options:
    """The options of a query, of those that a feed offers. Raises UnknownOptionError, which names the first wrong one."""
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in parse_qsl(query[:_LONGEST_QUERY], keep_blank_values=True):
        if name not in offered:
            listed = ", ".join(offered)
            raise _unknown(name, f"There is no option {_shown(name)} here; this feed takes {listed}.")
        values[name] += value.split(",")
    if len(query) > _LONGEST_QUERY:
        name = next(iter(values), "")
        raise _unknown(
            name, f"The query, with {name!r}, has {len(query)} characters: write at most {_LONGEST_QUERY}."
        )
    return Options(**dict(_READERS[name](given) for name, given in values.items()))


def _types(given: list[str]) -> tuple[str, Any]:
    chosen = {_word("type", value, ReleaseType) for value in given}
    return "types", tuple(each for each in ReleaseType if each in chosen) if len(chosen) < len(
        ReleaseType
    ) else ()


def _regions(given: list[str]) -> tuple[str, Any]:
    try:
        codes = {region.code for value in given for region in regions_called(value)}
    except UnknownRegionError as error:
        raise _unknown("region", error.detail) from error
    if len(codes) > MOST_REGIONS:
        raise _unknown(
            "region", f"There are {len(codes)} regions: name at most {MOST_REGIONS}, or none for all."
        )
    return "regions", tuple(sorted(codes))


def _past(given: list[str]) -> tuple[str, Any]:
    value = _only("past", given)
    if not (
        value.isascii() and value.isdigit() and len(value) <= len(str(MOST_PAST)) and int(value) <= MOST_PAST
    ):
        raise _unknown("past", f"past is {_shown(value)}: write a number of days from 0 to {MOST_PAST}.")
    return "past", int(value)


def _alarms(given: list[str]) -> tuple[str, Any]:
    alarms = {_alarm(value) for value in given}
    if len(alarms) > MOST_ALARMS:
        raise _unknown("alarm", f"There are {len(alarms)} alarms: write at most {MOST_ALARMS}.")
    return "alarms", tuple(sorted(alarms))


def _alarm(value: str) -> Alarm:
    found = _DURATION.fullmatch(value)
    if found is not None and any(found.groups()):
        weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
        before = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
        if before <= _EARLIEST_ALARM:
            return Alarm(before)
    right = f"write how long before, such as P1D or PT2H, and at most P{_EARLIEST_ALARM.days}D"
    raise _unknown("alarm", f"alarm is {_shown(value)}: {right}.")


def _cancelled(given: list[str]) -> tuple[str, Any]:
    return "cancelled", _word("cancelled", _only("cancelled", given), Cancelled)


def _inexact(given: list[str]) -> tuple[str, Any]:
    return "inexact", _word("inexact", _only("inexact", given), Inexact)


def _lang(given: list[str]) -> tuple[str, Any]:
    value = _only("lang", given)
    found = find_language(value)
    if found is None:
        raise _unknown(
            "lang", f"lang is {_shown(value)}: write a language such as en, fr or zh-Hant (BCP 47)."
        )
    return "language", found


_READERS: dict[str, Callable[[list[str]], tuple[str, Any]]] = {
    "type": _types,
    "region": _regions,
    "past": _past,
    "alarm": _alarms,
    "cancelled": _cancelled,
    "inexact": _inexact,
    "lang": _lang,
}


def _word(name: str, value: str, vocabulary: type[StrEnum]) -> StrEnum:
    try:
        return read_word(value, vocabulary, field=name)
    except OpeningDayError as error:
        raise _unknown(name, f"{error.detail}.") from error


def _only(name: str, given: list[str]) -> str:
    if len(set(given)) > 1:
        raise _unknown(name, f"{name} has {len(given)} values: write one.")
    return given[0]


def _unknown(name: str, detail: str) -> UnknownOptionError:
    return UnknownOptionError(detail, field=name[:_LONGEST_SHOWN])


def _shown(value: str) -> str:
    return repr(value[:_LONGEST_SHOWN])
