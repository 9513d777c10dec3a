"""Reading list items and short lines: "New Zealand – 2 January", "26 December: Anora"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as day

from db.words import ReleaseType
from releases.announcements.discourse import Cast
from releases.announcements.draft import Draft
from releases.announcements.drafting.days import parse_or_none
from releases.announcements.drafting.making import make_drafts
from releases.announcements.drafting.settings import Around, Setting
from releases.announcements.grammar.dated import is_coarse
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.announcements.lists.changes import is_gone, new_date, old_dates
from releases.announcements.lists.heading import Headings
from releases.announcements.lists.parts import Parts, parts_of
from releases.announcements.lists.records import RecordReader
from releases.announcements.marking.marks import FINITE_TENSES, Mark, What
from releases.announcements.passage import Passage
from releases.announcements.text.layout import Block, BlockKind
from releases.announcements.text.sentences import Span
from releases.announcements.words.noun_words import Noun
from releases.announcements.words.verb_words import Sense
from releases.dates.vocabulary import MONTH_WORDS
from releases.regions import WORLDWIDE, find_region

_OF_DATE_LINE = frozenset({What.DATE, What.TYPE, What.LINK, What.PREPOSITION, What.DETERMINER})
_HEADED = 0.72  # certainty of a date that only the heading gives
_UNSAID = 0.9  # certainty of a date that nothing says is a release's
_MARKUP = 4  # characters that can stand before a title at a paragraph's beginning
_YEAR = re.compile(r"\d{4}|TB[ACD]|this|next|[a-z]day$", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|previously|formerly|had been)\b", re.IGNORECASE)
_NEUTRAL = re.compile(r"anniversar|quarter")
_SERIES = re.compile(r"season|series|episode", re.IGNORECASE)
_MONTHS = "|".join(MONTH_WORDS)
_MONTH = re.compile(rf"\W{{0,4}}((?:{_MONTHS})(?:,?\s\d{{4}})?)\W{{0,4}}", re.IGNORECASE)
_MONTH_LEAD = re.compile(rf"((?:{_MONTHS})(?:,?\s\d{{4}})?)(?::|\s?[–—|])\s{{0,3}}(?=\S)", re.IGNORECASE)
_DAY = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3})?(\d{1,2})(?:st|nd|rd|th)?(?:\s?[–—:.-]|\s)\s{0,3}(?=\S)",
    re.IGNORECASE,
)


class ItemReader:
    """Reads items and lines with what the headings above them say."""

    def __init__(self, passage: Passage, cast: Cast, setting: Setting, headings: Headings) -> None:
        self._passage = passage
        self._cast = cast
        self._setting = setting
        self._headings = headings
        self._records = RecordReader(passage, setting)

    def close(self) -> list[Draft]:
        """The drafts of what is still being gathered."""
        return self._records.close()

    def read(self, block: Block, span: Span) -> list[Draft] | None:  # noqa: PLR0911 - a line for each case
        """The drafts of the first sentence of a block; None if it is a sentence like others."""
        heading = self._headings.now
        if block.kind is BlockKind.PARAGRAPH and not (heading.date is not None and heading.releasing):
            if heading.change is None or any(mark.verb is not None for mark in self._passage.marks(*span)):
                return None
            return self._changed(span, parts_of(self._passage, span))
        self._headings.settle()
        marks = self._passage.marks(*span)
        parts = parts_of(self._passage, span)
        if self._is_entry(block, marks, parts):
            return self._drafts(span, Parts(title=parts.title), block.kind)
        if block.kind is BlockKind.PARAGRAPH:
            return None
        recorded = self._records.read_line(span)
        if recorded is None:
            recorded = self._records.read(span)
        if recorded is not None:
            return recorded
        changed = self._changed(span, parts)
        if changed is not None and all(mark.is_sense(Sense.BE) for mark in marks if mark.verb is not None):
            return changed
        if _is_sentence(marks) and not parts.is_title_alone:
            if block.kind is not BlockKind.ITEM:
                self._headings.introduce(span)
            return None
        return self._line(block, span, marks, parts)

    def _changed(self, span: Span, parts: Parts) -> list[Draft] | None:
        """The drafts of a line that gives a date up for another, or stands under a heading that speaks of changes."""
        heading = self._headings.now
        old = old_dates(self._passage.page.plain, span[0], parts.dates)
        gone = is_gone(self._passage.page.plain, parts.dates[-1].end, span[1]) if parts.dates else None
        if parts.title is None or not (old or heading.change or gone):
            return None
        new = [date for date in parts.dates if date not in old] if gone is None else []
        was = _WAS.search(self._passage.page.plain, *span) is not None
        if gone is Says.CANCELLED or (heading.change is Says.CANCELLED and (not new or was)):
            found = Finding(
                says=Says.CANCELLED,
                titles=(parts.title, *parts.others),
                places=parts.places or heading.places,
            )
            return make_drafts([found], self._setting, self._around(span, parts.title, certainty=_UNSAID))
        if not parts.dates or (len(new) > 1 and not heading.change):
            return None
        findings = [
            Finding(
                says=Says.MOVED,
                titles=(parts.title, *parts.others),
                date=new_date(self._passage.page.plain, new),
                places=parts.places or heading.places,
                types=parts.types or heading.types,
                undated=not new,
            )
        ]
        return make_drafts(findings, self._setting, self._around(span, parts.title, certainty=1.0))

    def _line(self, block: Block, span: Span, marks: Sequence[Mark], parts: Parts) -> list[Draft]:
        """The drafts of a line without a verb, which may instead head what follows."""
        heading = self._headings.now
        month = _MONTH.fullmatch(self._passage.page.plain, *span)
        if month is not None:
            self._headings.set_month(month[1])
            return []
        numbered = (
            _DAY.match(self._passage.page.plain, *span)
            if heading.month and not _has_numbers(parts.dates)
            else None
        )
        if numbered is not None:
            date = Mark(What.DATE, *numbered.span(1), f"{numbered[1]} {heading.month.title()}")
            parts = parts_of(self._passage, (numbered.end(), span[1]), date)
        dated_by_month = _MONTH_LEAD.match(self._passage.page.plain, *span) if not parts.dates else None
        if dated_by_month is not None:
            date = Mark(What.DATE, *dated_by_month.span(1), dated_by_month[1])
            parts = parts_of(self._passage, (dated_by_month.end(), span[1]), date)
        if self._is_of_things(parts) or self._is_dateline(parts):
            return []
        introduces = self._passage.page.plain[slice(*span)].rstrip().endswith(":")
        dated = bool(parts.dates) and not (parts.types and is_coarse(parts.dates[0]))
        is_date = dated and numbered is None and _is_date_alone(marks, introduces=introduces)
        heads = is_date and self._headings.has_dates and block.kind is not BlockKind.ITEM
        drafts = [] if heads else self._drafts(span, parts, block.kind)
        if drafts:
            return drafts
        listed = heading.date is not None and parts.title is not None
        if is_date and self._is_to_come(parts.dates[0]):
            self._headings.set_date(parts, says_release=_says_release(marks))
        elif not is_date and not listed and not (parts.dates and block.kind is BlockKind.ITEM):
            self._headings.learn(span, marks, parts)
        return []

    def _is_of_things(self, parts: Parts) -> bool:
        """Whether a line is of a series, a trailer or an event, or stands among such."""
        heading = self._headings.now
        thing = any(mark.noun is Noun.THING and not _NEUTRAL.match(mark.low) for mark in parts.loose)
        if any(_SERIES.search(mark.words) for mark in parts.loose):
            return True
        if thing and parts.title is None:
            heading.of_things = heading.of_things or not parts.dates
            return True
        if thing and not parts.types and not parts.releasing:
            return True
        dated = parts.dates or heading.date
        return bool(heading.of_things and dated) and all(
            mark.type is ReleaseType.PREMIERE for mark in parts.types
        )

    def _is_to_come(self, date: Mark) -> bool:
        """Whether a date that stands alone is later than the text's own, and so not the text's own."""
        first = self._first_day(date)
        return first is not None and first > self._setting.published

    def _first_day(self, date: Mark) -> day | None:
        """The first day of a date, as far as it can be read without its region."""
        region = self._setting.region or find_region(WORLDWIDE)
        read = parse_or_none(date.words, region, self._setting.published)
        return read.first if read is not None else None

    def _is_dateline(self, parts: Parts) -> bool:
        """Whether a line gives the day of the text itself, or one before it, and no film."""
        if not parts.dates or parts.title is not None or parts.types or is_coarse(parts.dates[0]):
            return False
        read = self._first_day(parts.dates[0])
        return read is not None and read <= self._setting.published

    def _is_entry(self, block: Block, marks: Sequence[Mark], parts: Parts) -> bool:
        """Whether a paragraph is an entry of a listing under a date: a title first, then a dash."""
        if self._headings.now.date is None or not marks:
            return False
        title = parts.title
        if parts.is_title_alone and block.kind is BlockKind.PARAGRAPH and self._headings.now.says_release:
            return True
        first = marks[0]
        if len(marks) < 2 or marks[1].words[0] not in "–—-:|":  # noqa: PLR2004 - a title and a dash
            return False
        return (
            title is not None
            and title.what is What.TITLE
            and title.start == first.start <= block.start + _MARKUP
        )

    def _drafts(self, span: Span, parts: Parts, kind: BlockKind) -> list[Draft]:
        heading = self._headings.now
        title = parts.title
        sure = (
            kind is not BlockKind.LINE
            or heading.says_release
            or (title is not None and title.what is What.TITLE)
        )
        marked = title is not None and title.what is What.TITLE
        heads = kind in {BlockKind.LINE, BlockKind.HEADING}
        if heads and parts.dates and not marked and all(map(is_coarse, parts.dates)):
            return []  # "Theatrical releases 2026"
        headed = [heading.date] if heading.date is not None and title is not None and sure else []
        dates = parts.dates or headed
        releasing = heading.releasing or bool(parts.types) or parts.releasing
        around = self._around(
            span, title, certainty=_HEADED if not parts.dates else 1.0 if releasing else _UNSAID
        )
        told = heading.month or (marked and bool(dates) and self._is_to_come(dates[0]))
        listed = title is not None and (parts.places or (self._setting.region is not None and told))
        if not dates or not (parts.places or releasing or listed) or (title is None and around.title is None):
            return []
        several = len(parts.others) > 0 and bool(parts.types)
        findings = [
            Finding(
                says=Says.ANNOUNCED,
                titles=titles,
                date=_in_year(date, heading.year),
                places=places or tuple(heading.places),
                types=(parts.types_of(titles[0]) if several else types) or tuple(heading.types),
            )
            for date, places, types in parts.slots(dates)
            for titles in _apart((title, *parts.others) if title is not None else (), apart=several)
        ]
        return make_drafts(findings, self._setting, around)

    def _around(self, span: Span, title: Mark | None, *, certainty: float) -> Around:
        film = self._cast.subject() if title is None and self._headings.now.title is None else None
        reasons = ("The date is that of the heading above.",) if certainty == _HEADED else ()
        return Around(
            *span,
            title=film.title if film is not None else self._headings.now.title,
            title_certainty=film.certainty if film is not None else 0.92,
            certainty=certainty,
            reasons=reasons,
        )


def _apart(titles: tuple[Mark, ...], *, apart: bool) -> list[tuple[Mark, ...]]:
    """The titles of a line together, or each for itself."""
    return [(title,) for title in titles] if apart else [titles]


def _in_year(date: Mark, year: str) -> Mark:
    """A day or a month without a year in the year that a heading gives."""
    if not year or _YEAR.search(date.words) or not any(char.isalpha() for char in date.words) or date.day:
        return date
    return replace(date, words=f"{date.words} {year}")


def _says_release(marks: Sequence[Mark]) -> bool:
    """Whether a line that is a date says that films come then: "COMING APRIL 3"."""
    return any(mark.is_sense(Sense.RELEASE, Sense.ARRIVE) or mark.what is What.TYPE for mark in marks)


def _has_numbers(dates: Sequence[Mark]) -> bool:
    return any(char.isdigit() for date in dates for char in date.words)


def _is_sentence(marks: Sequence[Mark]) -> bool:
    """Whether a line has a verb of its own, so that it is read like any sentence."""
    verbs = [mark.verb for mark in marks if mark.verb is not None and mark.words != "BE"]
    return any(verb.tense in FINITE_TENSES and verb.lemma not in {"out", "available"} for verb in verbs)


def _is_date_alone(marks: Sequence[Mark], *, introduces: bool) -> bool:
    """Whether a line is a date and nothing else, so that it can head what follows; with a colon it can name a place."""
    known = _OF_DATE_LINE | {What.PLACE} if introduces else _OF_DATE_LINE
    return all(mark.what in known or mark.is_sense(Sense.RELEASE, Sense.ARRIVE) for mark in marks)
