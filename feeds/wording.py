"""What feeds say in words: types, dates, and the names of calendars."""

import re
from datetime import date

from babel.dates import format_date

from db.words import ReleaseType
from releases.regions import WORLDWIDE, Region

LANGUAGE = "en"

TYPE_WORDS = {
    ReleaseType.PREMIERE: "premiere",
    ReleaseType.LIMITED: "limited release",
    ReleaseType.THEATRICAL: "in cinemas",
    ReleaseType.DIGITAL: "digital",
    ReleaseType.PHYSICAL: "physical",
    ReleaseType.TV: "on TV",
}

_CANONICAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-Q([1-4])|-([a-z]+))?")


def summary(title: str, edition: str, release_type: ReleaseType, region_name: str) -> str:
    """What a phone shows of a release: "Anora · in cinemas (New Zealand)"."""
    name = f"{title}, {edition}" if edition else title
    return f"{name} · {TYPE_WORDS[release_type]} ({region_name})"


def calendar_name(region: Region) -> str:
    """What a region's feed is called in a list of calendars."""
    return f"Opening Day · {region.name}"


def calendar_description(region: Region) -> str:
    """What a region's feed holds, in a sentence."""
    where = "worldwide" if region.code == WORLDWIDE else f"in {region.name}"
    return f"When films are released {where}."


def date_in_words(canonical: str) -> str:
    """A canonical date ("2024-12-26", "2024-12", "2024-Q4", "2024-summer", "2024", "tba", "FIRST/LAST") in words."""
    if canonical == "tba":
        return "a date to be announced"
    if "/" in canonical:
        return " to ".join(date_in_words(part) for part in canonical.split("/"))
    found = _CANONICAL.fullmatch(canonical)
    if found is None:
        raise ValueError(f"not a canonical date: {canonical!r}")
    year, month, day, quarter, season = found.groups()
    if season:
        return f"{season} {year}"
    # A pattern of Unicode TR 35: what Babel writes dates by.
    pattern = "d MMMM y" if day else "LLLL y" if month else "QQQQ y" if quarter else "y"
    of_year = int(month) if month else 3 * int(quarter or 1)
    return format_date(date(int(year), of_year, int(day or 1)), pattern, locale=LANGUAGE)
