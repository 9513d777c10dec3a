"""The forms of single days and of ranges of days: ISO, in words, in numbers, weekdays, today and tomorrow."""

import re
from calendar import monthrange
from datetime import date, timedelta

from releases.dates.numeric import read_numeric
from releases.dates.values import Days, months, one_day, unreadable
from releases.dates.vocabulary import (
    COMMA,
    DASH,
    DAY,
    GAP,
    MONTH,
    MONTH_WORDS,
    WEEKDAY,
    WEEKDAY_WORDS,
    WITH_YEAR,
    Form,
    Setting,
    checked_year,
    day_number,
    form,
    month_number,
    said,
    soonest,
    weekday_number,
    word_before,
    year_of,
)

_MONTHS = " ".join([*MONTH_WORDS, *(word[:3] for word in MONTH_WORDS), "sept"])
_WEEKDAYS = " ".join([*WEEKDAY_WORDS, *(word[:3] for word in WEEKDAY_WORDS), "tues", "weds", "thur", "thurs"])
_LED = rf"(?:(?P<weekday>{WEEKDAY}){COMMA}(?:the{GAP})?)?"  # a weekday before
_FOLLOWED = rf"(?:{GAP}?\((?P<weekday_after>{WEEKDAY})\))?"  # or after, in brackets
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 5,
}
_WEEK = 7  # days

DAY_MONTH = (
    rf"{_LED}(?:the{GAP})?(?P<day>{DAY})(?:{GAP}(?:of{GAP})?|-)(?P<month>{MONTH}){WITH_YEAR}{_FOLLOWED}"
)
MONTH_DAY = rf"{_LED}(?P<month>{MONTH})(?:{GAP}(?:the{GAP})?|-)(?P<day>{DAY}){WITH_YEAR}{_FOLLOWED}"


def calendar_day(year: int, month: int, day: int) -> date:
    """The day, or an UnreadableDateError that says how many its month has."""
    checked_year(year)
    if not 1 <= month <= len(MONTH_WORDS):
        raise unreadable(f"There is no month {month}: they are 1 to 12.")
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        name = MONTH_WORDS[month - 1].title()
        raise unreadable(f"There is no {day} {name} {year}: {name} {year} has {length} days.")
    return date(year, month, day)


def _in_year(month: int, day: int, year: int) -> Days | None:
    """The day in a year, or None where the year lacks it (29 February)."""
    return one_day(date(year, month, day)) if day <= monthrange(year, month)[1] else None


def _day(setting: Setting, month: int, day: int, year: int | None) -> date:
    if year is None:
        leap_year = 2000
        calendar_day(leap_year, month, day)
        found = soonest(setting, lambda candidate: _in_year(month, day, candidate))
        if found is None:
            raise unreadable("No year within range has that day: write the year.")
        return found.first
    return calendar_day(year, month, day)


def _named_day(match: re.Match[str], setting: Setting) -> Days:
    day = _day(setting, month_number(match["month"]), day_number(match["day"]), year_of(match, setting))
    for group in ("weekday", "weekday_after"):
        if match[group] and weekday_number(match[group]) != day.weekday():
            said, real = WEEKDAY_WORDS[weekday_number(match[group])], WEEKDAY_WORDS[day.weekday()]
            raise unreadable(
                f"{day.day} {MONTH_WORDS[day.month - 1].title()} {day.year} is a {real.title()}, not a {said.title()}."
            )
    return one_day(day)


def _range(match: re.Match[str], setting: Setting) -> Days:
    last_month = month_number(match["month"])
    first_month = month_number(said(match, "first_month")) if said(match, "first_month") else last_month
    last = _day(setting, last_month, day_number(match["day"]), year_of(match, setting))
    first = calendar_day(last.year - (first_month > last_month), first_month, day_number(match["first_day"]))
    return _ordered(first, last)


def _ordered(first: date, last: date) -> Days:
    if first > last:
        raise unreadable(
            f"The range ends on {last}, before it begins on {first}: write the earlier day first."
        )
    return Days(first, last)


def _iso(match: re.Match[str], _: Setting) -> Days:
    return one_day(calendar_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _iso_range(match: re.Match[str], _: Setting) -> Days:
    first, last = (
        calendar_day(*(int(part) for part in match[side].split("-"))) for side in ("first", "last")
    )
    return _ordered(first, last)


def _weekday(match: re.Match[str], setting: Setting) -> Days:
    """A weekday is the first on or after the announcement; with "next", that of the week after, from Monday on."""
    wanted, today = weekday_number(match["weekday"]), setting.announced
    if said(match, "which") == "next":
        monday = today + timedelta(days=_WEEK - today.weekday())
        return one_day(monday + timedelta(days=wanted))
    return one_day(today + timedelta(days=(wanted - today.weekday()) % _WEEK))


def _nth_weekday(match: re.Match[str], setting: Setting) -> Days:
    month, wanted, number = (
        month_number(match["month"]),
        weekday_number(match["weekday"]),
        _ORDINALS[match["nth"].lower()],
    )

    def build(year: int) -> Days:
        whole = months(year, month)
        first = whole.first + timedelta(days=(wanted - whole.first.weekday()) % _WEEK)
        weeks = (whole.last - first).days // _WEEK if number == _ORDINALS["last"] else number - 1
        return one_day(first + timedelta(weeks=weeks))

    year = year_of(match, setting)
    found = build(year) if year else soonest(setting, build)
    if found is None:
        raise unreadable("No year within range has that day: write the year.")
    return found


def _near(match: re.Match[str], setting: Setting) -> Days:
    return one_day(setting.announced + timedelta(days=match["near"].lower() == "tomorrow"))


def _weekday_is_meant(match: re.Match[str]) -> bool:
    """Not "Fri" alone, nor "last Friday" or "every Friday", nor "Friday the 13th"."""
    following = match.string[match.end() : match.end() + 7].lower()
    if following.startswith(" the 13"):
        return False
    past = word_before(match) in {"last", "past", "previous", "every", "each", "any", "one", "a"}
    return bool(match["which"]) or (len(match["weekday"]) > len("Thurs") and not past)


def _lower_case_verb(match: re.Match[str]) -> bool:
    """Whether the month is "may" or "march" as a verb is written."""
    return match["month"] in {"may", "march", "mar"}


DAY_FORMS: tuple[Form, ...] = (
    form(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _iso, "0"),
    form(r"(?P<first>\d{4}-\d\d-\d\d)/(?P<last>\d{4}-\d\d-\d\d)", _iso_range, "0"),
    form(r"(?P<a>\d{1,4})(?P<dot>[/.-])(?P<b>\d{1,2})(?P=dot)(?P<c>\d{4}|\d{2})", read_numeric, "0"),
    form(DAY_MONTH, _named_day, f"0 the {_WEEKDAYS}"),
    form(
        MONTH_DAY,
        _named_day,
        f"{_MONTHS} {_WEEKDAYS}",
        lambda match: not _lower_case_verb(match) or bool(match["year"]),
    ),
    form(
        rf"(?P<first_day>{DAY})(?:{GAP}(?P<first_month>{MONTH}))?{DASH}(?P<day>{DAY}){GAP}(?P<month>{MONTH}){WITH_YEAR}",
        _range,
        "0",
    ),
    form(
        rf"(?P<first_month>{MONTH}){GAP}(?P<first_day>{DAY}){DASH}(?P<month>{MONTH}){GAP}(?P<day>{DAY}){WITH_YEAR}",
        _range,
        _MONTHS,
    ),
    form(
        rf"(?P<month>{MONTH}){GAP}(?P<first_day>{DAY}){DASH}(?P<day>{DAY}){WITH_YEAR}",
        _range,
        _MONTHS,
    ),
    form(
        rf"(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last){GAP}(?P<weekday>{WEEKDAY}){GAP}(?:of|in){GAP}"
        rf"(?P<month>{MONTH}){WITH_YEAR}",
        _nth_weekday,
        "0 first second third fourth last",
    ),
    form(
        rf"(?:(?P<which>this{GAP}coming|this|next|coming){GAP})?(?P<weekday>{WEEKDAY})",
        _weekday,
        f"this next coming {_WEEKDAYS}",
        _weekday_is_meant,
    ),
    form(r"(?P<near>today|tonight|tomorrow)", _near, "today tonight tomorrow"),
)
