"""The dates of findings, each as its region reads it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from db.words import Precision
from releases.announcements.drafting.regions import Where, region_of, wheres_of
from releases.announcements.drafting.settings import Around, Setting, Sureness
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.dates import ReleaseDate, parse_date
from releases.errors import UnreadableDateError
from releases.regions import Region

_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3}(?:the\s)?(?=.)", re.IGNORECASE)


_NUMERIC = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")


_RANGE = re.compile(r"\d\s?(?:to|–|-|until)\s?\d|\bto\b")


_TO = re.compile(r"\s(?:to|until)\s")


def date_of(
    finding: Finding, where: Where, setting: Setting, sure: Sureness, base: ReleaseDate | None
) -> ReleaseDate | None:
    """The date of a finding in a region; one without a date is to be announced."""
    region = region_of(where.region, setting)
    if finding.date is None:
        return ReleaseDate(None, None, Precision.TBA, None, "")
    words = finding.date.words
    if finding.date.days_later is not None:
        if base is None or base.first is None or not base.is_exact:
            return None
        sure.lower(0.9, f"The date is told from another: {words!r}.")
        day = base.first + timedelta(days=finding.date.days_later)
        return ReleaseDate(day, day, Precision.DAY, None, words)
    if (
        finding.says is Says.MOVED
        and (parted := _TO.split(words))
        and len(parted) > 1
        and any(char.isalpha() for char in parted[-1])
    ):
        words = parted[-1]
    read = parse_or_none(words, region, setting.published)
    if read is None and _WEEKDAY.match(words):
        read = parse_or_none(_WEEKDAY.sub("", words, count=1), region, setting.published)
        if read is not None:
            sure.lower(0.4, f"The weekday in {words!r} is not that day's.")
    if read is None or read.first is None or read.last is None:
        return read
    if _RANGE.search(words) and read.first != read.last and any(char.isdigit() for char in words):
        day = read.last if finding.says is Says.MOVED else read.first
        return ReleaseDate(day, day, Precision.DAY, None, words)
    if _NUMERIC.fullmatch(words) and where.region is None and setting.region is None and read.first.day <= 12:
        sure.lower(0.5, f"Day and month of {words!r} can be read in either order.")
    return read


def parse_or_none(words: str, region: Region, published: date) -> ReleaseDate | None:
    """The date that the words say; None where they cannot be read."""
    try:
        return parse_date(words, region, published)
    except UnreadableDateError:
        return None


def comes_before(read: ReleaseDate, main: date | None, setting: Setting) -> bool:
    """Whether a date named as coming before another is still to come, and does come before it."""
    return (
        read.first is not None and read.first >= setting.published and main is not None and read.first <= main
    )


def main_date(findings: Sequence[Finding], finding: Finding, setting: Setting) -> date | None:
    """The date that a passing mention of an earlier one is measured against."""
    if finding.says is not Says.BEFORE:
        return None
    latest: date | None = None
    for other in findings:
        if other is finding or other.date is None or other.says is Says.BEFORE:
            continue
        wheres = wheres_of(other.places, setting, Around(0, 0), ())
        read = parse_or_none(other.date.words, region_of(wheres[0].region, setting), setting.published)
        if read is not None and read.first is not None and (latest is None or read.first > latest):
            latest = read.first
    return latest
