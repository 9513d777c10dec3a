"""A title's openings on a timeline: where each region stands, and which waits longest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.words import ReleaseType
from releases.programme import Listed
from releases.regions import find_region
from web.month import months_between
from web.words import count_words, in_a_sentence, long_day

_MOST = 40  # regions
_MOST_TICKS = 6
_MARGIN = 0.04  # share of the width before the first and after the last


@dataclass(frozen=True, slots=True)
class Opening:
    """A region's first opening."""

    region: str  # its name
    day: date
    type: ReleaseType
    at: float  # percent of the line
    waits: int  # days after the first anywhere


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a month."""

    month: date
    at: float  # percent of the line


@dataclass(frozen=True, slots=True)
class Timeline:
    """The openings in order, with their scale."""

    openings: tuple[Opening, ...]
    more: int  # regions not shown
    ticks: tuple[Tick, ...]
    today: float | None  # percent of the line; None if it lies outside
    said: str  # the same in words


def timeline_of(releases: Sequence[Listed], today: date) -> Timeline | None:
    """Return the timeline; None unless at least two regions have an exact day."""
    firsts: dict[str, tuple[date, ReleaseType]] = {}
    for release in releases:
        if release.day:
            opening = (release.day, release.type)
            firsts[release.region] = min(firsts.get(release.region, opening), opening)
    if len(firsts) < 2:  # noqa: PLR2004 - a line needs two points
        return None
    ordered = sorted((day, find_region(code).name, kind) for code, (day, kind) in firsts.items())
    first, last = ordered[0][0], ordered[-1][0]
    days = max((last - first).days, 1)

    def at(day: date) -> float:
        return round(100 * (_MARGIN + (1 - 2 * _MARGIN) * (day - first).days / days), 2)

    openings = [Opening(name, day, kind, at(day), (day - first).days) for day, name, kind in ordered]
    return Timeline(
        tuple(openings[:_MOST]),
        max(0, len(openings) - _MOST),
        tuple(Tick(month, at(month)) for month in _months(first, last)),
        at(today) if first <= today <= last else None,
        _in_words(openings),
    )


def _months(first: date, last: date) -> list[date]:
    months = months_between(first + timedelta(days=31), last, 600)
    step = -(-len(months) // _MOST_TICKS) or 1
    return months[::step]


def _in_words(openings: Sequence[Opening]) -> str:
    first, last = openings[0], openings[-1]
    if not last.waits:
        return f"On one day everywhere: {long_day(first.day)}."
    early = _listed([in_a_sentence(each.region) for each in openings if not each.waits])
    late = _listed([in_a_sentence(each.region) for each in openings if each.waits == last.waits])
    verb = "waits" if openings[-2].waits < last.waits else "wait"
    return (
        f"First in {early}, on {long_day(first.day)}. {late[0].upper()}{late[1:]} {verb} longest: "
        f"{count_words(last.waits, 'day')}, until {long_day(last.day)}."
    )


def _listed(names: Sequence[str]) -> str:
    if len(names) > 3:  # noqa: PLR2004 - a longer list is hard to read
        return f"{names[0]}, {names[1]} and {len(names) - 2} others"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
