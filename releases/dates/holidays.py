"""A country's or subdivision's holidays, from the `holidays` package, in every language it has them in.

"Observed" days listed beside the real one (the Monday after a Sunday) are left out: a film that opens on Boxing Day
opens on the 26th. If a list has only the day that a holiday is moved to, as Colombia's does, that day counts. A holiday
of several consecutive days is its first day.
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

# Categories of the package that are not holidays: substitute working days, and school holidays.
_LEFT_OUT = frozenset({"workday", "school"})
_PUBLIC = "public"
_BETWEEN_NAMES = re.compile(r"; | ?/ ?")  # between several names of one day


@dataclass(frozen=True, slots=True)
class Kept:
    """The days of a holiday in one year."""

    name: str
    days: tuple[date, ...]  # the first day of each occurrence in that year


@lru_cache(maxsize=1024)
def kept_days(country: str, subdivision: str, year: int, *, moved: bool = True) -> Mapping[str, Kept]:
    """Return one year's holidays by name key, in English and the region's languages; empty if there is no list.

    `moved` says whether holidays are moved off weekends and other holidays where the country does so.
    `country` is ISO 3166-1 alpha-2; `subdivision` is the second half of an ISO 3166-2 code, or empty. A subdivision
    without its own list has its country's. Only dates in that year are returned.
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
    """Return a region's holidays in one year, as kept_days does; none for the world."""
    return kept_days(region.country, region.code.partition("-")[2], year, moved=moved)


@dataclass(slots=True)
class KeptInParts:
    """A holiday in one year across a country's subdivisions that have their own lists."""

    name: str
    days: dict[
        date, set[str]
    ]  # for each day, the subdivisions that keep it, by the second half of their codes


@lru_cache(maxsize=64)
def kept_in_parts(country: str, year: int) -> Mapping[str, KeptInParts]:
    """Return the holidays of a country's subdivisions in one year, by name key."""
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
    """Return one year's public holidays by day, in English: the first name of each day, without observed days."""
    named: dict[date, str] = {}
    for name, day in _listed(country, subdivision, year, english_only=True):
        if without_remark(name) == name:
            named.setdefault(day, name)
    return MappingProxyType(named)


@lru_cache(maxsize=64)
def english_names(country: str, year: int) -> tuple[str, ...]:
    """Return the English names of a country's public holidays, if its list has them."""
    listed = _listed(country, "", year, english_only=True)
    return tuple(dict.fromkeys(without_remark(name) for name, _ in listed))


def _listed(
    country: str, subdivision: str, year: int, *, moved: bool = True, english_only: bool = False
) -> Iterator[tuple[str, date]]:
    """Yield each name and day of a list."""
    import holidays

    if country not in holidays.list_supported_countries():
        return
    lists = getattr(holidays, country)
    for language in _languages(country, english_only=english_only):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # India's list warns of years it does not know
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
    """Return the languages to read a list in: its default, English, and those official there by CLDR."""
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
