"""Forms relative to the announcement's day: weekdays, today, tomorrow, this and next week or month.

A weekday, with or without "this", is the first on or after that day; "a week on Friday" is a week after that. "Next
Thursday" is the Thursday of the next week; weeks begin on Monday.
"""

import re
from datetime import timedelta

from releases.dates.values import Days, months, one_day
from releases.dates.vocabulary import (
    GAP,
    MONTH,
    WEEKDAY,
    WEEKDAY_STARTS,
    WITH_YEAR,
    DateContext,
    DateForm,
    form,
    month_number,
    said,
    soonest,
    weekday_number,
    word_before,
    year_of,
)

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 5}
ORDINAL = r"first|second|third|fourth|last|[1-4](?:st|nd|rd|th)"
_WEEK = 7
_ABBREVIATED = len("Thurs.")
_THE_NTH = re.compile(rf"{GAP}the{GAP}(?:\d|[a-z]{{2,14}}(?:first|second|third|th|eth)\b)", re.IGNORECASE)
_NOT_COMING = frozenset({"last", "past", "previous", "every", "each", "any", "one", "a"})


def ordinal(word: str) -> int:
    """Return 1 to 4, or 5 for the last."""
    return int(word[0]) if word[0].isdigit() else ORDINALS[word.lower()]


def _weekday(match: re.Match[str], setting: DateContext) -> Days:
    wanted, today = weekday_number(match["weekday"]), setting.announced
    if said(match, "which") == "next":
        return one_day(today + timedelta(days=_WEEK - today.weekday() + wanted))
    return one_day(today + timedelta(days=(wanted - today.weekday()) % _WEEK))


def _week_on(match: re.Match[str], setting: DateContext) -> Days:
    wanted, today = weekday_number(match["weekday"]), setting.announced
    return one_day(today + timedelta(days=_WEEK + (wanted - today.weekday()) % _WEEK))


def _weekday_of_month(match: re.Match[str], setting: DateContext) -> Days:
    month, wanted, number = (
        month_number(match["month"]),
        weekday_number(match["weekday"]),
        ordinal(match["number"]),
    )

    def build(year: int) -> Days:
        whole = months(year, month)
        first = whole.first + timedelta(days=(wanted - whole.first.weekday()) % _WEEK)
        in_month = (whole.last - first).days // _WEEK + 1
        return one_day(first + timedelta(weeks=min(number, in_month) - 1))

    year = year_of(match, setting)
    return build(year) if year else soonest(setting, build)


def _near(match: re.Match[str], setting: DateContext) -> Days:
    return one_day(setting.announced + timedelta(days=said(match, "near") == "tomorrow"))


def _unit(match: re.Match[str], setting: DateContext) -> Days:
    later, unit, today = said(match, "which") == "next", said(match, "unit"), setting.announced
    if unit == "month":
        month = today.month - 1 + later
        return months(today.year + month // 12, month % 12 + 1)
    monday = today + timedelta(days=_WEEK * later - today.weekday())
    return Days(monday + timedelta(days=4 if unit == "weekend" else 0), monday + timedelta(days=6))


def _is_coming(match: re.Match[str]) -> bool:
    """Reject "Fri" alone, "last Friday", "every Friday" and "Friday the 13th"."""
    if _THE_NTH.match(match.string, match.end()):
        return False
    whole = len(match["weekday"]) >= _ABBREVIATED and match["weekday"].lower().endswith("day")
    return bool(match["which"]) or (whole and word_before(match) not in _NOT_COMING)


NEAR_FORMS: tuple[DateForm, ...] = (
    form(
        rf"(?:(?P<which>this{GAP}coming|this|next|coming){GAP})?(?P<weekday>{WEEKDAY})",
        _weekday,
        f"this next coming {WEEKDAY_STARTS}",
        _is_coming,
    ),
    form(
        rf"(?P<number>{ORDINAL}){GAP}(?P<weekday>{WEEKDAY}){GAP}(?:of|in){GAP}(?P<month>{MONTH}){WITH_YEAR}",
        _weekday_of_month,
        "0 first second third fourth last",
    ),
    form(rf"a{GAP}week{GAP}on{GAP}(?P<weekday>{WEEKDAY})", _week_on, "a"),
    form(r"(?P<near>today|tonight|tomorrow)", _near, "today tonight tomorrow"),
    form(rf"(?P<which>this|next){GAP}(?P<unit>week|weekend|month)", _unit, "this next"),
)
