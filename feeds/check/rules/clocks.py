"""What a zone's clocks show: a VTIMEZONE against the IANA database, and times that no clock shows (section 3.6.5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import Component, ParsedFeed, Property
from feeds.check.values import read_moment, read_offset, shown, zones

BOOK: RuleBook[ParsedFeed] = RuleBook()

_MOST_COMPARED = 50  # times of one zone
# Rules that are worked out; what else there is could go on for ever.
_YEARLY = re.compile(
    r"FREQ=YEARLY(?:;(?:BYMONTH=\d{1,2}|BYDAY=[+-]?\d?[A-Z]{2}|BYMONTHDAY=[-\d,]{1,30}|INTERVAL=[1-9]|WKST=[A-Z]{2}|"
    r"UNTIL=\d{8}(?:T\d{6}Z?)?|COUNT=\d{1,3}))*",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Observance:
    """A STANDARD or DAYLIGHT: from when on, by the clock before, it holds what offset."""

    start: datetime  # without a zone
    before: timedelta
    after: timedelta
    more: tuple[datetime, ...]  # its RDATEs
    rule: rrule | rruleset | None

    def onset(self, at: datetime) -> datetime | None:
        """Return the last time up to `at` that it began."""
        onsets = [each for each in (self.start, *self.more) if each <= at]
        if self.rule is not None and (recurred := self.rule.before(at, inc=True)):
            onsets.append(recurred)
        return max(onsets, default=None)


def _observances(feed: ParsedFeed) -> dict[str, list[Observance]]:
    """Return the observances of each zone that can be worked out."""
    found: dict[str, list[Observance]] = {}
    broken = set()
    for zone in feed.named("VTIMEZONE"):
        if name := zone.get("TZID"):
            found.setdefault(name.value, [])
    for part in feed.named("STANDARD", "DAYLIGHT"):
        tzid = part.parent.get("TZID") if part.parent else None
        observance = _observance(part)
        if tzid and tzid.value in found:
            if observance is None:
                broken.add(tzid.value)
            else:
                found[tzid.value].append(observance)
    return {name: each for name, each in found.items() if each and name not in broken}


def _observance(part: Component) -> Observance | None:
    start, rule = part.get("DTSTART"), part.get("RRULE")
    offsets = [
        read_offset(each.value) if (each := part.get(name)) else None
        for name in ("TZOFFSETFROM", "TZOFFSETTO")
    ]
    begins = read_moment(start.value) if start else None
    before, after = offsets
    if not isinstance(begins, datetime) or before is None or after is None:
        return None
    start_at = begins.replace(tzinfo=None)
    repeats = None
    if rule:
        if not _YEARLY.fullmatch(rule.value):
            return None
        try:
            # dateutil takes no UNTIL in UTC beside a start without a zone; some hours make no difference here.
            repeats = rrulestr(re.sub(r"(T\d{6})Z", r"\1", rule.value.upper()), dtstart=start_at)
        except ValueError:
            return None
    more = [read_moment(value) for each in part.properties("RDATE") for value in each.value.split(",")]
    dates = tuple(each.replace(tzinfo=None) for each in more if isinstance(each, datetime))
    return Observance(start_at, before, after, dates, repeats)


def _timed(feed: ParsedFeed) -> Iterator[tuple[Property, str, datetime]]:
    """Yield the times of entries that name a zone, without it."""
    for entry in feed.entries:
        for each in entry.properties("DTSTART", "DTEND", "DUE", "RECURRENCE-ID"):
            moment = read_moment(each.value)
            if isinstance(moment, datetime) and moment.tzinfo is None and "TZID" in each.parameters:
                yield each, each.parameters["TZID"], moment


def _compared(feed: ParsedFeed) -> Iterator[tuple[Property, str, datetime, list[Observance]]]:
    """Yield times with their zone's observances, few enough of each zone."""
    observances = _observances(feed)
    seen: dict[str, set[datetime]] = {}
    for each, tzid, moment in _timed(feed):
        looked_at = seen.setdefault(tzid, set())
        if tzid in observances and moment not in looked_at and len(looked_at) < _MOST_COMPARED:
            looked_at.add(moment)
            yield each, tzid, moment, observances[tzid]


def _standing(observances: list[Observance], at: datetime) -> timedelta | None:
    """Return the offset that observances give a time; None before they begin."""
    onsets = [(onset, each.after) for each in observances if (onset := each.onset(at))]
    return max(onsets)[1] if onsets else None


@BOOK.error("RFC 5545 section 3.2.19; some clients go by the zone's name, others by its VTIMEZONE")
def vtimezone_contradicts_its_name(feed: ParsedFeed) -> Found:
    """One reader is shown another hour than the next. Said once of each zone."""
    told = set()
    for each, tzid, moment, observances in _compared(feed):
        if tzid in told or tzid not in zones():
            continue
        zone = ZoneInfo(tzid)
        real = {moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
        stands = _standing(observances, moment)
        if stands is not None and stands not in real:
            told.add(tzid)
            yield (
                each.line,
                f"its VTIMEZONE puts {shown(tzid)} at UTC{_written(stands)} here, the IANA at UTC{_written(min(filter(None, real), default=stands))}: write times in UTC, or that zone's own rules",
            )


def _written(offset: timedelta) -> str:
    minutes = offset // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@BOOK.error("RFC 5545 section 3.6.5")
def vtimezone_begins_late(feed: ParsedFeed) -> Found:
    """A zone's first observance begins before its first event. Said once of each zone."""
    told = set()
    for each, tzid, moment, observances in _compared(feed):
        if tzid not in told and _standing(observances, moment) is None:
            told.add(tzid)
            yield each.line, f"the VTIMEZONE of {shown(tzid)} begins after this time: let it begin earlier"


@BOOK.error("Thunderbird, ical.js and ts-ics are an hour off, Ruby's icalendar drops the whole feed")
def vtimezone_rdate_list(feed: ParsedFeed) -> Found:
    """They read the first date of a list alone."""
    for part in feed.named("STANDARD", "DAYLIGHT"):
        for each in part.properties("RDATE"):
            if "," in each.value:
                yield (
                    each.line,
                    "RDATE of a VTIMEZONE is a list: write one RDATE a line, a RRULE, or times in UTC",
                )


@BOOK.warning("RFC 5545 section 3.3.5")
def time_skipped(feed: ParsedFeed) -> Found:
    """A time that no clock shows: daylight saving leaves it out."""
    for each, tzid, moment in _timed(feed):
        if tzid in zones():
            zone = ZoneInfo(tzid)
            if moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
                yield (
                    each.line,
                    f"{each.name} is {shown(each.value)}, which the clocks of {tzid} skip: write a time that exists",
                )


@BOOK.advice("RFC 5545 section 3.3.5; clients differ in which of the two they take")
def time_occurs_twice(feed: ParsedFeed) -> Found:
    """At the end of daylight saving an hour comes again; the first is meant, and many readers take the other."""
    for each, tzid, moment in _timed(feed):
        if tzid in zones():
            first, second = (moment.replace(tzinfo=ZoneInfo(tzid), fold=fold).utcoffset() for fold in (0, 1))
            if first is not None and second is not None and first > second:
                yield (
                    each.line,
                    f"{each.name} is {shown(each.value)}, which the clocks of {tzid} show twice: write it in UTC",
                )
