"""Printing a date in canonical form, which parses back to the same date."""

from datetime import date

from db.words import Precision
from releases.dates.seasons import season_name
from releases.dates.values import Days, months, season_of
from releases.regions import Region


def canonical(first: date | None, last: date | None, precision: Precision, region: Region) -> str:
    """Return the shortest form of these days: ISO 8601, `2024-Q4`, the region's season (`2024-summer`), or `tba`.

    If no shorter form fits, it is an ISO 8601 range of days, `2024-08-30/2024-09-02`.
    """
    if first is None or last is None or precision is Precision.TBA:
        return "tba"
    if first == last:
        return first.isoformat()
    quarter = (first.month + 2) // 3
    texts = {
        months(first.year, first.month): first.strftime("%Y-%m"),
        months(first.year, quarter * 3 - 2, 3): f"{first.year}-Q{quarter}",
        season_of(first): season_name(first, region),
        months(first.year, 1, 12): str(first.year),
    }
    return texts.get(Days(first, last)) or f"{first.isoformat()}/{last.isoformat()}"
