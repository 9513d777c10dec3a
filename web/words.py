"""Dates and types in the words of pages."""

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
    """`in cinemas`, `limited release`, `on TV`."""
    return _ENGLISH.type(release_type)


def short_day(day: date) -> str:
    """`Thu 26 Dec`."""
    return f"{day:%a} {day.day} {day:%b}"


def long_day(day: date) -> str:
    """`Thursday 26 December 2024`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def month_words(day: date) -> str:
    """`December 2024`."""
    return f"{day:%B %Y}"


def when_words(on: str) -> str:
    """A canonical date: `Thursday 26 December 2024`, `December 2024`, `summer 2027`, `a date to be announced`."""
    try:
        return long_day(date.fromisoformat(on)) if len(on) == len("2024-12-26") else _ENGLISH.date(on)
    except ValueError:
        return on


def moved_words(on: str, today: date) -> str:
    """A canonical date that was, as short as it can be: `12 Dec`, `12 Dec 2023`, `December 2024`."""
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return when_words(on)
    near = abs((day - today).days) < 300  # noqa: PLR2004 - the year goes without saying
    return f"{day.day} {day:%b}" if near else f"{day.day} {day:%b %Y}"


def written_day(on: str | None) -> str:
    """A canonical date as people write it, where it is a day: `26 December 2024`."""
    try:
        day = date.fromisoformat(on or "")
    except ValueError:
        return on or ""
    return f"{day.day} {day:%B %Y}"


def date_of(release: Listed) -> str:
    """A release's date, canonical."""
    return canonical(release.opens_on, release.opens_until, release.precision, find_region(release.region))


def clock_words(at: time | None) -> str:
    """`19:00`, or nothing."""
    return f"{at:%H:%M}" if at else ""


def in_a_sentence(region: str) -> str:
    """A region's name as it stands after "in": `the United States`, `New Zealand`."""
    return f"the {region}" if region.startswith(_WITH_ARTICLE) else region


def count_words(number: int, one: str, many: str | None = None) -> str:
    """`1 day`, `2 days`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def countdown(days: int) -> str:
    """How far a day is from today: `today`, `tomorrow`, `in 8 days`, `3 days ago`."""
    named = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in named:
        return named[days]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def precision_words(precision: Precision) -> str:
    """How exactly a day is known, as a heading: `By month`."""
    return "No date yet" if precision == Precision.TBA else f"By {precision}"
