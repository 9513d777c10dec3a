"""The options of a feed, read from its query and written in one canonical form.

The same choice is the same `Options` however it is written: values in another order or case, repeated, or given
although they are the default. What trackers and cache busters add is no part of it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl

from db.words import ReleaseType
from feeds.language import ENGLISH, find_language
from feeds.lines import duration
from releases.errors import OpeningDayError, UnknownRegionError
from releases.fields import read_word
from releases.regions import regions_called

DEFAULT_PAST = 365  # days
MOST_PAST = 36_500  # days
MOST_ALARMS = 5
MOST_REGIONS = 50
_EARLIEST_ALARM = timedelta(days=365)
_LONGEST_QUERY = 4000  # characters
_LONGEST_SHOWN = 40  # characters of a value that an error repeats
_DURATION = re.compile(
    r"P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?)", re.ASCII | re.IGNORECASE
)


_AT_HOUR = re.compile(r"(?:(\d{1,3})D@)?([01]\d|2[0-3]):([0-5]\d)", re.ASCII | re.IGNORECASE)

# What others add to the addresses they pass on: mailers, social networks, advertisers, scripts that bypass caches.
_TRACKER_PREFIXES = (
    "_",
    "ga_",
    "gad_",
    "hsa_",
    "matomo_",
    "mc_",
    "mtm_",
    "oly_",
    "piwik_",
    "pk_",
    "utm_",
    "vero_",
)
_TRACKERS = frozenset({
    "cachebust", "cachebuster", "cb", "dclid", "epik", "fbclid", "gbraid", "gclid", "gclsrc", "igsh", "igshid",
    "li_fat_id", "mkt_tok", "msclkid", "no_cache", "nocache", "rand", "random", "rb_clickid", "rdt_cid", "ref",
    "ref_src", "rnd", "s_cid", "s_kwcid", "scid", "si", "srsltid", "timestamp", "trk", "ts", "ttclid", "twclid",
    "wbraid", "wickedid", "yclid", "ysclid",
})  # fmt: skip


class UnknownOptionError(OpeningDayError):
    """There is no such option, or it does not take this value."""

    slug = "unknown-option"


class Cancelled(StrEnum):
    """What a feed does with a cancelled release."""

    SHOW = "show"  # keep it for 30 days, so that every client sees that it is off
    KEEP = "keep"  # keep it like any other
    OMIT = "omit"  # leave it out


_FORMER = {"status": Cancelled.SHOW, "mark": Cancelled.KEEP}  # names that addresses in use still have


class Summary(StrEnum):
    """What an event's summary says."""

    FULL = "full"
    TITLE = "title"  # the title alone


class Inexact(StrEnum):
    """What a feed does with a release whose day is not known."""

    OMIT = "omit"
    SPAN = "span"  # a tentative event over the days it can be


@dataclass(frozen=True, slots=True)
class Alarm:
    """When a reader wants a reminder: so long before a release, or at an hour so many days before its day."""

    before: timedelta  # whole days where there is an hour
    at: time | None = None  # wall-clock time in the release's zone

    def __str__(self) -> str:
        """As an option's value: `P1D`, `PT2H`, `09:00`, `1d@09:00`."""
        if self.at is None:
            return duration(self.before)
        days = self.before.days
        return f"{days}d@{self.at:%H:%M}" if days else f"{self.at:%H:%M}"

    @property
    def distance(self) -> tuple[timedelta, str]:
        """How long before the day begins, to sort by; of equals, by how they are written."""
        hour = timedelta(hours=self.at.hour, minutes=self.at.minute) if self.at else timedelta(0)
        return self.before - hour, str(self)


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a feed beyond its address."""

    types: tuple[ReleaseType, ...] = ()  # in their own order; empty: all
    regions: tuple[str, ...] = ()  # codes, sorted; empty: all
    past: int = DEFAULT_PAST  # days that a release stays after its last day
    alarms: tuple[Alarm, ...] = ()  # the nearest first
    all_day: bool = False  # timed releases as whole days
    summary: Summary = Summary.FULL
    cancelled: Cancelled = Cancelled.SHOW
    inexact: Inexact = Inexact.OMIT
    language: str = ENGLISH  # BCP 47

    @property
    def query(self) -> str:
        """The options as a canonical query; empty if all are the default."""
        given = {
            "type": ",".join(self.types),
            "region": ",".join(self.regions).lower(),
            "past": "" if self.past == DEFAULT_PAST else str(self.past),
            "alarm": ",".join(map(str, self.alarms)),
            "allday": "1" if self.all_day else "",
            "summary": "" if self.summary == Summary.FULL else self.summary,
            "cancelled": "" if self.cancelled == Cancelled.SHOW else self.cancelled,
            "inexact": "" if self.inexact == Inexact.OMIT else self.inexact,
            "lang": "" if self.language == ENGLISH else self.language,
        }
        return "&".join(f"{name}={value}" for name, value in given.items() if value)


def read_options(query: str, offered: Collection[str]) -> Options:
    """Read a query into the options that a feed offers. Raises UnknownOptionError, which names the first wrong one."""
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in parse_qsl(query[:_LONGEST_QUERY], keep_blank_values=True):
        if name not in offered and is_tracker(name):
            continue
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


def is_tracker(name: str) -> bool:
    """Whether a parameter says nothing about the feed."""
    folded = name.lower()
    return folded in _TRACKERS or folded.startswith(_TRACKER_PREFIXES)


def _types(given: list[str]) -> tuple[str, Any]:
    chosen = {_word("type", value, ReleaseType) for value in given}
    is_limited = len(chosen) < len(ReleaseType)
    return "types", tuple(each for each in ReleaseType if is_limited and each in chosen)


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
    return "alarms", tuple(sorted(alarms, key=lambda alarm: alarm.distance))


def _alarm(value: str) -> Alarm:
    if found := _AT_HOUR.fullmatch(value):
        day_before = timedelta(days=int(found[1] or 0))
        if day_before <= _EARLIEST_ALARM:
            return Alarm(day_before, time(int(found[2]), int(found[3])))
    found = _DURATION.fullmatch(value)
    if found is not None and any(found.groups()):
        weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
        before = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
        if before <= _EARLIEST_ALARM:
            return Alarm(before)
    right = (
        "write how long before, such as P1D or PT2H, or an hour of the day, such as 09:00, or 1d@09:00 for the day "
        f"before, and at most {_EARLIEST_ALARM.days} days"
    )
    raise _unknown("alarm", f"alarm is {_shown(value)}: {right}.")


def _cancelled(given: list[str]) -> tuple[str, Any]:
    value = _only("cancelled", given)
    return "cancelled", _FORMER.get(value.strip().lower()) or _word("cancelled", value, Cancelled)


def _all_day(given: list[str]) -> tuple[str, Any]:
    value = _only("allday", given)
    if value not in {"0", "1"}:
        raise _unknown("allday", f"allday is {_shown(value)}: write 1 for whole days, or 0.")
    return "all_day", value == "1"


def _summary(given: list[str]) -> tuple[str, Any]:
    return "summary", _word("summary", _only("summary", given), Summary)


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
    "allday": _all_day,
    "summary": _summary,
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
