"""The name of a day: the holiday that a region keeps on it."""

from datetime import date

from releases.dates.holidays import english_days
from releases.regions import Region


def holiday_on(day: date, region: Region) -> str | None:
    """The holiday that a region keeps on a day, in English; None if it keeps none, or no list of it is known."""
    return english_days(region.country, region.code.partition("-")[2], day.year).get(day)
