"""A text with everything that is found once for all of it: its layout, its marked titles, its dates."""

import re
from bisect import bisect_left

from releases.announcements.marking.adjust import adjust
from releases.announcements.marking.marks import Mark
from releases.announcements.marking.people import People
from releases.announcements.marking.recognise import DateSpan, recognise
from releases.announcements.text.layout import Page, lay_out
from releases.announcements.text.sentences import Span, split_sentences
from releases.announcements.text.titles import MarkedTitle, titles_in_text
from releases.dates import find_dates
from releases.regions import Region

_QUOTES = frozenset("\"'“‘«„")
_FULL_NAME = re.compile(r"(?=[a-z,:&] [A-Z][a-z]{1,20} ([A-Z][\w'’-]{1,40}))")
_DIGIT = re.compile(r"\d")


class Passage:
    """The text with everything that is found once for all of it."""

    def __init__(self, text: str, region: Region | None) -> None:
        self.page: Page = lay_out(text)
        self.dates = [DateSpan(one.start, one.end, one.text) for one in find_dates(self.page.plain, region)]
        dates = {(one.start, one.end) for one in self.dates}
        self._date_starts = [one.start for one in self.dates]
        # A title that is a holiday's name is one only where it is marked.
        self.titles: list[MarkedTitle] = [
            one
            for one in titles_in_text(self.page)
            if self.page.plain[one.start - 1] in _QUOTES
            or (not self._holds_day(one) and ((one.start, one.end) not in dates or one.is_marked))
        ]
        self._block_starts = {block.start for block in self.page.blocks}
        self._surnames: set[str] | None = None
        self._people = People(self.page.plain)
        self._sentences: dict[Span, list[Span]] = {}
        self._marks: dict[Span, list[Mark]] = {}
        self._title_starts = [one.start for one in self.titles]
        titles = [(one.start, one.end) for one in self.titles]
        self._whole: list[Span] = sorted(titles + [(one.start, one.end) for one in self.dates])

    def _holds_day(self, title: MarkedTitle) -> bool:
        """Whether a day of the calendar stands in what is only emphasised: "*Opens 19 June*"."""
        return any(
            title.start <= one.start
            and one.end <= title.end
            and _DIGIT.search(one.text)
            and not one.text.isdigit()
            for one in self.dates[
                bisect_left(self._date_starts, title.start) : bisect_left(self._date_starts, title.end)
            ]
        )

    def opens_block(self, position: int) -> bool:
        """Whether a paragraph, an item or a line begins at a position."""
        return position in self._block_starts

    def is_surname(self, name: str) -> bool:
        """Whether a name of one word is someone's, who is named in full elsewhere: "Orlando Bloom"."""
        if self._surnames is None:
            self._surnames = {found[1] for found in _FULL_NAME.finditer(self.page.plain)}
        return name in self._surnames

    def sentences(self, start: int, end: int) -> list[Span]:
        """The sentences of a stretch, found once."""
        known = self._sentences.get((start, end))
        if known is None:
            known = self._sentences[start, end] = split_sentences(self.page.plain, start, end, self._whole)
        return known

    def is_inside(self, start: int, end: int) -> bool:
        """Whether a sign between two positions stands inside a date or a marked title."""
        around = bisect_left(self._whole, (start + 1,)) - 1
        return around >= 0 and self._whole[around][0] < start and end < self._whole[around][1]

    def dates_in(self, start: int, end: int) -> list[DateSpan]:
        """The dates in a stretch."""
        return self.dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def date_before(self, position: int, start: int) -> str:
        """The words of the last date between two positions; empty if there is none."""
        last = bisect_left(self._date_starts, position) - 1
        return self.dates[last].text if last >= 0 and self.dates[last].start >= start else ""

    def titles_in(self, start: int, end: int) -> list[MarkedTitle]:
        """The marked titles in a stretch."""
        return self.titles[bisect_left(self._title_starts, start) : bisect_left(self._title_starts, end)]

    def marks(self, start: int, end: int) -> list[Mark]:
        """The marks of a stretch, found once."""
        known = self._marks.get((start, end))
        if known is None:
            titles, dates = self.titles_in(start, end), self.dates_in(start, end)
            marks = adjust(recognise(self.page.plain, start, end, titles, dates))
            known = self._marks[start, end] = self._people.tell(marks)
        return known
