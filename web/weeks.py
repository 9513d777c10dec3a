"""The list view: releases by week and day, and those without an exact day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from web.places import Place
from web.showing import Showing

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something opens."""

    date: date
    label: str | None  # the holiday there, or the label that a release was announced with
    is_today: bool
    showings: tuple[Showing, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week, Monday to Sunday, with the days on which something opens."""

    monday: date
    name: str | None  # `This week`, `Next week`
    days: tuple[Day, ...]

    @property
    def span(self) -> str:
        """The week in words: `23–29 December`, `30 Dec – 5 Jan`."""
        sunday = self.monday + timedelta(days=6)
        if sunday.month == self.monday.month:
            return f"{self.monday.day}–{sunday.day} {sunday:%B}"
        return f"{self.monday.day} {self.monday:%b} – {sunday.day} {sunday:%b}"


@dataclass(frozen=True, slots=True)
class Someday:
    """Releases of one month, quarter, season or year, or with no date at all."""

    when: str
    showings: tuple[Showing, ...]


def weeks_of(showings: Sequence[Showing], place: Place, today: date) -> list[Week]:
    """Group showings, sorted by day, by week."""
    days = days_of(showings, place, today)
    this = _monday(today)
    names = {this: "This week", this + _WEEK: "Next week"}
    return [
        Week(monday, names.get(monday), tuple(in_it))
        for monday, in_it in groupby(days, key=lambda each: _monday(each.date))
    ]


def days_of(showings: Sequence[Showing], place: Place, today: date) -> list[Day]:
    """Group showings, sorted by day, by day."""
    return [
        _day(day, tuple(on_it), place, today)
        for day, on_it in groupby(showings, key=lambda each: each.day)
        if day is not None
    ]


def somedays_of(showings: Iterable[Showing]) -> list[Someday]:
    """Group showings without an exact day, sorted by date, by when they may open."""
    by_when = groupby(showings, key=lambda each: each.when if each.day else "no date yet")
    return [Someday(when, tuple(then)) for when, then in by_when]


def day_label(day: date, showings: Sequence[Showing], place: Place) -> str | None:
    """Return the holiday there on that day, else the first label among the showings, else None."""
    return place.holiday(day) or next((each.label for each in showings if each.label), None)


def _day(day: date, showings: tuple[Showing, ...], place: Place, today: date) -> Day:
    by_name = tuple(sorted(showings, key=lambda each: (each.title.casefold(), each.region or "")))
    return Day(day, day_label(day, by_name, place), day == today, by_name)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
