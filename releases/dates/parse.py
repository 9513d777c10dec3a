"""Parsing a text that as a whole is a date."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from db.words import Precision
from releases.clock_times import read_clock
from releases.dates.column import DateColumn, Order
from releases.dates.forms import forms_starting
from releases.dates.occasions import holiday, is_listed
from releases.dates.serial import serial_day, serial_share
from releases.dates.timed import split_time
from releases.dates.values import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    Days,
    ReleaseDate,
    one_day,
    precision_of,
    unreadable,
)
from releases.dates.vocabulary import (
    CENTURY,
    COMMA,
    MONTH_WORDS,
    WEEKDAY,
    WEEKDAY_WORDS,
    YEAR,
    DateContext,
    DateForm,
    checked_year,
    month_number,
    weekday_number,
    year_of,
)
from releases.dates.weeks import named_week, week_of, weekend_of
from releases.dates.written_forms import MONTH_OR_DAY
from releases.doubts import Doubt, DoubtCode
from releases.regions import Region

LONGEST = 200  # characters
_ALONE = DateColumn()
_LEAP_YEAR = 2000

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘\u02bc", "'"))
_HYPHENS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2212\u00ad", "-") | dict.fromkeys("\u2044\u2215", "/")
)
_LEAD = re.compile(r"(?:(?:on|from|in) )?(?:the )?", re.IGNORECASE)
_THIS = re.compile(r"this (?:coming )?", re.IGNORECASE)
_AROUND = re.compile(
    r"(?P<unit>weekend|week) (?:of|beginning|commencing|starting)(?: on)?(?: the)? (?P<day>.+)", re.IGNORECASE
)
_BESIDE = re.compile(r"day (?P<side>after|before) (?P<day>.+)", re.IGNORECASE)
_AFTER = re.compile(
    r"(?P<day>.+?) (?:long )?(?P<unit>weekend|week)(?P<year>(?:,| of| in)? .+)?", re.IGNORECASE
)
_JOINT = re.compile(r", ?| ?\(")
_YEAR_LAST = re.compile(rf"(?P<name>.+?)(?:{COMMA}| of | in )(?P<year>{YEAR})", re.IGNORECASE)
_NEXT = re.compile(r"(?P<year>next) (?P<name>.+)", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4}) (?P<name>.+)")
_FIRST_WORD = re.compile(r"\d+|[^\W\d_]+")
_WEEKDAY_AND_NUMBERS = re.compile(rf"(?P<weekday>{WEEKDAY}),? ?(?P<day>\d+[/.-]\d+.*)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w:.])\d+(?![\w:.])")  # on its own, not a part of a time


def parse_date(
    text: str,
    region: Region,
    announced: date,
    *,
    column: DateColumn = _ALONE,
    timezone: str | None = None,
) -> ReleaseDate:
    """The date that a text, as a whole, says for a region, and the time of day if one is said with it.

    Without a year it is the next on or after `announced`, the calendar date of the announcement in that region; in a
    file, the nearest. `column` is what its column says of it; `timezone` the release's zone, where it is not the
    region's: an instant (`2024-12-25T11:00:00Z`) is read as the day and time there, but midnight is a day as it stands.
    Raises UnreadableDateError (its field is `on`), which says what is wrong and what would be right.
    """
    words = _tidy(text)
    checked_year(announced.year)
    setting = DateContext(
        region,
        announced,
        day_first=None if column.order is Order.REGION else column.order is Order.DAY_FIRST,
        is_unclear=column.order is Order.UNCLEAR,
        wants_nearest=column.from_file,
    )
    if day := serial_day(words):
        if not column.has_numbers:
            raise unreadable(
                f"{words} is a spreadsheet's number of {day.day} {day:%B %Y}: format the column as a date,"
                f" or write {day.isoformat()}."
            )
        at = read_clock(serial_share(words)) if serial_share(words) else None
        return ReleaseDate(day, day, Precision.DAY, None, words, at)
    dated, clock = split_time(words)
    days = _read(dated[_end(_LEAD, dated) :], setting)
    if days is None:
        return ReleaseDate(None, None, Precision.TBA, None, words)
    at = None
    if clock and days.first != days.last:
        raise unreadable(f"{words!r} has a time, and is not one day: write the day, or leave the time out.")
    if clock:
        day, at = clock.there(days.first, timezone or region.timezone)
        days = replace(days, first=day, last=day)
    checked_year(days.last.year)
    precision = precision_of(days.first, days.last)
    doubts = () if column.from_file else _month_or_day(words)
    return ReleaseDate(days.first, days.last, precision, days.label, words, at, doubts)


def _month_or_day(words: str) -> tuple[Doubt, ...]:
    """The doubt about what spreadsheets write for a month, and people for a day: Dec-24."""
    found = MONTH_OR_DAY.fullmatch(words)
    if not found or not 1 <= int(found["year"]) <= monthrange(_LEAP_YEAR, month_number(found["month"]))[1]:
        return ()
    name = MONTH_WORDS[month_number(found["month"]) - 1].title()
    message = (
        f"{words!r} is read as {name} {CENTURY + int(found['year'])}, and could be {int(found['year'])} {name}:"
        " write 2024-12 for a month, or 2024-12-26 for a day"
    )
    return (Doubt(DoubtCode.MONTH_OR_DAY, message, "on"),)


def _tidy(text: str) -> str:
    """Return the text with single spaces and plain apostrophes, without a final full stop."""
    if len(text) > LONGEST:
        raise unreadable(f"This is too long for a date: write at most {LONGEST} characters.")
    if _CONTROL.search(text):
        raise unreadable("A date has no control characters or line breaks: write it in one line.")
    words = " ".join(unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).translate(_HYPHENS).split())
    words = words.rstrip(".,; ")
    if not words:
        raise unreadable("The date is empty: write one such as 2024-12-26 or Boxing Day 2024, or tba.")
    return words


def _end(pattern: re.Pattern[str], words: str) -> int:
    match = pattern.match(words)
    return match.end() if match else 0


def _read(words: str, setting: DateContext) -> Days | None:
    for form in _forms_of(words):
        if match := form.regex.fullmatch(words):
            return form.read(match, setting)
    if match := _WEEKDAY_AND_NUMBERS.fullmatch(words):
        return _checked(match["weekday"], _one_day(match["day"], setting))
    _check_numbers(words)
    if pair := _pair(words, setting):
        return pair
    name, year = _name_and_year(words, setting)
    if not is_listed(name, year, setting) and (near := _near_a_day(words, name, year, setting)):
        return near
    return holiday(name, year, setting)


def _near_a_day(words: str, name: str, year: int | None, setting: DateContext) -> Days | None:
    """Parse a named week, the week or weekend of a day or holiday, or the day before or after one."""
    if week := named_week(name, year, setting):
        return week
    if match := _AROUND.fullmatch(words):
        return _widened(match["day"], match["unit"], setting)
    if match := _AFTER.fullmatch(words):
        return _widened(match["day"] + (match["year"] or ""), match["unit"], setting)
    if match := _BESIDE.fullmatch(words):
        side = timedelta(days=1 if match["side"].lower() == "after" else -1)
        return one_day(_one_day(match["day"], setting).first + side)
    return None


def _checked(weekday: str, days: Days) -> Days:
    """The day, if it is on that weekday."""
    if weekday_number(weekday) != days.first.weekday():
        right = WEEKDAY_WORDS[days.first.weekday()].title()
        raise unreadable(f"{days.first} is a {right}, not a {weekday.title()}: write the one that is meant.")
    return days


def _forms_of(words: str) -> tuple[DateForm, ...]:
    first = _FIRST_WORD.match(words)
    return forms_starting(first[0]) if first else ()


def _name_and_year(words: str, setting: DateContext) -> tuple[str, int | None]:
    """Split into a holiday's name, without "this", and its year, given before or after it; "next" is the next year."""
    match = _YEAR_LAST.fullmatch(words) or _YEAR_FIRST.fullmatch(words) or _NEXT.fullmatch(words)
    name, year = (match["name"], year_of(match, setting)) if match else (words, None)
    return name[_end(_THIS, name) :], year


def _pair(words: str, setting: DateContext) -> Days | None:
    """Parse a day given both ways: "Boxing Day, 26 December 2024", "26 December (Boxing Day)"."""
    for joint in _JOINT.finditer(words):
        one, other = words[: joint.start()], words[joint.end() :].removesuffix(")")
        for dated, name in ((one, other), (other, one)):
            for form in _forms_of(dated):
                match = form.regex.fullmatch(dated) if form.names_day else None
                if match and (days := form.read(match, setting)):
                    return _agreeing(days.first, dated, name, setting)
    return None


def _agreeing(day: date, dated: str, name: str, setting: DateContext) -> Days:
    named = holiday(name, day.year, setting)
    if named.first != day:
        raise unreadable(f"{named.label} is on {named.first}, not on {dated}: write the one that is meant.")
    return one_day(day, named.label)


def _one_day(words: str, setting: DateContext) -> Days:
    days = _read(words, setting)
    if days is None or days.first != days.last:
        raise unreadable(f"{words!r} is not one day: write the days themselves.")
    return days


def _widened(words: str, unit: str, setting: DateContext) -> Days:
    """Return the week or weekend of a day or holiday."""
    inner, unit = _one_day(words, setting), unit.lower()
    wide = weekend_of(inner) if unit == "weekend" else week_of(inner)
    return Days(wide.first, wide.last, f"{inner.label} {unit}" if inner.label else None)


def _check_numbers(words: str) -> None:
    """Raise UnreadableDateError for a number that can only be a year out of range."""
    for digits in _NUMBER.findall(words):
        if words.isdecimal() and len(digits) > 5:  # noqa: PLR2004  # more digits than a year is mistyped with
            raise unreadable(f"{digits[:12]} is not a date: write it as 2024-12-26, or as 20241226.")
        if int(digits) == 0 or len(digits) > 4 or len(digits) == 3:  # noqa: PLR2004  # lengths that no year in range has
            raise unreadable(
                f"The year {digits[:12]} is out of range: write one from {EARLIEST_YEAR} to {LATEST_YEAR}."
            )
