"""The holiday on a given day."""

from datetime import date

from releases.dates.holidays import english_days
from releases.regions import Region


def holiday_on(day: date, region: Region) -> str | None:
    """Return the English name of a region's holiday on a day; None if it has none, or has no known list."""
    return english_days(region.country, region.code.partition("-")[2], day.year).get(day)
