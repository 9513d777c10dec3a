"""A release in an English sentence, for the command line and for logs."""

from datetime import date

from db.models import Release, Title
from releases.dates import canonical
from releases.regions import find_region


def date_in_words(release: Release) -> str:
    """`Thursday 26 December 2024 (Boxing Day)`, `December 2024`, `summer 2027`, `to be announced`."""
    region = find_region(release.region)
    words = canonical_in_words(canonical(release.opens_on, release.opens_until, release.precision, region))
    return f"{words} ({release.label})" if release.label else words


def canonical_in_words(on: str) -> str:
    """A canonical date in words."""
    if on == "tba":
        return "to be announced"
    if "/" in on:
        return " to ".join(canonical_in_words(day) for day in on.split("/"))
    year, _, part = on.partition("-")
    if not part.replace("-", "").isdecimal():
        return f"{part} {year}".strip()  # Q4, a season, or nothing
    if "-" not in part:
        return f"{date(int(year), int(part), 1):%B %Y}"
    day = date.fromisoformat(on)
    return f"{day:%A} {day.day} {day:%B %Y}"


def release_in_words(release: Release, title: Title) -> str:
    """`Anora, theatrical in New Zealand: Thursday 26 December 2024 (Boxing Day)`."""
    edition = f", {release.edition}" if release.edition else ""
    name = title.shown_as or (f"{title.name} ({title.year})" if title.year else title.name)
    region = find_region(release.region).name
    return f"{name}, {release.type}{edition} in {region}: {date_in_words(release)}"
