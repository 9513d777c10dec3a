"""The language of a feed: names of regions and dates as Babel has them, the rest in our own words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton

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
        """How a release is called by its type."""
        return self.words.types[release_type]

    def region(self, code: str) -> str:
        """A region's name; in English where this language has none, as for the parts of a country."""
        return _region(self.tag, code)

    def date(self, canonical: str) -> str:
        """A canonical date in words: "2024-12-26", "2024-12", "2024-Q4", "2024-summer", "2024", "tba", "FIRST/LAST"."""
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
        first = date(int(year), int(month) if month else 3 * int(quarter or 1), int(day or 1))
        if not day:
            return format_skeleton(
                _MONTH if month else _QUARTER if quarter else _YEAR, first, locale=self.locale
            )
        # English without a country: the order that most of its countries write.
        return format_date(first, _DAY if self.tag == ENGLISH else "long", locale=self.locale)


@cache  # as many as Babel has
def language(tag: str) -> Language:
    """The language of a canonical tag."""
    locale = Locale.parse(tag, sep="-")
    return Language(tag, locale, WORDS.get(locale.language, WORDS[ENGLISH]))


def find_language(tag: str) -> str | None:
    """The canonical tag of the nearest language that Babel knows, by RFC 4647 section 3.4; none if there is none."""
    if not _TAG.fullmatch(tag):
        return None
    parts = tag.replace("_", "-").split("-")
    while parts:
        try:
            return str(Locale.parse("-".join(parts), sep="-")).replace("_", "-")
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
