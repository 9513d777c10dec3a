"""The language of a feed: Babel's names of regions, dates and places, and our own words for the rest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a method is called date
from datetime import time
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_timezone_location

from db.words import ReleaseType
from feeds.vocabulary import WORDS, Words
from releases.regions import WORLDWIDE, find_region

ENGLISH = "en"
_EVERYWHERE = "001"  # the world, among the regions that CLDR names (UN M.49)
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8}){0,8}", re.IGNORECASE | re.ASCII)
_CANONICAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-Q([1-4])|-([a-z]+))?")
_DAY, _MONTH, _QUARTER, _YEAR = (
    "d MMMM y",
    "yMMMM",
    "yQQQQ",
    "y",
)  # Unicode TR 35: a pattern, and three skeletons


@dataclass(frozen=True, slots=True)
class Language:
    """A language that feeds can be in."""

    tag: str  # BCP 47, canonical
    locale: Locale
    words: Words

    def type(self, release_type: ReleaseType) -> str:
        """Return the words for a type: `in cinemas`."""
        return self.words.types[release_type]

    def region(self, code: str) -> str:
        """Return a region's name; in English where CLDR has none in this language, as for subdivisions."""
        return _region(self.tag, code)

    def clock(self, at: time, timezone: str) -> str:
        """Return a wall-clock time with its place: `19:00 (Auckland time)`, `12:00 UTC`."""
        place = _place(self.tag, timezone)
        return f"{at:%H:%M} UTC" if place == "UTC" else self.words.clock.format(f"{at:%H:%M}", place)

    def date(self, canonical: str) -> str:
        """Return a canonical date in words: 2024-12-26, 2024-12, 2024-Q4, 2024-summer, 2024, tba, or FIRST/LAST."""
        if canonical == "tba":
            return self.words.unannounced
        if "/" in canonical:
            return self.words.span.format(*(self.date(part) for part in canonical.split("/")))
        found = _CANONICAL.fullmatch(canonical)
        if found is None:
            raise ValueError(f"not a canonical date: {canonical!r}")
        year, month, day, quarter, season = found.groups()
        if season:
            return self.words.seasons[season].format(year)
        first = Day(int(year), int(month) if month else 3 * int(quarter or 1), int(day or 1))
        if not day:
            return format_skeleton(
                _MONTH if month else _QUARTER if quarter else _YEAR, first, locale=self.locale
            )
        # English without a country: in the order that most of its countries write.
        return format_date(first, _DAY if self.tag == ENGLISH else "long", locale=self.locale)

    def day_of_year(self, canonical: str) -> str:
        """Return a canonical day without its year: `26 December`."""
        day = Day.fromisoformat(canonical)
        if self.tag == ENGLISH:
            return format_date(day, "d MMMM", locale=self.locale)
        return format_skeleton("MMMMd", day, locale=self.locale)


@cache  # at most as many as Babel has
def language(tag: str) -> Language:
    """Return the language of a tag that `find_language` returned."""
    locale = Locale.parse(tag, sep="-")
    return Language(tag, locale, WORDS[locale.language])


def find_language(tag: str) -> str | None:
    """Return the canonical tag of the language to answer in, or None for what is no language.

    A tag is shortened until Babel knows it (RFC 4647 section 3.4). A language that we have no words for is English
    as a whole, dates and names too, rather than half of each.
    """
    if not _TAG.fullmatch(tag):
        return None
    parts = tag.replace("_", "-").split("-")
    while parts:
        try:
            locale = Locale.parse("-".join(parts), sep="-")
            return str(locale).replace("_", "-") if locale.language in WORDS else ENGLISH
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return None


@cache  # at most as many as there are regions, for each language
def _region(tag: str, code: str) -> str:
    region = find_region(code)
    if tag == ENGLISH:
        return region.name
    known: Mapping[str, str] = language(tag).locale.territories
    return known.get(_EVERYWHERE if code == WORLDWIDE else code, region.name)


@cache  # at most as many as there are zones, for each language
def _place(tag: str, timezone: str) -> str:
    """Return the name of a zone's city."""
    place: str = get_timezone_location(timezone, locale=language(tag).locale, return_city=True)
    return place.rpartition("/")[2]
