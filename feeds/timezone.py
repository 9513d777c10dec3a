"""A time zone as a VTIMEZONE (RFC 5545 section 3.6.5), for the years that a feed needs.

Outlook reads one STANDARD and one DAYLIGHT, from their DTSTART, RRULE and offsets, and ignores RDATE
(MS-STANOICAL section 2.2.47, MS-OXCICAL section 2.1.3.1.1.19). So a change that comes back each year is
written as a rule wherever one fits, and only where none does (Morocco's Ramadan) by its dates. No rule
has an UNTIL: that is an instant in UTC, which common readers take for the clock's own time.
`icalendar.Timezone.from_tzinfo` writes dates alone, and puts a change to summer time an hour late: it gives
the clock after the change where DTSTART is the clock before it.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from feeds.lines import content, text, wall_clock

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_NO_OFFSET = timedelta(0)


@dataclass(frozen=True, slots=True)
class Offset:
    """What a zone's clocks show for a while."""

    utc: timedelta  # how far they are ahead of UTC
    summer: timedelta  # how much of that is daylight saving; below zero for Ireland's winter
    name: str


@dataclass(frozen=True, slots=True)
class Observance:
    """A change of a zone's clocks: one STANDARD or DAYLIGHT."""

    before: timedelta  # how far the clocks were ahead of UTC
    after: Offset


def years_of(uses: Iterable[tuple[str, int]]) -> dict[str, tuple[int, int]]:
    """Each zone with the first and the last year it is used in, of zones and years in no order."""
    years: dict[str, tuple[int, int]] = {}
    for zone, year in uses:
        first, last = years.get(zone, (year, year))
        years[zone] = min(first, year), max(last, year)
    return years


def render_timezones(years: Mapping[str, tuple[int, int]]) -> list[bytes]:
    """A VTIMEZONE for each zone, by name, for the years from one to the other."""
    return [render_timezone(zone, first, last) for zone, (first, last) in sorted(years.items())]


@lru_cache(maxsize=1024)
def render_timezone(name: str, first: int, last: int) -> bytes:
    """The VTIMEZONE of an IANA zone, right for every instant of the years `first` to `last`.

    Raises `zoneinfo.ZoneInfoNotFoundError` for a zone that there is not.
    """
    zone = ZoneInfo(name)
    # From a year before, so that the first instant falls after a change, as it must.
    start = datetime(first - 1, 1, 1, tzinfo=UTC)
    end = datetime(last + 1, 1, 2, tzinfo=UTC)  # 31 December goes on a day longer in the west
    changes = _changes(zone, start, end)
    if not any(at.year < first for at, _ in changes):
        standing = _offset(zone, start)
        changes.insert(0, (start, Observance(standing.utc, standing)))
    least = min(observance.after.summer for _, observance in changes)
    grouped: dict[Observance, list[datetime]] = defaultdict(list)
    for at, observance in changes:
        grouped[observance].append(at)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{text(name)}"]
    for observance, instants in grouped.items():
        kind = "DAYLIGHT" if observance.after.summer > least else "STANDARD"
        lines += _observance(kind, observance, instants, last)
    return content(*lines, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> list[tuple[datetime, Observance]]:
    """Each instant from `start` to `end` at which the zone's offset becomes another, in order."""
    changes = []
    offset = _offset(zone, start)
    at = start
    while at < end:
        following = at + _DAY
        if (then := _offset(zone, following)).utc != offset.utc:
            changes.append((_moment(zone, at, following), Observance(offset.utc, then)))
        offset, at = then, following
    return changes


def _moment(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second, between two instants of different offsets, that has the later one's."""
    old = _offset(zone, before).utc
    while after - before > _SECOND:
        middle = before + ((after - before) // 2 // _SECOND) * _SECOND
        if _offset(zone, middle).utc == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, at: datetime) -> Offset:
    local = at.astimezone(zone)
    return Offset(local.utcoffset() or _NO_OFFSET, local.dst() or _NO_OFFSET, local.tzname() or "")


def _observance(kind: str, observance: Observance, instants: list[datetime], last: int) -> list[str]:
    """The lines of one change: as a rule if one gives all its instants up to the year `last`, else by date.

    DTSTART is the clock as it was before the change (RFC 5545 section 3.6.5). RDATE repeats it, for the
    readers that take it for the first date of a rule alone.
    """
    onsets = [(at + observance.before).replace(tzinfo=None) for at in instants]
    which = _day_of_each_year(onsets, last)
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{wall_clock(onsets[0])}",
        f"TZOFFSETFROM:{_utc_offset(observance.before)}",
        f"TZOFFSETTO:{_utc_offset(observance.after.utc)}",
        f"TZNAME:{text(observance.after.name)}",
        f"RRULE:FREQ=YEARLY;{which}" if which else f"RDATE:{','.join(map(wall_clock, onsets))}",
        f"END:{kind}",
    ]


def _day_of_each_year(onsets: list[datetime], last: int) -> str | None:
    """The part of an RRULE that gives these wall-clock times, one a year up to `last`; none if there is none."""
    first = onsets[0]
    if len(onsets) == 1 or [onset.year for onset in onsets] != list(range(first.year, last + 1)):
        return None
    if len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) > 1:
        return None
    weeks = {(onset.day - 1) // 7 + 1 for onset in onsets}
    if all(onset.day + 7 > monthrange(onset.year, onset.month)[1] for onset in onsets):
        weeks = {-1}
    if len(weeks) > 1:
        return None
    return f"BYDAY={weeks.pop()}{_WEEKDAYS[first.weekday()]};BYMONTH={first.month}"


def _utc_offset(offset: timedelta) -> str:
    """A UTC-OFFSET value (RFC 5545 section 3.3.14)."""
    sign = "-" if offset < _NO_OFFSET else "+"
    minutes, seconds = divmod(abs(offset) // _SECOND, 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
