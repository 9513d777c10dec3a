"""Forms of single days and of ranges of days: ISO 8601, words and numbers."""

import re
from calendar import monthrange
from datetime import date

from releases.dates.numeric import read_numeric
from releases.dates.values import Days, one_day, unreadable
from releases.dates.vocabulary import (
    COMMA,
    DASH,
    DAY,
    GAP,
    MONTH,
    MONTH_STARTS,
    MONTH_WORDS,
    ORDINAL_STARTS,
    SPELLED_DAY,
    WEEKDAY,
    WEEKDAY_STARTS,
    WEEKDAY_WORDS,
    WITH_YEAR,
    DateContext,
    DateForm,
    checked_year,
    day_number,
    form,
    month_number,
    said,
    soonest,
    weekday_number,
    year_of,
)

_LED = rf"(?:(?P<weekday>{WEEKDAY}){COMMA}(?:the{GAP})?)?"  # a weekday before the date
_FOLLOWED = rf"(?:{GAP}?\((?P<weekday_after>{WEEKDAY})\))?"  # or after it, in brackets
_LEAP_YEAR = 2000


def calendar_day(year: int, month: int, day: int) -> date:
    """Return the day. Raises UnreadableDateError, with the month's length, if it does not exist."""
    checked_year(year)
    if not 1 <= month <= len(MONTH_WORDS):
        raise unreadable(f"There is no month {month}: they are 1 to 12.")
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        name = f"{MONTH_WORDS[month - 1].title()} {year}"
        raise unreadable(f"There is no {day} {name}: {name} has {length} days.")
    return date(year, month, day)


def next_day(month: int, day: int, setting: DateContext) -> date:
    """The next such day, or the nearest in a file, whichever year has it (29 February)."""
    length = monthrange(_LEAP_YEAR, month)[1]
    if not 1 <= day <= length:
        name = MONTH_WORDS[month - 1].title()
        raise unreadable(f"There is no {day} {name}: {name} has {length} days.")

    def in_year(year: int) -> Days | None:
        return one_day(date(year, month, day)) if day <= monthrange(year, month)[1] else None

    return soonest(setting, in_year).first


def _day(match: re.Match[str], setting: DateContext) -> date:
    month, day, year = month_number(match["month"]), day_number(match["day"]), year_of(match, setting)
    return calendar_day(year, month, day) if year else next_day(month, day, setting)


def _checked_day(match: re.Match[str], setting: DateContext) -> Days:
    """Return the day. Raises UnreadableDateError if it is not on the given weekday."""
    day = _day(match, setting)
    for weekday in (said(match, "weekday"), said(match, "weekday_after")):
        if weekday and weekday_number(weekday) != day.weekday():
            wrong, right = (
                WEEKDAY_WORDS[weekday_number(weekday)].title(),
                WEEKDAY_WORDS[day.weekday()].title(),
            )
            month = MONTH_WORDS[day.month - 1].title()
            raise unreadable(
                f"{day.day} {month} {day.year} is a {right}, not a {wrong}: write the one that is meant."
            )
    return one_day(day)


def _range(match: re.Match[str], setting: DateContext) -> Days:
    last = _day(match, setting)
    month = month_number(said(match, "first_month") or match["month"])
    first = calendar_day(last.year - (month > last.month), month, day_number(match["first_day"]))
    return _ordered(first, last)


def _ordered(first: date, last: date) -> Days:
    if first > last:
        raise unreadable(
            f"The range ends on {last}, before it begins on {first}: write the earlier day first."
        )
    return Days(first, last)


def _year_first(match: re.Match[str], _: DateContext) -> Days:
    return one_day(calendar_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _iso_range(match: re.Match[str], _: DateContext) -> Days:
    first, last = (
        calendar_day(*(int(part) for part in match[side].split("-"))) for side in ("first", "last")
    )
    return _ordered(first, last)


def _is_no_verb(match: re.Match[str]) -> bool:
    """Reject "may 10" and "march 2" in lower case, where the month may be a verb."""
    return match["month"] not in {"may", "march", "mar"} or bool(match["year"])


DAY_FORMS: tuple[DateForm, ...] = (
    form(
        r"(?P<year>\d{4})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        _year_first,
        "0",
        names_day=True,
    ),
    form(r"(?P<first>\d{4}-\d\d-\d\d)/(?P<last>\d{4}-\d\d-\d\d)", _iso_range, "0"),
    form(
        r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
        read_numeric,
        "0",
        names_day=True,
    ),
    form(
        rf"{_LED}(?P<day>{DAY})(?:{GAP}(?:of{GAP})?|-)(?P<month>{MONTH}){WITH_YEAR}{_FOLLOWED}",
        _checked_day,
        f"0 {WEEKDAY_STARTS}",
        names_day=True,
    ),
    form(  # "the Fourth of July" is a holiday
        rf"{_LED}(?!fourth{GAP}of{GAP}july)(?P<day>{SPELLED_DAY}){GAP}of{GAP}(?P<month>{MONTH}){WITH_YEAR}{_FOLLOWED}",
        _checked_day,
        f"{ORDINAL_STARTS} {WEEKDAY_STARTS}",
        names_day=True,
    ),
    form(
        rf"{_LED}(?P<month>{MONTH})(?:{GAP}(?:the{GAP})?|-)(?P<day>{DAY}){WITH_YEAR}{_FOLLOWED}",
        _checked_day,
        f"{MONTH_STARTS} {WEEKDAY_STARTS}",
        _is_no_verb,
        names_day=True,
    ),
    form(
        rf"(?P<first_day>{DAY})(?:{GAP}(?P<first_month>{MONTH}))?{DASH}"
        rf"(?P<day>{DAY}){GAP}(?:of{GAP})?(?P<month>{MONTH}){WITH_YEAR}",
        _range,
        "0",
    ),
    form(
        rf"(?P<first_month>{MONTH}){GAP}(?P<first_day>{DAY}){DASH}(?P<month>{MONTH}){GAP}(?P<day>{DAY}){WITH_YEAR}",
        _range,
        MONTH_STARTS,
    ),
    form(
        rf"(?P<month>{MONTH}){GAP}(?P<first_day>{DAY}){DASH}(?P<day>{DAY}){WITH_YEAR}",
        _range,
        MONTH_STARTS,
        _is_no_verb,
    ),
)
