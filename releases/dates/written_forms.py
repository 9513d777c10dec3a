"""The forms of days and months as programs and spreadsheets write them: 26-Dec-24, 20241226, 26/12, 12/2024, Dec-24."""

import re

from releases.dates.day_forms import calendar_day, next_day
from releases.dates.numeric import read_day_and_month
from releases.dates.values import Days, months, one_day, unreadable
from releases.dates.vocabulary import (
    CENTURY,
    MONTH_STARTS,
    MONTH_WORDS,
    DateContext,
    DateForm,
    checked_year,
    form,
    month_number,
)

_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MARK = r"(?P<mark>[-/.]|\. ?| ?)"
_TIGHT = r"(?P<mark>[-/.])"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_FAR = 20  # years: what is farther from today is no year that a release is planned for
MONTH_OR_DAY = re.compile(rf"{_NAME}[-/](?P<year>\d\d)", re.IGNORECASE)


def _full_year(digits: str) -> int:
    return int(digits) + (CENTURY if len(digits) == len("24") else 0)


def _named_day(match: re.Match[str], _: DateContext) -> Days:
    return one_day(calendar_day(_full_year(match["year"]), month_number(match["month"]), int(match["day"])))


def _number_day(match: re.Match[str], _: DateContext) -> Days:
    return one_day(calendar_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _day_and_month(match: re.Match[str], setting: DateContext) -> Days:
    month, day = read_day_and_month(match, setting)
    return one_day(next_day(month, day, setting))


def _number_month(match: re.Match[str], _: DateContext) -> Days:
    number = int(match["month"])
    if not 1 <= number <= len(MONTH_WORDS):
        raise unreadable(f"There is no month {number}: they are 1 to 12.")
    return months(checked_year(int(match["year"])), number)


def _named_month(match: re.Match[str], _: DateContext) -> Days:
    return months(checked_year(int(match["year"])), month_number(match["month"]))


def _month_and_short_year(match: re.Match[str], setting: DateContext) -> Days:
    """With a hyphen and no blank it is a month and a year in every spreadsheet."""
    year, month = _full_year(match["year"]), month_number(match["month"])
    if abs(year - setting.announced.year) > _FAR:
        name = MONTH_WORDS[month - 1].title()
        raise unreadable(
            f"{match[0]!r} can be {name} {year} or {int(match['year'])} {name}: write it as 2024-12 or 2024-12-26."
        )
    return months(year, month)


def _never(_: re.Match[str]) -> bool:
    """In a text it is as often a score, a fraction or a part's number."""
    return False


def _is_marked(match: re.Match[str]) -> bool:
    return bool(match["mark"].strip())


WRITTEN_FORMS: tuple[DateForm, ...] = (
    form(rf"(?P<day>\d{{1,2}}){_MARK}{_NAME}(?P=mark){_YEAR}", _named_day, "0", _is_marked, names_day=True),
    form(
        rf"(?P<year>\d{{4}}){_MARK}{_NAME}(?P=mark)(?P<day>\d{{1,2}})",
        _named_day,
        "0",
        _is_marked,
        names_day=True,
    ),
    form(rf"{_NAME}{_TIGHT}(?P<day>\d{{1,2}})(?P=mark){_YEAR}", _named_day, MONTH_STARTS, names_day=True),
    form(
        r"(?P<year>(?:18|19|20|21)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])",
        _number_day,
        "0",
        _never,
        names_day=True,
    ),
    form(
        r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        _number_day,
        "0",
        names_day=True,
    ),
    form(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]", _number_month, "0"),
    form(r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})", _day_and_month, "0", _never, names_day=True),
    form(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})", _number_month, "0", _never),
    form(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})", _number_month, "0", _never),
    form(rf"(?P<year>\d{{4}})(?:[-/. ]|\. )?{_NAME}", _named_month, "0", _never),
    form(rf"{_NAME}[-/](?P<year>\d\d)", _month_and_short_year, MONTH_STARTS),
    form(rf"{_NAME}[/.]?(?P<year>\d{{4}})", _named_month, MONTH_STARTS, _never),
)
