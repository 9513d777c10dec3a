"""The dates of a text, as mentions, and what each means for a region."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from announcements.page import Page
from announcements.trie import Hit, Token
from releases.dates import ReleaseDate, canonical, find_dates, parse_date
from releases.errors import UnreadableDateError
from releases.regions import WORLDWIDE, Region, find_region


class Shape(StrEnum):
    """How a date is written."""

    DAY = "day"  # a day of the calendar, with its month
    NEAR = "near"  # "this Friday", "today", "this week"
    SPAN = "span"  # a month, a quarter, a season
    YEAR = "year"  # a year alone
    HOLIDAY = "holiday"
    NUMBERS = "numbers"  # "24/09", "12/11"
    BARE = "bare"  # "the 27th", whose month stands before
    TBA = "tba"
    UNDATED = "undated"  # words that take a date away
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class When:
    """A place in the text that could be the date of a release."""

    start: int
    end: int
    words: str  # as the date reader takes them
    shape: Shape
    guessed: bool = False  # whether day and month could be the other way round

    @property
    def is_dated(self) -> bool:
        """Whether it names days."""
        return self.shape not in {Shape.TBA, Shape.UNDATED, Shape.CANCELLED}


_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_MONTH_IN = re.compile(rf"\b{_MONTH}\b", re.IGNORECASE)
_DAY_MONTH_YEAR = re.compile(rf"(?<![\w/])(\d{{1,2}})[- ]({_MONTH})\.?[- ]'?(\d\d)(?![\w/])", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?<!\w)((?:[a-z]{{3,9}}\.? )?\d{{1,2}}(?:st|nd|rd|th)?)(?: ({_MONTH}))? ?[-–] ?(?:[a-z]{{3,9}}\.? )?\d{{1,2}}(?:st|nd|rd|th)? ({_MONTH})(?!\w)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\w/.:$£€-])(\d{1,2})/(\d{1,2})(?![\w/:]|[.,]\d)")
_WITH_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d\d))?")
_MONTHS = re.compile(rf"(?<!\w){_MONTH}(?:, {_MONTH})*,? and {_MONTH}(?!\w| \d)", re.IGNORECASE)
_TO = re.compile(r" (?:to|until) ")
_DOTTED = re.compile(r"(\d{1,2}\.\d{2})(?=\s{0,2}[–—:|-]\s|\t|\s{2,})")
_DAY_ALONE = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?(\d{1,2})(?:st|nd|rd|th)?(?=\s?[:–—-]\s|\t|\s{2,})",
    re.IGNORECASE,
)
_MONTH_HEADS = re.compile(rf"\b(?:{_MONTH})(?: (?:19|20)\d\d)?\b(?! \d)", re.IGNORECASE)
_HEADING = 60  # characters
_BESIDE = 28  # characters
_TO_WORDS = re.compile(r"\b(?:to|from|until|instead|and)\b")
_OF_TEXT = re.compile(
    r"\b(?:as (?:of|at)|updated(?: on)?|posted(?: on)?|published(?: on)?|correct (?:at|on|as of)|version)[: ]{1,2}\Z",
    re.IGNORECASE,
)  # a text's own date
_SEVERAL = 3  # lines that make a form a list's
_BARE = re.compile(
    r"(?<!\w)the (\d{1,2})(?:st|nd|rd|th)(?! (?:edition|annual|birthday|anniversary|century|film|season|time)\b)(?! of (?!that|the same))"
)
_NEAR = re.compile(
    r"(?:this|next|coming|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)[^\d]*\Z",
    re.IGNORECASE,
)
_LEADING_WEEKDAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? (?:the )?(?=.*\d)", re.IGNORECASE
)
_YEAR_ONLY = re.compile(
    r"(?:(?:early|mid|late|in|this|next|later|the|of|beginning|start|end)[ -]){0,3}(?:year|\d{4})\Z",
    re.IGNORECASE,
)
_WITH_YEAR = re.compile(r"\b(?:1[89]|2\d)\d\d\b|'\d\d\b|\d/\d\d\Z")
_SEASON_IN = re.compile(
    r"\b(?:spring|summer|autumn|fall|winter|quarter|half|Q[1-4]|H[12])\b|[QH][1-4]\b", re.IGNORECASE
)
_MONTH_FIRST = frozenset({"US", "CA", "PH"})
_FROM_BEFORE = re.compile(r"\bfrom\b\s(?:an? |its )?\Z", re.IGNORECASE)
_DAY_WITHIN = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?:,? \d{{4}})?|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?",
    re.IGNORECASE,
)
_FALL_BACK = (
    60  # days before the announcement that a date without a year may lie in a list that began earlier
)
_LONGEST = 120  # characters


def dates_in(
    page: Page, tokens: Sequence[Token], kinds: Sequence[Hit[frozenset[str]]], region: Region | None
) -> list[When]:
    """Every mention of a date, and every phrase that takes one away, left to right."""
    own = sorted([*_short_forms(page.text), *_line_forms(page)], key=lambda one: (one.start, -one.end))
    own = [one for index, one in enumerate(own) if index == 0 or one.start >= own[index - 1].end]
    starts = [one.start for one in own]
    found = list(own)
    for mention in find_dates(page.text, region):
        at = bisect_left(starts, mention.end)
        if any(mention.start < one.end and one.start < mention.end for one in own[max(0, at - 2) : at + 1]):
            continue
        found += _split(page.text, When(mention.start, mention.end, mention.text, _shape(mention.text)))
    found = [
        one
        for one in _in_order(found, region)
        if not _OF_TEXT.search(page.text[max(0, one.start - 24) : one.start])
        and not (
            page.text[one.start : one.end][-1].isdigit()
            and page.text[one.start].isdigit()
            and page.text[max(0, one.start - 6) : one.start] == "dated "
        )
    ]
    for hit in kinds:
        shape = Shape.CANCELLED if "cancel" in hit.value else Shape.UNDATED if "undate" in hit.value else None
        if shape is not None:
            start, end = tokens[hit.first].start, tokens[hit.last - 1].end
            found.append(When(start, end, page.part(start, end), shape))
    days = [one for one in found if one.shape is Shape.DAY]
    found = [
        one
        for one in found
        if one.shape is not Shape.HOLIDAY or not any(_is_label_of(page, one, day) for day in days)
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


def _is_label_of(page: Page, holiday: When, day: When) -> bool:
    """Whether a holiday only says what day it is that stands beside it: "7 October, for Dussehra"."""
    gap = min(abs(holiday.start - day.end), abs(day.start - holiday.end))
    if gap > _BESIDE:
        return False
    between = page.text[min(holiday.end, day.end) : max(holiday.start, day.start)]
    return "." not in between and "\n" not in between and not _TO_WORDS.search(between)


def _line_forms(page: Page) -> list[When]:
    """The forms that a line of a list begins with: "19: …" beneath JUNE, and "11.05 — …" where several lines do."""
    found: list[When] = []
    dotted = [match for line in page.lines if (match := _DOTTED.match(page.text, line.start, line.end))]
    if len(dotted) >= _SEVERAL:
        found += [
            When(match.start(), match.end(1), match[1].replace(".", "/"), Shape.NUMBERS) for match in dotted
        ]
    month, numbered = "", []
    for line in page.lines:
        words = page.text[line.start : line.end]
        if match := _DAY_ALONE.match(page.text, line.start, line.end):
            if month and 1 <= int(match[1]) <= 31:
                numbered.append(When(match.start(), match.end(1), f"{match[1]} {month}", Shape.DAY))
        elif len(words) < _HEADING and (named := _MONTH_HEADS.search(words)):
            month = named[0].strip()
    return found + (numbered if len(numbered) > 1 else [])


def _split(text: str, when: When) -> list[When]:
    """The two dates of "from A to B", which are no range of days."""
    joint = _TO.search(text, when.start, when.end)
    if joint is None or not (
        _FROM_BEFORE.search(text, max(0, when.start - 12), when.start)
        or len(_MONTH_IN.findall(when.words)) > 1
    ):
        return [when]
    parts = [(when.start, joint.start()), (joint.end(), when.end)]
    words = [" ".join(text[start:end].split()) for start, end in parts]
    if not _MONTH_IN.search(words[0]) or not _MONTH_IN.search(words[1]):
        return [when]
    return [When(start, end, said, _shape(said)) for (start, end), said in zip(parts, words, strict=True)]


def _in_order(found: list[When], region: Region | None) -> list[When]:
    """Dates in numbers as dates in words: day and month are in one order in a whole text, which one of them may show."""
    numbers = {one: match for one in found if (match := _WITH_NUMBERS.fullmatch(one.words))}
    shown = {int(match[2]) > 12 for match in numbers.values() if max(int(match[1]), int(match[2])) > 12}
    month_first = region is not None and region.country in _MONTH_FIRST if len(shown) != 1 else shown.pop()
    known = region is not None or (
        len(shown) == 0
        and bool(numbers)
        and any(max(int(match[1]), int(match[2])) > 12 for match in numbers.values())
    )
    ordered: list[When] = []
    for one in found:
        match = numbers.get(one)
        if match is None:
            ordered.append(one)
            continue
        day, month = (int(match[2]), int(match[1])) if month_first else (int(match[1]), int(match[2]))
        if month > 12 >= day:
            day, month = month, day
        if not (1 <= day <= 31 and 1 <= month <= 12):
            continue
        year = f" {'20' if len(match[3]) == 2 else ''}{match[3]}" if match[3] else ""
        words = f"{day} {date(2000, month, 1):%B}{year}"
        ordered.append(
            When(one.start, one.end, words, Shape.DAY, guessed=not known and max(day, month) <= 12)
        )
    return ordered


def _short_forms(text: str) -> list[When]:
    """The forms that only lists have: "02-Oct-26", "Fri 8th - Thu 14th September", "24/09"; and "the 27th"."""
    found = [
        When(match.start(), match.end(), f"{match[1]} {match[2]} 20{match[3]}", Shape.DAY)
        for match in _DAY_MONTH_YEAR.finditer(text)
    ]
    found += [
        When(match.start(), match.end(), f"{match[1]} {match[2] or match[3]}", Shape.DAY)
        for match in _RANGE.finditer(text)
        if not _MONTH_IN.fullmatch(match[1].split()[0].rstrip("."))
    ]
    for several in _MONTHS.finditer(text):
        found += [
            When(one.start(), one.end(), one[0], Shape.SPAN)
            for one in _MONTH_IN.finditer(text, several.start(), several.end())
        ]
    found += [When(match.start(), match.end(), match[0], Shape.NUMBERS) for match in _NUMBERS.finditer(text)]
    found += [When(match.start(), match.end(), match[1], Shape.BARE) for match in _BARE.finditer(text)]
    found.sort(key=lambda one: one.start)
    kept: list[When] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _shape(words: str) -> Shape:
    low = words.lower()
    if low.startswith(("tb", "to be")):
        return Shape.TBA
    if _YEAR_ONLY.fullmatch(low):
        return Shape.YEAR
    if _MONTH_IN.search(low) and any(letter.isdigit() for letter in _WITH_YEAR.sub("", low)):
        return Shape.DAY
    if _NEAR.match(low) and "/" not in low and not _MONTH_IN.search(low) and not _SEASON_IN.search(low):
        return Shape.NEAR
    if _MONTH_IN.search(low) or _SEASON_IN.search(low):
        return Shape.SPAN
    if low[0].isdigit() and sum(letter.isdigit() for letter in low) > 4:  # more than a year
        return Shape.DAY
    return Shape.HOLIDAY


def has_year(when: When) -> bool:
    """Whether a mention says its year itself."""
    return bool(_WITH_YEAR.search(when.words))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mention means."""

    date: ReleaseDate
    on: str  # canonical


@lru_cache(maxsize=4096)
def meaning_of(when: When, region: Region | None, published: date, year: int | None = None) -> Meaning | None:
    """What a mention means in a region, or None where it is no date there.

    `published` is the day the words were said, or the day that the date follows: without a year it is the next from
    then on. `year` is what a heading says.
    """
    words = when.words
    if year is not None and not has_year(when) and when.shape in {Shape.DAY, Shape.SPAN}:
        words = f"{words} {year}"
    home = region or find_region(WORLDWIDE)
    for place, weekday, announced in (
        (home, True, published),
        (home, True, published - timedelta(days=_FALL_BACK)),
        (home, False, published),
        (find_region("US"), True, published),
    ):
        said = words if weekday else _LEADING_WEEKDAY.sub("", words)
        try:
            found = parse_date(said[:_LONGEST], place, announced)
            return Meaning(found, canonical(found.first, found.last, found.precision, place))
        except UnreadableDateError:
            continue
    if (day := _DAY_WITHIN.search(words)) and day[
        0
    ] != words:  # "Dussehra, 6th October", whose parts may disagree
        return meaning_of(replace(when, words=day[0]), region, published, year)
    return None
