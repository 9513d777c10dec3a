"""The month view: releases in a calendar grid."""

from calendar import Calendar, monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from releases.dates.values import EARLIEST_YEAR, LATEST_YEAR
from web.places import Place
from web.showing import Showing
from web.weeks import day_label

MOST_IN_A_CELL = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A day in the grid."""

    date: date
    is_inside: bool  # whether it belongs to this month
    is_today: bool
    label: str | None
    showings: tuple[Showing, ...]
    more: int  # how many are not shown


@dataclass(frozen=True, slots=True)
class Month:
    """A month as whole weeks, Monday to Sunday."""

    first: date
    weeks: tuple[tuple[Cell, ...], ...]
    is_empty: bool
    before: date | None  # the first day of the previous month; None at the earliest supported year
    after: date | None


def month_of(first: date, showings: Iterable[Showing], place: Place, today: date) -> Month:
    """Return the grid of the month that begins on `first`."""
    by_day: dict[date, list[Showing]] = defaultdict(list)
    for each in showings:
        if each.day is not None:
            by_day[each.day].append(each)

    def cell(day: date) -> Cell:
        opening = sorted(by_day[day], key=lambda each: each.title.casefold())
        is_inside = day.month == first.month
        return Cell(
            day,
            is_inside,
            day == today,
            day_label(day, opening, place) if is_inside else None,
            tuple(opening[:MOST_IN_A_CELL]),
            max(0, len(opening) - MOST_IN_A_CELL),
        )

    weeks = Calendar().monthdatescalendar(first.year, first.month)
    before, after = (first - timedelta(days=1)).replace(day=1), end_of(first) + timedelta(days=1)
    return Month(
        first,
        tuple(tuple(cell(day) for day in week) for week in weeks),
        not any(by_day.values()),
        before if before.year >= EARLIEST_YEAR else None,
        after if after.year <= LATEST_YEAR else None,
    )


def end_of(first: date) -> date:
    """Return the last day of the month that begins on `first`."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def months_between(first: date, last: date, most: int) -> list[date]:
    """Return the first days of the months from `first` to `last`, at most `most` of them."""
    months: list[date] = []
    month = first.replace(day=1)
    while month <= last and len(months) < most:
        months.append(month)
        month = end_of(month) + timedelta(days=1)
    return months
