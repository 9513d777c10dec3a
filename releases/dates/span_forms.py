"""Forms longer than a day: months, quarters, halves, seasons, years, their parts, and tba."""

import re
from collections.abc import Callable
from datetime import timedelta

from releases.dates.near_forms import ORDINAL, ordinal
from releases.dates.seasons import SEASON_WORDS, season
from releases.dates.values import Days, months, unreadable
from releases.dates.vocabulary import (
    COMMA,
    GAP,
    MONTH,
    MONTH_STARTS,
    MONTH_WORDS,
    WITH_YEAR,
    YEAR,
    DateContext,
    DateForm,
    checked_year,
    form,
    month_number,
    said,
    soonest,
    word_before,
    year_of,
)

_PART = (
    rf"(?:(?P<part>early|mid|late|(?:start|beginning|middle|end){GAP}of)(?:{GAP}(?:in{GAP})?|-)(?:the{GAP})?)?"
    rf"(?:(?P<which>this|next){GAP})?"
)
_PART_STARTS = "early mid late start beginning middle end this next"
_SEASON = "|".join(SEASON_WORDS)
_THIRD = 10  # days of a month
_LAST_PART = 2
_LEADS = frozenset(
    {
        "in",
        "this",
        "next",
        "of",
        "by",
        "from",
        "until",
        "till",
        "through",
        "during",
        "for",
        "since",
        "before",
        "after",
    }
)
_ALSO_NAMES = frozenset({"march", "april", "may", "june", "august"})  # also verbs or people's names
_YEARS_IN_TEXTS = range(1900, 2101)


def _part(match: re.Match[str], whole: Days) -> Days:
    """Return the early, mid or late third: of a month, up to the 10th, the 20th and the end; else whole months."""
    word = said(match, "part")
    if not word:
        return whole
    third = (
        0 if word.startswith(("early", "start", "beginning")) else 1 if word.startswith("mid") else _LAST_PART
    )
    count = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    if count > 1:
        start = whole.first.month - 1 + third * count // 3
        return months(whole.first.year + start // 12, start % 12 + 1, count // 3)
    first = whole.first + timedelta(days=_THIRD * third)
    return Days(first, whole.last if third == _LAST_PART else first + timedelta(days=_THIRD - 1))


def _in_year(match: re.Match[str], setting: DateContext, build: Callable[[int], Days]) -> Days:
    """Call `build` for the stated year, for the next year after "next", or for the first one that is not over."""
    year = year_of(match, setting)
    if year is None and said(match, "which") == "next":
        year = checked_year(setting.announced.year + 1)
        if build(year).first <= setting.announced:  # the season named by the next year has already begun
            year = checked_year(year + 1)
    if year is None:
        return soonest(setting, lambda candidate: _part(match, build(candidate)))
    return _part(match, build(year))


def _month(match: re.Match[str], setting: DateContext) -> Days:
    return _in_year(match, setting, lambda year: months(year, month_number(match["month"])))


def _iso_month(match: re.Match[str], _: DateContext) -> Days:
    number = int(match["number"])
    if not 1 <= number <= len(MONTH_WORDS):
        raise unreadable(f"There is no month {number}: they are 1 to 12.")
    return months(checked_year(int(match["year"])), number)


def _quarter(match: re.Match[str], setting: DateContext) -> Days:
    number = min(ordinal(match["number"]), 4)
    return _in_year(match, setting, lambda year: months(year, number * 3 - 2, 3))


def _half(match: re.Match[str], setting: DateContext) -> Days:
    return _in_year(match, setting, lambda year: months(year, ordinal(match["number"]) * 6 - 5, 6))


def _season(match: re.Match[str], setting: DateContext) -> Days:
    return _in_year(match, setting, lambda year: season(said(match, "season"), year, setting.region))


def _season_over_two_years(match: re.Match[str], setting: DateContext) -> Days:
    days = season(said(match, "season"), checked_year(int(match["start"]) + 1), setting.region)
    if days.first.year == days.last.year or not str(days.last.year).endswith(match["end"]):
        raise unreadable(
            f"In {setting.region.name} {match[0]} is no season: write one year, as in summer 2027."
        )
    return days


def _week_of_month(match: re.Match[str], setting: DateContext) -> Days:
    """Return a week of a month: the first is days 1 to 7, the second 8 to 14 …; the last is its last seven days."""
    number = ordinal(match["number"])

    def build(year: int) -> Days:
        whole = months(year, month_number(match["month"]))
        first = whole.last - timedelta(days=6) if number > 4 else whole.first + timedelta(weeks=number - 1)  # noqa: PLR2004  # the last
        return Days(first, first + timedelta(days=6))

    return _in_year(match, setting, build)


def _year(match: re.Match[str], setting: DateContext) -> Days:
    year = year_of(match, setting) or setting.announced.year + (said(match, "which") == "next")
    return _part(match, months(checked_year(year), 1, 12))


def _tba(_match: re.Match[str], _setting: DateContext) -> None:
    return None


def _has_year(match: re.Match[str]) -> bool:
    return bool(match["year"])


def _is_qualified(match: re.Match[str]) -> bool:
    return bool(said(match, "year") or said(match, "part") or said(match, "which"))


def _is_month(match: re.Match[str]) -> bool:
    """Reject verbs and names ("may", "March on", "June Squibb") and past months ("last May")."""
    word, before = match["month"], word_before(match)
    if _is_qualified(match):
        return True
    if word.lower() not in MONTH_WORDS or word[0].islower() or before == "last":
        return False
    return word.lower() not in _ALSO_NAMES or before in _LEADS


def _is_iso_month(match: re.Match[str]) -> bool:
    """Reject a span of two years, as in "the 2011-12 season"."""
    year, number = int(match["year"]), int(match["number"])
    return 1 <= number <= len(MONTH_WORDS) and number != (year + 1) % 100


def _is_season(match: re.Match[str]) -> bool:
    """Accept a season only with a year, "this", "next", "early", "late", "in" or "in the"; "spring" is also a verb."""
    if _is_qualified(match):
        return True
    before = match.string[max(0, match.start() - 12) : match.start()].lower().split()
    led = before[-1:] == ["in"] or before[-2:] in (["in", "the"], ["during", "the"])
    return led and not match.string[match.end() : match.end() + 6].lower().startswith((" of ", " from "))


def _is_year(match: re.Match[str]) -> bool:
    return not match["year"].isdigit() or int(match["year"]) in _YEARS_IN_TEXTS


SPAN_FORMS: tuple[DateForm, ...] = (
    form(r"tb[acd]|to be (?:announced|confirmed|determined|decided|advised)", _tba, "tba tbc tbd to"),
    form(r"(?P<year>\d{4})-(?P<number>\d{2})", _iso_month, "0", _is_iso_month),
    form(rf"{_PART}(?P<month>{MONTH}){WITH_YEAR}", _month, f"{_PART_STARTS} {MONTH_STARTS}", _is_month),
    form(
        rf"(?P<number>{ORDINAL}){GAP}week{GAP}(?:of|in){GAP}(?P<month>{MONTH}){WITH_YEAR}",
        _week_of_month,
        "0 first second third fourth last",
    ),
    form(r"(?P<year>\d{4})[- ]?Q(?P<number>[1-4])", _quarter, "0"),
    form(rf"Q(?P<number>[1-4]){WITH_YEAR}", _quarter, "q"),
    form(
        rf"(?P<number>{ORDINAL}){GAP}quarter{WITH_YEAR}",
        _quarter,
        "0 first second third fourth last",
        _has_year,
    ),
    form(rf"H(?P<number>[12]){WITH_YEAR}", _half, "h", _has_year),
    form(rf"(?P<number>first|second|1st|2nd){GAP}half{WITH_YEAR}", _half, "0 first second", _has_year),
    form(rf"(?P<year>\d{{4}})[- ](?P<season>{_SEASON})", _season, "0"),
    form(
        rf"(?P<season>{_SEASON}){GAP}(?:of{GAP})?(?P<start>\d{{4}})[/–-](?P<end>(?:\d\d)?\d\d)",
        _season_over_two_years,
        " ".join(SEASON_WORDS),
    ),
    form(
        rf"{_PART}(?P<season>{_SEASON})(?:(?:{COMMA}|{GAP}(?:of|in){GAP})(?P<year>{YEAR}))?",
        _season,
        f"{_PART_STARTS} {' '.join(SEASON_WORDS)}",
        _is_season,
    ),
    form(rf"{_PART}(?P<year>\d{{4}})", _year, f"0 {_PART_STARTS}", _is_year),
    form(rf"(?:later{GAP})?{_PART}year", _year, f"later {_PART_STARTS}", _is_qualified),
)
