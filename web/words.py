"""Dates and release types as pages write them."""

from datetime import date, time

from db.words import Precision, ReleaseType
from feeds.language import language
from releases.dates import canonical
from releases.programme import Listed
from releases.regions import find_region

_ENGLISH = language("en")
_WITH_ARTICLE = (
    "United ", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Seychelles", "Comoros",
    "Dominican ", "Central ", "Republic ", "Cayman ", "Cook ", "Faroe ", "Falkland ", "Marshall ", "Solomon ",
    "Vatican", "Isle ", "British ", "U.S. ", "DR Congo",
)  # fmt: skip


def type_words(release_type: ReleaseType) -> str:
    """Return a type in words: `in cinemas`, `limited release`, `on TV`."""
    return _ENGLISH.type(release_type)


def short_day(day: date) -> str:
    """Return a day such as `Thu 26 Dec`."""
    return f"{day:%a} {day.day} {day:%b}"


def long_day(day: date) -> str:
    """Return a day such as `Thursday 26 December 2024`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def month_words(day: date) -> str:
    """Return a month such as `December 2024`."""
    return f"{day:%B %Y}"


def when_words(on: str) -> str:
    """Return a canonical date in words.

    `Thursday 26 December 2024`, `December 2024`, `summer 2027`, `a date to be announced`.
    """
    try:
        return long_day(date.fromisoformat(on)) if len(on) == len("2024-12-26") else _ENGLISH.date(on)
    except ValueError:
        return on


def moved_words(on: str, today: date) -> str:
    """Return an earlier canonical date in short: `12 Dec`, `12 Dec 2023`, `December 2024`."""
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return when_words(on)
    near = abs((day - today).days) < 300  # noqa: PLR2004 - days; the year is obvious
    return f"{day.day} {day:%b}" if near else f"{day.day} {day:%b %Y}"


def written_day(on: str | None) -> str:
    """Return a canonical date as people write it, if it is a day: `26 December 2024`; else unchanged."""
    try:
        day = date.fromisoformat(on or "")
    except ValueError:
        return on or ""
    return f"{day.day} {day:%B %Y}"


def date_of(release: Listed) -> str:
    """Return a release's canonical date."""
    return canonical(release.opens_on, release.opens_until, release.precision, find_region(release.region))


def clock_words(at: time | None) -> str:
    """Return a time such as `19:00`, or an empty string."""
    return f"{at:%H:%M}" if at else ""


def in_a_sentence(region: str) -> str:
    """Return a region's name as it follows "in": `the United States`, `New Zealand`."""
    return f"the {region}" if region.startswith(_WITH_ARTICLE) else region


def count_words(number: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: `1 day`, `2 days`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def countdown(days: int) -> str:
    """Return the distance from today in words: `today`, `tomorrow`, `in 8 days`, `3 days ago`."""
    named = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in named:
        return named[days]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def precision_words(precision: Precision) -> str:
    """Return a precision as a heading: `By month`, `No date yet`."""
    return "No date yet" if precision == Precision.TBA else f"By {precision}"
