"""The grammar of dates as people write them: read a date, find dates in a text, print one so that it reads back."""

from releases.dates.find import find_dates
from releases.dates.parse import parse_date
from releases.dates.print import canonical
from releases.dates.values import Mention, ReleaseDate

__all__ = ["Mention", "ReleaseDate", "canonical", "find_dates", "parse_date"]
