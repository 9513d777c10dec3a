"""The days a country or subdivision keeps, by the lists of the `holidays` package, in the languages it has them in.

A day that is listed beside the real one as "observed" (the Monday after a Sunday) is left out: a film that opens on
Boxing Day opens on the 26th. Where a list has only the day that a holiday is moved to, as Colombia's has, it is that
day. A holiday of several days in a row is its first day.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from releases.dates.names import key, without_remark
from releases.regions import Region

# The package's categories that are no days to be named by: days worked in place of others, and weeks without school.
_LEFT_OUT = frozenset({"workday", "school"})
_PUBLIC = "public"
_BETWEEN_NAMES = re.compile(r"; | ?/ ?")  # where one day has several


@dataclass(frozen=True, slots=True)
class Kept:
    """A holiday in one year."""

    name: str
    days: tuple[date, ...]  # the first day of each time it comes that year


@lru_cache(maxsize=1024)
def kept_days(country: str, subdivision: str, year: int, *, moved: bool = True) -> Mapping[str, Kept]:
    """The holidays of one year by their names' keys, in English and the region's languages; empty if no list exists.

    `moved` is whether the list moves holidays off weekends and other holidays, where its country does.
    `country` is ISO 3166-1 alpha-2; `subdivision` the second half of an ISO 3166-2 code, or empty. A subdivision
    without a list of its own has its country's. Only dates in that year are given.
    """
    plain: dict[str, tuple[str, set[date]]] = {}
    remarked: dict[str, tuple[str, set[date]]] = {}  # "(observed)", "(estimated)"
    for name, day in _listed(country, subdivision, year, moved=moved):
        bare = without_remark(name)
        found = plain if bare == name else remarked
        found.setdefault(key(bare), (bare, set()))[1].add(day)
    listed = {**remarked, **plain}
    return MappingProxyType({name: Kept(shown, _starts(days)) for name, (shown, days) in listed.items()})


def kept_in(region: Region, year: int, *, moved: bool = True) -> Mapping[str, Kept]:
    """The holidays of a region in one year, as kept_days gives them; none for the world."""
    return kept_days(region.country, region.code.partition("-")[2], year, moved=moved)


@dataclass(slots=True)
class KeptInParts:
    """A holiday in one year, where a country's subdivisions have lists of their own."""

    name: str
    days: dict[date, set[str]]  # who keeps it on each day: the second halves of the subdivisions' codes


@lru_cache(maxsize=64)
def kept_in_parts(country: str, year: int) -> Mapping[str, KeptInParts]:
    """The holidays of a country's subdivisions in one year, by their names' keys."""
    import holidays

    found: dict[str, KeptInParts] = {}
    for subdivision in holidays.list_supported_countries().get(country, ()):
        for name, day in _listed(country, subdivision, year):
            if without_remark(name) == name:
                kept = found.setdefault(key(name), KeptInParts(name, {}))
                kept.days.setdefault(day, set()).add(subdivision)
    return MappingProxyType(found)


@lru_cache(maxsize=256)
def english_days(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """The public holidays of one year in English, by day; each day's first name, without what is only observed."""
    named: dict[date, str] = {}
    for name, day in _listed(country, subdivision, year, english_only=True):
        if without_remark(name) == name:
            named.setdefault(day, name)
    return MappingProxyType(named)


@lru_cache(maxsize=64)
def english_names(country: str, year: int) -> tuple[str, ...]:
    """The names of a country's public holidays in English, where its list has them."""
    listed = _listed(country, "", year, english_only=True)
    return tuple(dict.fromkeys(without_remark(name) for name, _ in listed))


def _listed(
    country: str, subdivision: str, year: int, *, moved: bool = True, english_only: bool = False
) -> Iterator[tuple[str, date]]:
    """Each name and day of a list."""
    import holidays

    if country not in holidays.list_supported_countries():
        return
    lists = getattr(holidays, country)
    for language in _languages(country, english_only=english_only):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # India's list says that it does not know every year
            days = holidays.country_holidays(
                country,
                subdiv=subdivision if subdivision in lists.subdivisions else None,
                years=year,
                observed=moved,
                categories=_PUBLIC
                if english_only and _PUBLIC in lists.supported_categories
                else _categories(country),
                language=language,
            )
        for day, names in sorted(days.items()):
            for name in _BETWEEN_NAMES.split(names):
                if key(name) and not any(
                    letter.isdigit() for letter in name
                ):  # "Day off (substituted from 01/03/2026)"
                    yield name, day


@lru_cache(maxsize=512)
def _categories(country: str) -> tuple[str, ...]:
    import holidays

    return tuple(name for name in getattr(holidays, country).supported_categories if name not in _LEFT_OUT)


@lru_cache(maxsize=512)
def _languages(country: str, *, english_only: bool) -> tuple[str | None, ...]:
    """The languages to read a list in: its own, English, and those that are official there, by CLDR."""
    import holidays
    from babel.languages import get_official_languages

    lists = getattr(holidays, country)
    spoken = (
        {"en"} if english_only else {"en", *get_official_languages(country, regional=True, de_facto=True)}
    )
    chosen = [name for name in lists.supported_languages if name.partition("_")[0] in spoken]
    own = lists.default_language
    return tuple(dict.fromkeys([own, *chosen] if own and not english_only else chosen)) or (None,)


def _starts(days: set[date]) -> tuple[date, ...]:
    return tuple(sorted(day for day in days if day - timedelta(days=1) not in days))
