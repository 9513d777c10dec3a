"""Rules that compute a holiday's day from the year and, for some, the country."""

from collections.abc import Callable
from datetime import date, timedelta

from releases.dates.holidays import kept_days
from releases.dates.names import key

Rule = Callable[[int, str], date | None]  # (year, country); None if the year has no such day

MONDAY, THURSDAY, SUNDAY = 0, 3, 6
LAST = 0  # of the month

# Countries where most churches celebrate Easter by the Julian calendar.
_ORTHODOX = frozenset({"BG", "BY", "CY", "ER", "ET", "GE", "GR", "MD", "ME", "MK", "RO", "RS", "RU", "UA"})


def fixed(month: int, day: int) -> Rule:
    """Return the rule for the same date every year."""
    return lambda year, _country: date(year, month, day)


def nth(month: int, weekday: int, number: int) -> Rule:
    """Return the rule for the first (1), second (2) … or last (0) of a weekday in a month."""

    def rule(year: int, _country: str) -> date:
        if number == LAST:
            end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            return end - timedelta(days=(end.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))

    return rule


def easter_sunday(year: int, country: str) -> date:
    """Return Easter Sunday by the calendar of most of the country's churches; for the years 1583 to 4099."""
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    sunday: date = easter(year, EASTER_ORTHODOX if country in _ORTHODOX else EASTER_WESTERN)
    return sunday


def from_easter(days: int) -> Rule:
    """Return the rule for a number of days after Easter Sunday, or before it if negative."""
    return lambda year, country: easter_sunday(year, country) + timedelta(days=days)


def day_after(rule: Rule) -> Rule:
    """Return the rule for the day after another rule's."""

    def following(year: int, country: str) -> date | None:
        day = rule(year, country)
        return day + timedelta(days=1) if day else None

    return following


def listed(country: str, name: str) -> Rule:
    """Return the rule for the day of this name in one country's list."""

    def rule(year: int, _country: str) -> date | None:
        kept = kept_days(country, "", year).get(key(name))
        return kept.days[0] if kept else None

    return rule
