"""A text with everything that is found once for all of it: its layout, its marked titles, its dates."""

from bisect import bisect_left

from releases.announcements.adjust import adjust
from releases.announcements.layout import Page, lay_out
from releases.announcements.marks import Mark
from releases.announcements.recognise import DateSpan, recognise
from releases.announcements.sentences import Span, split_sentences
from releases.announcements.titles import MarkedTitle, titles_in_text
from releases.dates import find_dates
from releases.regions import Region


class Passage:
    """The text with everything that is found once for all of it."""

    def __init__(self, text: str, region: Region | None) -> None:
        self.page: Page = lay_out(text)
        self.dates = [DateSpan(one.start, one.end, one.text) for one in find_dates(self.page.plain, region)]
        dates = {(one.start, one.end) for one in self.dates}
        # A title that is a holiday's name is one only where it is marked.
        self.titles: list[MarkedTitle] = [
            one for one in titles_in_text(self.page) if one.is_marked or (one.start, one.end) not in dates
        ]
        self._marks: dict[Span, list[Mark]] = {}
        self._title_starts = [one.start for one in self.titles]
        self._date_starts = [one.start for one in self.dates]
        self._whole: list[Span] = sorted(
            [(one.start, one.end) for one in self.titles] + [(one.start, one.end) for one in self.dates]
        )

    def sentences(self, start: int, end: int) -> list[Span]:
        """The sentences of a stretch."""
        return split_sentences(self.page.plain, start, end, self._whole)

    def dates_in(self, start: int, end: int) -> list[DateSpan]:
        """The dates in a stretch."""
        return self.dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def titles_in(self, start: int, end: int) -> list[MarkedTitle]:
        """The marked titles in a stretch."""
        return self.titles[bisect_left(self._title_starts, start) : bisect_left(self._title_starts, end)]

    def marks(self, start: int, end: int) -> list[Mark]:
        """The marks of a stretch, found once."""
        known = self._marks.get((start, end))
        if known is None:
            titles, dates = self.titles_in(start, end), self.dates_in(start, end)
            known = self._marks[start, end] = adjust(recognise(self.page.plain, start, end, titles, dates))
        return known
