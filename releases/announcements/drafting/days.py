"""The dates of findings, each as its region reads it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from db.words import Precision
from releases.announcements.drafting.regions import Where, region_of, wheres_of
from releases.announcements.drafting.settings import Around, Setting, Sureness
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.announcements.marking.marks import PAST_TENSES, Mark, What
from releases.dates import ReleaseDate, parse_date
from releases.errors import UnreadableDateError
from releases.regions import WORLDWIDE, Region, find_region

_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3}(?:the\s)?(?=.)", re.IGNORECASE)
_NUMERIC = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
_RANGE = re.compile(r"\d\s?(?:to|–|-|until)\s?\d|\bto\b")
_DAY_OF_MONTH = re.compile(r"\d\s[A-Z]|[a-z]\.?\s\d")
_TO = re.compile(r"\s(?:to|until)\s")
_YEAR = re.compile(r"\d{4}|year|'\d\d")
_MONTH_FIRST = "US"  # whose order of numbers is taken where no region is known
_NEARLY_A_YEAR = 290  # days
_BESIDE = 60  # days between the dates of one film that share their year
_UNDATED = ReleaseDate(None, None, Precision.TBA, None, "")


def date_of(
    finding: Finding, where: Where, setting: Setting, sure: Sureness, base: ReleaseDate | None
) -> ReleaseDate | None:
    """The date of a finding in a region; to be announced where none is given, None where it cannot be read.

    `base` is the date before it, from which "a week later" is told.
    """
    mark = finding.date
    if mark is None:
        return _UNDATED
    if mark.days_later is not None:
        return _told_from(base, mark, mark.days_later, sure)
    if mark.day is not None:
        return _in_month_of(base, mark, mark.day, sure)
    read = _read(finding, mark, region_of(where.region, setting), setting.published, sure)
    if read is None and base is not None and base.label is not None and base.words == mark.words:
        read = base  # a holiday that only the first of its regions keeps
    if read is None or read.first is None or read.last is None:
        return read
    if _RANGE.search(mark.words) and read.first != read.last and any(char.isdigit() for char in mark.words):
        if finding.says is not Says.MOVED:
            sure.lower(0.75, "It is a range of days: a run, or a change from one day to another.")
        day = read.last if finding.says is Says.MOVED else read.first
        read = ReleaseDate(day, day, Precision.DAY, None, mark.words)  # a run opens on its first day
    return _judged(finding, mark, read, setting, sure)


def in_year_of(before: ReleaseDate | None, mark: Mark) -> Mark:
    """A day without a year, in the one that the date before it gives: "on June 18, 2027, and here on June 17"."""
    if (
        before is None
        or before.first is None
        or not before.is_exact
        or not _YEAR.search(before.words)
        or _YEAR.search(mark.words)
    ):
        return mark
    if mark.days_later is not None or mark.day is not None or not _DAY_OF_MONTH.search(mark.words):
        return mark
    words = f"{mark.words} {before.first.year}"
    read = parse_or_none(words, find_region(WORLDWIDE), before.first)
    is_beside = (
        read is not None and read.first is not None and abs((read.first - before.first).days) <= _BESIDE
    )
    return replace(mark, words=words) if is_beside else mark


def _in_month_of(base: ReleaseDate | None, mark: Mark, number: int, sure: Sureness) -> ReleaseDate | None:
    if base is None or base.first is None:
        return None
    sure.lower(0.9, f"The month of {mark.words!r} is that of the date before.")
    try:
        day = base.first.replace(day=number)
    except ValueError:
        return None
    return ReleaseDate(day, day, Precision.DAY, None, mark.words)


def _told_from(base: ReleaseDate | None, mark: Mark, days: int, sure: Sureness) -> ReleaseDate | None:
    if base is None or base.first is None or not base.is_exact:
        return None
    sure.lower(0.9, f"The date is told from another: {mark.words!r}.")
    day = base.first + timedelta(days=days)
    return ReleaseDate(day, day, Precision.DAY, None, mark.words)


def _read(
    finding: Finding, mark: Mark, region: Region, published: date, sure: Sureness
) -> ReleaseDate | None:
    """A date read as it stands, or else without a weekday that contradicts it."""
    words = mark.words
    if finding.says is Says.MOVED:
        new = _TO.split(words)[-1]
        words = new if any(char.isalpha() for char in new) else words  # "from October 17 to August 8"
    read = parse_or_none(words, region, published)
    if read is None and region.code == WORLDWIDE and _NUMERIC.fullmatch(words):
        sure.lower(0.5, f"Day and month of {words!r} can be read in either order.")
        return parse_or_none(words, find_region(_MONTH_FIRST), published)
    if read is None and "," in words:
        named = parse_or_none(words.partition(",")[0], region, published)
        if named is not None and named.label is not None:
            return named  # "Diwali 2027, October 29"
    if read is None and _WEEKDAY.match(words):
        read = parse_or_none(_WEEKDAY.sub("", words, count=1), region, published)
        if read is not None:
            sure.lower(0.4, f"The weekday in {words!r} is not that day's.")
    return read


def _judged(
    finding: Finding, mark: Mark, read: ReleaseDate, setting: Setting, sure: Sureness
) -> ReleaseDate | None:
    """A date that can be a release's; None for one that is past, or nearly a year away and given in passing."""
    if read.first is None or read.last is None:
        return read
    if read.last < setting.published:
        if finding.says is Says.MOVED or finding.guessed or _is_told_as_past(finding):
            return None
        if (
            not finding.titles
            or finding.titles[0].what is not What.TITLE
            or read.precision is not Precision.DAY
        ):
            return None
        sure.lower(0.7, "The date is before the day that the text appeared.")
    if (read.first - setting.published).days > _NEARLY_A_YEAR and not _YEAR.search(mark.words):
        if finding.in_passing:
            return None
        sure.lower(0.8, "The date has just passed, and without a year the next one is nearly a year away.")
    if "weekend" in mark.low and read.label is None:
        sure.lower(0.8, "A weekend is several days.")
    return read


def _is_told_as_past(finding: Finding) -> bool:
    verb = finding.meaning
    return verb is not None and verb.tense in PAST_TENSES


def parse_or_none(words: str, region: Region, published: date) -> ReleaseDate | None:
    """A date as a region reads it, or None."""
    try:
        return parse_date(words, region, published)
    except UnreadableDateError:
        return None


def comes_before(read: ReleaseDate, main: date | None, setting: Setting) -> bool:
    """Whether a date named as coming before another is still to come, and does come before it."""
    return read.first is not None and main is not None and setting.published <= read.first <= main


def main_date(findings: Sequence[Finding], setting: Setting) -> date | None:
    """The latest date of a sentence, against which a passing mention of an earlier one is measured."""
    latest: date | None = None
    for other in findings:
        if other.date is None or other.says is Says.BEFORE:
            continue
        where = wheres_of(other, setting, Around(0, 0), ())[0]
        read = parse_or_none(other.date.words, region_of(where.region, setting), setting.published)
        if read is not None and read.first is not None and (latest is None or read.first > latest):
            latest = read.first
    return latest
