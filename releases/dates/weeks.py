"""Weeks and weekends around a day, and named weeks."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from releases.dates.names import key
from releases.dates.rules import easter_sunday
from releases.dates.values import Days, unreadable
from releases.dates.vocabulary import DateContext, soonest

_FRIDAY, _SUNDAY = 4, 6
_WEDNESDAY = 2  # from Wednesday on, the coming weekend is nearer
_WEEK = 7
_EASTER = frozenset({"easter", "easter day", "easter sunday"})
_APRIL, _MAY, _OCTOBER = 4, 5, 10


def weekend_of(days: Days) -> Days:
    """Return the Friday to Sunday nearest to a day, extended to include it; Easter's is Good Friday to Easter Monday.

    So Labor Day weekend is Friday to Monday, and Thanksgiving weekend is Thursday to Sunday.
    """
    day = days.first
    friday = day + timedelta(days=_FRIDAY - day.weekday() - (_WEEK if day.weekday() < _WEDNESDAY else 0))
    last = max(day, friday + timedelta(days=_SUNDAY - _FRIDAY))
    if key(days.label or "") in _EASTER:
        last += timedelta(days=1)
    return Days(min(day, friday), last)


def week_of(days: Days) -> Days:
    """Return the Monday to Sunday around a day."""
    monday = days.first - timedelta(days=days.first.weekday())
    return Days(monday, monday + timedelta(days=_WEEK - 1))


def named_week(name: str, year: int | None, setting: DateContext) -> Days | None:
    """Return Golden Week (Japan, China) or Holy Week, in a year or at its next occurrence; None for other names."""
    country, wanted = setting.region.country, key(name)
    build: Callable[[int], Days]
    if wanted == "golden week":
        if country not in _GOLDEN_WEEKS:
            raise unreadable(f"Golden Week is not kept in {setting.region.name}: write the days themselves.")
        build = _GOLDEN_WEEKS[country]
    elif wanted == "holy week":
        build = partial(_holy_week, country)
    else:
        return None
    return build(year) if year else soonest(setting, build)


def _holy_week(country: str, year: int) -> Days:
    sunday = easter_sunday(year, country)
    return Days(sunday - timedelta(days=_WEEK), sunday - timedelta(days=1), "Holy Week")


_GOLDEN_WEEKS: dict[str, Callable[[int], Days]] = {
    "CN": lambda year: Days(date(year, _OCTOBER, 1), date(year, _OCTOBER, 7), "Golden Week"),
    "JP": lambda year: Days(date(year, _APRIL, 29), date(year, _MAY, 5), "Golden Week"),
}
