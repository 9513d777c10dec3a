"""Numeric dates, in the region's order."""

import re
from datetime import date
from functools import lru_cache

from releases.dates.values import Days, one_day, unreadable
from releases.dates.vocabulary import CENTURY, DateContext, checked_year

_LEAP_YEAR = 2000


@lru_cache(maxsize=512)
def day_comes_first(country: str) -> bool | None:
    """Whether a country writes the day before the month, by CLDR; None if it has no single order that ends with the year.

    Those are countries that begin with the year (Japan, Sweden), Canada, which uses every order, and the world.
    """
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_date_format

    try:
        pattern = get_date_format("short", locale=Locale.parse(f"und_{country}")).pattern
    except UnknownLocaleError:
        return None
    day, month, year = (pattern.lower().index(letter) for letter in "dmy")
    return None if year < month else day < month


def read_numeric(match: re.Match[str], setting: DateContext) -> Days:
    """Parse `26/12/2024` or `12.26.24` in the region's order, or in the only order that gives a date.

    Raises UnreadableDateError if no order does, or if both do and the region has no order.
    """
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    year = checked_year(year + (CENTURY if len(match["year"]) == len("24") else 0))
    day_month, month_day = _possible(year, two, one), _possible(year, one, two)
    if day_month and month_day and day_month != month_day:
        first = _day_is_first(setting)
        if first is None:
            raise unreadable(f"{match[0]!r} can be {day_month} or {month_day}: write the one that is meant.")
        return one_day(day_month if first else month_day)
    day = day_month or month_day
    if day is None:
        raise unreadable(f"{match[0]!r} is not a date in any order: write it as 2024-12-26.")
    return one_day(day)


def read_day_and_month(match: re.Match[str], setting: DateContext) -> tuple[int, int]:
    """The month and the day of `26/12` or `12/26`, in the same order. Raises UnreadableDateError likewise."""
    one, two = int(match["one"]), int(match["two"])
    possible = [(month, day) for month, day in ((two, one), (one, two)) if _possible(_LEAP_YEAR, month, day)]
    if not possible:
        raise unreadable(f"{match[0]!r} is no day and month in any order: write it as 2024-12-26.")
    if len(set(possible)) > 1 and (first := _day_is_first(setting)) is not True:
        if first is None:
            raise unreadable(
                f"{match[0]!r} can be the day {one} of month {two} or the day {two} of month {one}: write it as 2024-12-26."
            )
        return possible[1]
    return possible[0]


def _day_is_first(setting: DateContext) -> bool | None:
    """By the column that the date stands in, else by its region; None where neither says."""
    if setting.is_unclear:
        return None
    return setting.day_first if setting.day_first is not None else day_comes_first(setting.region.country)


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
