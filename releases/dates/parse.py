"""Parsing a text that as a whole is a date."""

import re
from datetime import date, timedelta

from db.words import Precision
from releases.dates.forms import forms_starting
from releases.dates.occasions import holiday, is_listed
from releases.dates.values import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    Days,
    ReleaseDate,
    one_day,
    precision_of,
    unreadable,
)
from releases.dates.vocabulary import COMMA, YEAR, DateContext, DateForm, checked_year, year_of
from releases.dates.weeks import named_week, week_of, weekend_of
from releases.regions import Region

LONGEST = 200  # characters

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘\u02bc", "'"))
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
_NUMBER = re.compile(r"(?<![\w:.])\d+(?![\w:.])")  # on its own, not part of a time


def parse_date(text: str, region: Region, announced: date) -> ReleaseDate:
    """Parse a text that as a whole is a date in a region.

    Without a year it is the next on or after `announced`, the calendar date of the announcement in that region.
    Raises UnreadableDateError (field `on`), which says what is wrong and what would be right.
    """
    words = _tidy(text)
    checked_year(announced.year)
    days = _read(words[_end(_LEAD, words) :], DateContext(region, announced))
    if days is None:
        return ReleaseDate(None, None, Precision.TBA, None, words)
    checked_year(days.last.year)
    return ReleaseDate(days.first, days.last, precision_of(days.first, days.last), days.label, words)


def _tidy(text: str) -> str:
    """Return the text with single spaces and plain apostrophes, without a final full stop."""
    if len(text) > LONGEST:
        raise unreadable(f"This is too long for a date: write at most {LONGEST} characters.")
    if _CONTROL.search(text):
        raise unreadable("A date has no control characters or line breaks: write it in one line.")
    words = " ".join(text.translate(_APOSTROPHES).split()).rstrip(".,; ")
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
        if int(digits) == 0 or len(digits) > 4 or len(digits) == 3:  # noqa: PLR2004  # lengths that no year in range has
            raise unreadable(
                f"The year {digits[:12]} is out of range: write one from {EARLIEST_YEAR} to {LATEST_YEAR}."
            )
