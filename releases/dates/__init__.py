"""Dates as people write them: parse a date, find dates in a text, and print one so that it parses back.

The rules, each documented again where it is implemented:

- Years run from 1888 to 2999. A date without a year is the next one that is not over on the announcement's day;
  "next" before a month, season or holiday means the next calendar year.
- A weekday is the first on or after the announcement; "next Thursday" is the one in the next week, from Monday.
- A numeric date follows the region's order; in a region without one, it is read only if a single order is valid.
- A season is the hemisphere's, three whole months, named by the year it ends in; worldwide means the north.
- Early, mid and late are thirds: four months of a year, one month of a season, ten days (and the rest) of a month.
- A holiday is the region's own; if its list lacks the name, the day that the name means everywhere.
- A weekend is the nearest Friday to Sunday, extended to include its holiday; a week is Monday to Sunday.
- The precision is the narrowest of day, month, quarter, season and year that covers every possible day.
"""

from releases.dates.find import find_dates
from releases.dates.parse import parse_date
from releases.dates.print import canonical
from releases.dates.values import Mention, ReleaseDate

__all__ = ["Mention", "ReleaseDate", "canonical", "find_dates", "parse_date"]
