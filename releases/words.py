"""A release in an English sentence, for the command line and for logs."""

from datetime import date

from db.models import Release, Title
from db.words import Precision
from releases.dates import canonical
from releases.regions import find_region


def date_in_words(release: Release) -> str:
    """`Thursday 26 December 2024 (Boxing Day)`, `December 2024`, `to be announced`."""
    first, last, precision = release.opens_on, release.opens_until, release.precision
    if first is None or last is None:
        return "to be announced"
    if precision == Precision.DAY:
        words = day_in_words(first)
    elif precision == Precision.MONTH and first.month == last.month:
        words = f"{first:%B %Y}"
    else:
        words = canonical(first, last, precision, find_region(release.region)).replace("/", " to ")
    return f"{words} ({release.label})" if release.label else words


def release_in_words(release: Release, title: Title) -> str:
    """`Anora, theatrical in New Zealand: Thursday 26 December 2024 (Boxing Day)`."""
    edition = f", {release.edition}" if release.edition else ""
    year = f" ({title.year})" if title.year else ""
    region = find_region(release.region).name
    return f"{title.name}{year}, {release.type}{edition} in {region}: {date_in_words(release)}"


def day_in_words(day: date) -> str:
    """`Thursday 26 December 2024`."""
    return f"{day:%A} {day.day} {day:%B %Y}"
