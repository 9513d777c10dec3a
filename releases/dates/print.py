"""Printing a date so that it reads back the same."""

from datetime import date

from db.words import Precision
from releases.dates.seasons import season_name
from releases.dates.values import Days, months, season_index
from releases.regions import Region


def canonical(first: date | None, last: date | None, precision: Precision, region: Region) -> str:
    """The shortest of ISO 8601's forms, a season's name, `tba`, or a range, that says these days."""
    if first is None or last is None or precision is Precision.TBA:
        return "tba"
    if first == last:
        return first.isoformat()
    days = Days(first, last)
    if days == months(first.year, first.month):
        return f"{first:%Y-%m}"
    if first.month % 3 == 1 and days == months(first.year, first.month, 3):
        return f"{first.year}-Q{first.month // 3 + 1}"
    if (
        first.month % 3 == 0
        and days == months(first.year, first.month, 3)
        and season_index(first) == season_index(last)
    ):
        return season_name(first, region)
    if first.month == 1 and days == months(first.year, 1, 12):
        return f"{first.year}"
    return f"{first.isoformat()}/{last.isoformat()}"
