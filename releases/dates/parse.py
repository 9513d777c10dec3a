"""Reading a text that is a date as a whole."""

import re
import unicodedata
from datetime import date

from db.words import Precision
from releases.dates.day_forms import DAY_FORMS
from releases.dates.occasions import holiday, week_of, weekend_of
from releases.dates.span_forms import SPAN_FORMS
from releases.dates.values import EARLIEST_YEAR, LATEST_YEAR, Days, ReleaseDate, precision_of, unreadable
from releases.dates.vocabulary import COMMA, YEAR, Form, Setting, year_of
from releases.regions import Region

FORMS: tuple[Form, ...] = (*DAY_FORMS, *SPAN_FORMS)
LONGEST = 200  # characters

_LEAD = re.compile(r"(?:on|from|in) ", re.IGNORECASE)
_AROUND = re.compile(
    r"(?:the )?(?P<unit>weekend|week) (?:of|beginning|commencing|starting)(?: on)? (?P<rest>.+)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?P<rest>.+?) (?P<unit>weekend|week)(?P<tail>,? .+)?", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"(?P<name>.+?)(?:{COMMA}| of | in )(?P<year>{YEAR})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4}) (?P<name>.+)")
_THIS = re.compile(r"(?:this |this coming |the )+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def parse_date(text: str, region: Region, announced: date) -> ReleaseDate:
    """The date that a text, as a whole, says for a region.

    Without a year it is the next on or after `announced`, the calendar date of the announcement in that region.
    Raises UnreadableDateError (its field is `on`), which says what is wrong and what would be right.
    """
    words = _tidy(text)
    bare = words[lead.end() :] if (lead := _LEAD.match(words)) else words
    days = _read(bare, Setting(region, announced))
    if days is None:
        return ReleaseDate(None, None, Precision.TBA, None, words)
    return ReleaseDate(days.first, days.last, precision_of(days.first, days.last), days.label, words)


def _tidy(text: str) -> str:
    """The text with single spaces and plain apostrophes."""
    if len(text) > LONGEST:
        raise unreadable(f"This is too long for a date: write at most {LONGEST} characters.")
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
        raise unreadable("A date has no control characters: write it in one line.")
    words = " ".join(text.translate({ord(mark): "'" for mark in "’‘ʼ"}).split())
    if not words:
        raise unreadable("The date is empty: write one such as 2024-12-26 or Boxing Day 2024, or tba.")
    return words


def _read(words: str, setting: Setting) -> Days | None:
    for form in FORMS:
        if match := form.regex.fullmatch(words):
            return form.read(match, setting)
    _check_numbers(words)
    if match := _AROUND.fullmatch(words):
        return _widen(match["unit"], match["rest"], setting)
    if match := _AFTER.fullmatch(words):
        return _widen(match["unit"], match["rest"] + (match["tail"] or ""), setting)
    return _holiday(words, setting)


def _widen(unit: str, rest: str, setting: Setting) -> Days:
    inner = _read(rest, setting)
    if inner is None or inner.first != inner.last:
        raise unreadable(
            f"{rest!r} is not one day, so its {unit.lower()} is not known: write the days themselves."
        )
    wide = weekend_of(inner) if unit.lower() == "weekend" else week_of(inner)
    return Days(wide.first, wide.last, f"{inner.label} {unit.lower()}" if inner.label else None)


def _holiday(words: str, setting: Setting) -> Days:
    match = _YEAR_LAST.fullmatch(words) or _YEAR_FIRST.fullmatch(words)
    name, year = (match["name"], year_of(match, setting)) if match else (words, None)
    return holiday(_THIS.sub("", name, count=1) if _THIS.match(name) else name, year, setting)


def _check_numbers(words: str) -> None:
    """Refuse a number that can only be a year out of range, with words that say so."""
    for number in _NUMBER.findall(words):
        if len(number) > 4 or (len(number) > 2 and not EARLIEST_YEAR <= int(number) <= LATEST_YEAR):  # noqa: PLR2004  # digits
            raise unreadable(
                f"The year {number[:12]} is out of range: write one from {EARLIEST_YEAR} to {LATEST_YEAR}."
            )
