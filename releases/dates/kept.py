"""The days a country or subdivision keeps, by the lists of the `holidays` package, in every language it has them in.

Observed days (the Monday in place of a Sunday) are left out: a film that opens on Boxing Day opens on the 26th.
A holiday of several days in a row is its first day.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from releases.dates.names import key, without_remark

_BETWEEN_NAMES = re.compile(r"; | ?/ ?")  # where one day has several
_NOT_A_HOLIDAY = "workday"  # the package's category of days that are worked in place of others


@dataclass(frozen=True, slots=True)
class Kept:
    """A holiday in one year."""

    name: str
    days: tuple[date, ...]  # the first day of each time it comes that year


@lru_cache(maxsize=1024)
def kept_days(country: str, subdivision: str | None, year: int) -> Mapping[str, Kept]:
    """The holidays of one year by their names' keys; empty where no list exists.

    `country` is ISO 3166-1 alpha-2; `subdivision` the second half of an ISO 3166-2 code. A subdivision without a
    list of its own has its country's. Only dates in that year are given.
    """
    import holidays

    lists = getattr(holidays, country, None) if country in holidays.list_supported_countries() else None
    if lists is None:
        return MappingProxyType({})
    categories = [name for name in lists.supported_categories if name != _NOT_A_HOLIDAY]
    categories.sort(key=lambda name: name != "public")  # a public holiday's own name comes first
    dates: dict[str, tuple[str, set[date]]] = {}
    asides: dict[str, tuple[str, set[date]]] = {}
    for language in lists.supported_languages or (None,):
        for category in categories:
            listed = holidays.country_holidays(
                country,
                subdiv=subdivision if subdivision in lists.subdivisions else None,
                years=(year - 1, year),  # the year before shows what only goes on in this one: Hanukkah
                observed=False,
                categories=category,
                language=language,
            )
            for day, names in listed.items():
                for name in _BETWEEN_NAMES.split(names):
                    bare = without_remark(name)
                    if bare and not any(letter.isdigit() for letter in name):
                        whole = dates if bare == name else asides
                        whole.setdefault(key(bare), (bare, set()))[1].add(day)
    found = {**asides, **dates}
    kept = {name: Kept(shown, _starts(days, year)) for name, (shown, days) in found.items() if name}
    return MappingProxyType({name: one for name, one in kept.items() if one.days})


def subdivisions_with_lists(country: str) -> tuple[str, ...]:
    """The subdivisions of a country that have lists of their own, by the second half of their ISO 3166-2 codes."""
    import holidays

    return tuple(holidays.list_supported_countries().get(country, ()))


def _starts(days: set[date], year: int) -> tuple[date, ...]:
    return tuple(sorted(day for day in days if day.year == year and day - timedelta(days=1) not in days))
