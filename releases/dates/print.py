"""Printing a date so that it reads back the same."""

from datetime import date

from db.words import Precision
from releases.dates.seasons import season_name
from releases.dates.values import Days, months, season_of
from releases.regions import Region


def canonical(first: date | None, last: date | None, precision: Precision, region: Region) -> str:
    """The shortest text that says these days: ISO 8601's, `2024-Q4`, a season's there (`2024-summer`), or `tba`.

    Where nothing shorter does, it is the range of days, `2024-08-30/2024-09-02`.
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
