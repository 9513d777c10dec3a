"""Parsed dates: the days a release can open on, the precision, and the words they were parsed from."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time

from db.words import Precision
from releases.doubts import Doubt
from releases.errors import UnreadableDateError

EARLIEST_YEAR = 1888  # the oldest surviving film
LATEST_YEAR = 2999

_QUARTER = 3  # months
_YEAR = 12


@dataclass(frozen=True, slots=True)
class ReleaseDate:
    """The day, or possible days, on which a release opens: calendar dates in its region, never instants."""

    first: date | None  # the first day it can be; None only for tba
    last: date | None  # the last day it can be; the first again where the day is known
    precision: Precision  # the narrowest that covers those days
    label: str | None  # the holiday's name, where one was given: "Boxing Day", "Labor Day weekend"
    words: str  # what it was read from
    at: time | None = None  # the time of day that was said with it, by the wall clock of the release's zone
    doubts: tuple[Doubt, ...] = ()  # what was read, and could mean something else

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.precision is Precision.DAY


@dataclass(frozen=True, slots=True)
class Mention:
    """A possible date in a text."""

    start: int  # offset in characters
    end: int
    text: str  # the matched text, with white space collapsed


@dataclass(frozen=True, slots=True)
class Days:
    """A parsed span of days, both ends included."""

    first: date
    last: date
    label: str | None = None


def unreadable(detail: str) -> UnreadableDateError:
    """Return the error that every date parser raises."""
    return UnreadableDateError(detail, field="on")


def one_day(day: date, label: str | None = None) -> Days:
    """Return a span of one day."""
    return Days(day, day, label)


def months(year: int, month: int, count: int = 1) -> Days:
    """Return a span of `count` whole months, starting with a month."""
    end_year, end_month = year + (month + count - 2) // _YEAR, (month + count - 2) % _YEAR + 1
    return Days(date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def precision_of(first: date, last: date) -> Precision:
    """Return the narrowest of day, month, quarter, season and year that covers every day from first to last.

    Raises UnreadableDateError if none does: 1 November to 31 January is not in one quarter, season or year.
    """
    if first == last:
        return Precision.DAY
    if (first.year, first.month) == (last.year, last.month):
        return Precision.MONTH
    if first.year == last.year and (first.month - 1) // _QUARTER == (last.month - 1) // _QUARTER:
        return Precision.QUARTER
    if season_index(first) == season_index(last):
        return Precision.SEASON
    if first.year == last.year:
        return Precision.YEAR
    raise unreadable(
        f"{first} to {last} is too long: a date can span a month, a quarter, a season or a year at most."
    )


def season_index(day: date) -> int:
    """Return the running number of the season that a day is in: four a year, of three whole months, from December."""
    return (day.year * _YEAR + day.month) // _QUARTER


def season_of(day: date) -> Days:
    """Return the whole season that a day is in."""
    before = day.month % _QUARTER
    return (
        months(day.year, day.month - before, _QUARTER)
        if day.month >= _QUARTER
        else months(day.year - 1, _YEAR, _QUARTER)
    )
