"""Meteorological seasons by hemisphere: three whole months each.

A season is named by the year it ends in. Summer 2027 is June to August 2027 in the north; in the south it is
December 2026 to February 2027, as winter 2027 is in the north.
"""

from datetime import date

from releases.dates.values import Days, months, season_index
from releases.regions import Region

SEASON_WORDS = ("winter", "spring", "summer", "autumn", "fall")
_NORTH = ("winter", "spring", "summer", "autumn")  # beginning in December, March, June, September
_DECEMBER = 12

# Countries whose capital is south of the equator. The world counts as northern.
_SOUTHERN = frozenset({
    "AO", "AQ", "AR", "AS", "AU", "BI", "BO", "BR", "BV", "BW", "CC", "CD", "CG", "CK", "CL", "CX", "EC", "FJ", "FK",
    "GS", "HM", "ID", "IO", "KE", "KM", "LS", "MG", "MU", "MW", "MZ", "NA", "NC", "NF", "NR", "NU", "NZ", "PE", "PF",
    "PG", "PN", "PY", "RE", "RW", "SB", "SC", "SH", "SZ", "TF", "TK", "TL", "TO", "TV", "TZ", "UY", "VU", "WF", "WS",
    "YT", "ZA", "ZM", "ZW",
})  # fmt: skip


def season(name: str, year: int, region: Region) -> Days:
    """Return the days of a season in the year it is named by."""
    index = _NORTH.index("autumn" if name == "fall" else name)
    if region.country in _SOUTHERN:
        index = (index + 2) % 4
    return months(year, index * 3, 3) if index else months(year - 1, _DECEMBER, 3)


def season_name(first: date, region: Region) -> str:
    """Return the season that a day is in, with its year: "2027-summer"."""
    year, index = divmod(season_index(first), 4)
    if region.country in _SOUTHERN:
        index = (index + 2) % 4
    return f"{year}-{_NORTH[index]}"
