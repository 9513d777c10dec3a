"""The forms of what is not one day: weeks, months, quarters, halves, seasons, years, parts of them, and tba."""

import re
from collections.abc import Callable
from datetime import timedelta

from releases.dates.seasons import SEASON_WORDS, season
from releases.dates.values import Days, months, unreadable
from releases.dates.vocabulary import (
    COMMA,
    GAP,
    MONTH,
    MONTH_WORDS,
    WITH_YEAR,
    YEAR,
    Form,
    Setting,
    checked_year,
    form,
    month_number,
    said,
    soonest,
    word_before,
    year_of,
)

_PART = (
    rf"(?:(?:the{GAP})?(?P<part>early|mid|late|(?:start|beginning|middle|end){GAP}of)(?:{GAP}(?:in{GAP})?|-)"
    rf"(?:the{GAP})?)?"
)
_PART_WORDS = "the early mid late start beginning middle end"
_WHICH = rf"(?:(?P<which>this|next){GAP})?"
_SEASON = "|".join(SEASON_WORDS)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_NUMBER = r"first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th)"
_LEADS = frozenset(
    [
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
        "early",
        "mid",
        "late",
        "for",
        "since",
        "before",
        "after",
        "around",
        "to",
        "and",
    ]
)
_NAMES_TOO = frozenset({"march", "april", "may", "june", "august"})  # verbs, and people's names


def _part(match: re.Match[str], days: Days) -> Days:
    """The early, mid or late part: the first, second or last third, in months of a year or season, in days of a month.

    A month's thirds are its days 1 to 10, 11 to 20, and 21 to the end.
    """
    word = said(match, "part").removeprefix("the").strip()
    if not word:
        return days
    third = 0 if word.startswith(("early", "start", "beginning")) else 1 if word.startswith("mid") else 2
    count = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
    if count == 1:
        first = days.first + timedelta(days=10 * third)
        return Days(first, days.last if third == 2 else first + timedelta(days=9))  # noqa: PLR2004  # the last of thirds
    start = days.first.month - 1 + third * count // 3
    return months(days.first.year + start // 12, start % 12 + 1, count // 3)


def _month(match: re.Match[str], setting: Setting) -> Days:
    number = month_number(match["month"])
    return _dated(match, setting, lambda year: months(year, number))


def _iso_month(match: re.Match[str], _: Setting) -> Days:
    number = int(match["month"])
    if not 1 <= number <= len(MONTH_WORDS):
        raise unreadable(f"There is no month {number}: they are 1 to 12.")
    return months(checked_year(int(match["year"])), number)


def _season(match: re.Match[str], setting: Setting) -> Days:
    name = match["season"].lower()
    if said(match, "span"):
        days = season(name, checked_year(int(match["year"])) + 1, setting.region)
        if days.first.year == days.last.year or not str(days.last.year).endswith(match["span"]):
            raise unreadable(
                f"{name} there does not span {match['year']} and {match['span']}: write its one year."
            )
        return _part(match, days)
    return _dated(match, setting, lambda year: season(name, year, setting.region))


def _dated(match: re.Match[str], setting: Setting, build: Callable[[int], Days]) -> Days:
    """What `build` gives for the year that is said; with "next", for next year's; else the first not yet over."""
    year = year_of(match, setting)
    if year is None and said(match, "which") == "next":
        year = checked_year(setting.announced.year + 1)
    if year is not None:
        return _part(match, build(year))
    found = soonest(setting, lambda candidate: _part(match, build(candidate)))
    if found is None:
        raise unreadable("No year within range has it: write the year.")
    return found


def _quarter(match: re.Match[str], setting: Setting) -> Days:
    return _piece(match, setting, 3)


def _half(match: re.Match[str], setting: Setting) -> Days:
    return _piece(match, setting, 6)


def _piece(match: re.Match[str], setting: Setting, length: int) -> Days:
    word = match["number"].lower()
    number = int(word[0]) if word[0].isdigit() else _ORDINALS[word]
    number = min(number, 12 // length)
    year = year_of(match, setting)
    if year is not None:
        return months(year, (number - 1) * length + 1, length)
    found = soonest(setting, lambda candidate: months(candidate, (number - 1) * length + 1, length))
    if found is None:
        raise unreadable("No year within range has it: write the year.")
    return found


def _year(match: re.Match[str], setting: Setting) -> Days:
    year = year_of(match, setting)
    return _part(match, months(year or setting.announced.year, 1, 12))


def _tba(_match: re.Match[str], _setting: Setting) -> None:
    return None


def _relative(match: re.Match[str], setting: Setting) -> Days:
    """This or next week (from Monday), weekend (Friday to Sunday), or month."""
    later, unit, today = match["which"].lower() == "next", match["unit"].lower(), setting.announced
    if unit == "month":
        month = today.month - 1 + later
        return months(today.year + month // 12, month % 12 + 1)
    monday = today + timedelta(days=7 * later - today.weekday())
    return Days(monday + timedelta(days=4 * (unit == "weekend")), monday + timedelta(days=6))


def _month_is_meant(match: re.Match[str]) -> bool:
    """Not a verb or a person's name ("may", "March on", "June Squibb"), nor a month past ("last May")."""
    word, before = match["month"], word_before(match)
    if match["year"]:
        return True
    if (len(word.rstrip(".")) <= 3 and word.lower() != "may") or before == "last":  # noqa: PLR2004
        return False
    if word.lower() not in _NAMES_TOO:
        return word[0].isupper() or bool(match["part"] or match["which"])
    return word[0].isupper() and (bool(match["part"] or match["which"]) or before in _LEADS)


def _season_is_meant(match: re.Match[str]) -> bool:
    """With a year, as this or next, early or late, or after "in" and "in the"; else it is a verb or an adjective."""
    if match["year"] or match["which"] or match["part"]:
        return True
    before = match.string[max(0, match.start() - 20) : match.start()].lower().split()
    led = before[-1:] == ["in"] or before[-2:] in (["in", "the"], ["during", "the"])
    following = match.string[match.end() : match.end() + 6].lower()
    return led and not following.startswith((" of ", " from ", " in "))


def _has_year(match: re.Match[str]) -> bool:
    return bool(match["year"])


def _year_is_meant(match: re.Match[str]) -> bool:
    words = match["year"] or ""
    return not words[:1].isdigit() or 1900 <= int(words) <= 2100  # noqa: PLR2004  # what a year in a text looks like


_MONTHS = " ".join([*MONTH_WORDS, *(word[:3] for word in MONTH_WORDS), "sept"])
_SEASONS = " ".join(SEASON_WORDS)

SPAN_FORMS: tuple[Form, ...] = (
    form(r"tb[acd]|to be (?:announced|confirmed|determined|decided|advised)", _tba, "tba tbc tbd to"),
    form(
        rf"{_PART}{_WHICH}(?P<month>{MONTH}){WITH_YEAR}",
        _month,
        f"{_PART_WORDS} this next {_MONTHS}",
        _month_is_meant,
    ),
    form(
        r"(?P<year>\d{4})-(?P<month>\d{2})",
        _iso_month,
        "0",
    ),
    form(r"(?P<year>\d{4})[- ]?Q(?P<number>[1-4])", _quarter, "0"),
    form(rf"Q(?P<number>[1-4]){WITH_YEAR}", _quarter, "q"),
    form(
        rf"(?P<number>{_NUMBER}){GAP}quarter{WITH_YEAR}",
        _quarter,
        "0 first second third fourth final last",
        _has_year,
    ),
    form(rf"(?P<number>first|second|[12](?:st|nd)){GAP}half{WITH_YEAR}", _half, "0 first second", _has_year),
    form(rf"H(?P<number>[12]){WITH_YEAR}", _half, "h", _has_year),
    form(
        rf"{_PART}{_WHICH}(?P<season>{_SEASON})(?:(?:{COMMA}|{GAP}(?:of|in){GAP})"
        rf"(?P<year>{YEAR})(?:[/–-](?P<span>(?:\d\d)?\d\d))?)?",
        _season,
        f"{_PART_WORDS} this next {_SEASONS}",
        _season_is_meant,
    ),
    form(rf"(?P<year>\d{{4}})[- ](?P<season>{_SEASON})", _season, "0"),
    form(rf"{_PART}(?P<year>\d{{4}})", _year, f"0 {_PART_WORDS}", _year_is_meant),
    form(rf"(?:{_PART}|later{GAP})(?P<year>(?:this|next){GAP}year)", _year, f"later this next {_PART_WORDS}"),
    form(rf"(?P<which>this|next){GAP}(?P<unit>week|weekend|month)", _relative, "this next"),
)
