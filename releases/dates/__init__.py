"""The grammar of dates as people write them: read a date, find dates in a text, print one so that it reads back.

The rules, each of which stands where it is kept:

- Years run from 1888 to 2999. Without one, a date is the next that is not over on the day of the announcement;
  "next" before a month, a season or a holiday means the next calendar year's.
- A weekday is the first on or after the announcement; "next Thursday" is that of the next week, from Monday on.
- A date in numbers is in the region's own order; where it has none, only what one order makes a date of is read.
- A season is its hemisphere's, of three whole months, and named by the year it ends in; the world has the north's.
- Early, mid and late are thirds: of a year four months each, of a season one, of a month ten days and the rest.
- A holiday is the region's own; where its list lacks the name, the day that the name means everywhere.
- A weekend is the nearest Friday to Sunday, stretched to hold its holiday; a week is Monday to Sunday.
- The precision is the narrowest of day, month, quarter, season and year that covers every day it can be.
"""

from releases.dates.find import find_dates
from releases.dates.parse import parse_date
from releases.dates.print import canonical
from releases.dates.values import Mention, ReleaseDate

__all__ = ["Mention", "ReleaseDate", "canonical", "find_dates", "parse_date"]
