"""What repeats (RFC 5545 sections 3.3.10, 3.8.4.4 and 3.8.5)."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import Component, ParsedFeed, Property
from feeds.check.values import is_day, is_utc, read_moment, shown

BOOK: RuleBook[ParsedFeed] = RuleBook()

_FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_DAY = r"(?:[+-]?(?:[1-9]|[1-4]\d|5[0-3]))?(?:SU|MO|TU|WE|TH|FR|SA)"
_FORMS = {
    "FREQ": re.compile("[A-Z]+", re.ASCII),
    "COUNT": re.compile(r"0*[1-9]\d{0,8}", re.ASCII),
    "INTERVAL": re.compile(r"0*[1-9]\d{0,8}", re.ASCII),
    "WKST": re.compile(r"SU|MO|TU|WE|TH|FR|SA", re.ASCII),
    "BYDAY": re.compile(rf"{_DAY}(?:,{_DAY})*", re.ASCII),
}
_NUMBER = re.compile(r"[+-]?\d{1,3}", re.ASCII)
# The lowest and the highest number of each part; below zero counts from the end, where zero means nothing.
_RANGES = {
    "BYSECOND": (0, 60),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYMONTH": (1, 12),
    "BYSETPOS": (-366, 366),
}
# Parts that a frequency does not take (the table of section 3.3.10).
_NOT_WITH = {
    "BYWEEKNO": frozenset(_FREQUENCIES) - {"YEARLY"},
    "BYYEARDAY": frozenset({"DAILY", "WEEKLY", "MONTHLY"}),
    "BYMONTHDAY": frozenset({"WEEKLY"}),
}
_UTC = "a time in UTC"


@BOOK.error("RFC 5545 section 3.3.10; Home Assistant refuses the whole feed")
def rrule_invalid(feed: ParsedFeed) -> Found:
    """A rule is FREQ and parts, each once."""
    for component in feed.every:
        for rule in component.properties("RRULE", "EXRULE"):
            if wrong := _fault(rule.value):
                yield rule.line, f"{rule.name} {wrong}"


def _fault(value: str) -> str | None:
    """Return what is wrong with a rule, or None."""
    pairs = [part.partition("=") for part in value.upper().split(";")]
    parts = {name: said for name, _, said in pairs}
    if len(parts) < len(pairs):
        return f"is {shown(value)}, with a part twice: write each once"
    if (frequency := parts.get("FREQ", "")) not in _FREQUENCIES:
        return f"is {shown(value)}: write FREQ with one of {', '.join(_FREQUENCIES)}"
    for name, said in parts.items():
        if not _is_right(name, said):
            return f"has {shown(f'{name}={said}')}: there is no such part or value"
    return _conflict(frequency, parts)


def _conflict(frequency: str, parts: Mapping[str, str]) -> str | None:
    """Return which parts do not go together, or None."""
    if "UNTIL" in parts and "COUNT" in parts:
        return "has UNTIL and COUNT: keep one"
    for name in parts:
        if frequency in _NOT_WITH.get(name, ()):
            return f"has {name}, which FREQ={frequency} does not take: leave it out"
    is_numbered = any(day[0] in "+-0123456789" for day in parts.get("BYDAY", "X").split(","))
    if is_numbered and (frequency not in {"MONTHLY", "YEARLY"} or "BYWEEKNO" in parts):
        return f"has a number in BYDAY, which FREQ={frequency} does not take here: write the weekday alone"
    if "BYSETPOS" in parts and not any(name.startswith("BY") and name != "BYSETPOS" for name in parts):
        return "has BYSETPOS without another BY part: add one, or leave it out"
    return None


def _is_right(name: str, said: str) -> bool:
    """Whether there is such a part and it takes this value."""
    if name in _RANGES:
        low, high = _RANGES[name]
        return all(_is_within(number, low, high) for number in said.split(","))
    if name == "UNTIL":
        return read_moment(said) is not None
    form = _FORMS.get(name)
    return name.startswith("X-") or (form is not None and form.fullmatch(said) is not None)


def _is_within(number: str, low: int, high: int) -> bool:
    if not _NUMBER.fullmatch(number):
        return False
    return low <= int(number) <= high and (low >= 0 or int(number) != 0)


@BOOK.warning("RFC 5545 section 3.8.5.3")
def rrule_repeated(feed: ParsedFeed) -> Found:
    """A component should have one rule."""
    for entry in feed.entries:
        for rule in [*entry.properties("RRULE")][1:]:
            yield rule.line, f"the {entry.name} has another RRULE: keep one"


@BOOK.error("RFC 5545 section 3.3.10")
def until_differs(feed: ParsedFeed) -> Found:
    """UNTIL is a day where DTSTART is, and a time in UTC where DTSTART has a zone."""
    for component in feed.named("VEVENT", "VTODO", "VJOURNAL", "STANDARD", "DAYLIGHT"):
        start, rule = component.get("DTSTART"), component.get("RRULE")
        until = rule and re.search(r"(?:^|;)UNTIL=([^;]*)", rule.value, re.IGNORECASE)
        if (
            not (start and rule and until)
            or read_moment(until[1]) is None
            or read_moment(start.value) is None
        ):
            continue
        if component.name in {"STANDARD", "DAYLIGHT"}:
            wanted = _UTC
        elif is_day(start.value):
            wanted = "a day"
        else:
            wanted = _UTC if is_utc(start.value) or "TZID" in start.parameters else "a time without a zone"
        if _form(until[1]) != wanted:
            yield rule.line, f"UNTIL is {_form(until[1])}: write {wanted}, as DTSTART asks"


def _form(value: str) -> str:
    if is_day(value):
        return "a day"
    return _UTC if is_utc(value) else "a time without a zone"


@BOOK.error("RFC 5545 sections 3.8.4.4, 3.8.5.1 and 3.8.5.2")
def exception_type_differs(feed: ParsedFeed) -> Found:
    """EXDATE, RDATE and RECURRENCE-ID are days where DTSTART is, and times where it is."""
    for entry in feed.entries:
        start = entry.get("DTSTART")
        if start is None or read_moment(start.value) is None:
            continue
        for each in entry.properties("EXDATE", "RDATE", "RECURRENCE-ID"):
            for value in _moments(each):
                if is_day(value) != is_day(start.value) or _is_floating(each, value) != _is_floating(
                    start, start.value
                ):
                    yield (
                        each.line,
                        f"{each.name} is not written as DTSTART is: write both as days, or both as times",
                    )
                    break


def _moments(of: Property) -> Iterator[str]:
    values = (value.partition("/")[0] for value in of.value.split(","))
    return (value for value in values if read_moment(value) is not None)


def _is_floating(of: Property, value: str) -> bool:
    return isinstance(read_moment(value), datetime) and not is_utc(value) and "TZID" not in of.parameters


@BOOK.warning("RFC 5545 section 3.8.5.1")
def exdate_without_series(feed: ParsedFeed) -> Found:
    """There is nothing to leave out of one event."""
    for entry in feed.entries:
        exdate = entry.get("EXDATE")
        if exdate and not _is_series(entry):
            yield exdate.line, f"EXDATE stands in a {entry.name} that does not repeat: leave it out"


@BOOK.warning("RFC 5545 section 3.8.4.4")
def recurrence_id_without_series(feed: ParsedFeed) -> Found:
    """It names one of a series, which must be there under the same UID."""
    series = {uid.value for entry in feed.entries if _is_series(entry) and (uid := entry.get("UID"))}
    for entry in feed.entries:
        instance, uid = entry.get("RECURRENCE-ID"), entry.get("UID")
        if instance and uid and uid.value not in series:
            yield (
                instance.line,
                f"RECURRENCE-ID is of a series {shown(uid.value)} that is not here: leave it out",
            )


def _is_series(entry: Component) -> bool:
    return entry.get("RECURRENCE-ID") is None and any(entry.properties("RRULE", "RDATE"))
