"""What the lines above a list or a table say for all of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.announcements.lists.parts import Parts, parts_of
from releases.announcements.marking.marks import Mark, What
from releases.announcements.passage import Passage
from releases.announcements.text.layout import Block, BlockKind
from releases.announcements.text.sentences import Span
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense

_RELEASING = (Sense.RELEASE, Sense.ARRIVE, Sense.SET)
_SEVERAL = 2  # headings that are dates make a listing


@dataclass(slots=True)
class Heading:
    """What is known from above."""

    title: str | None = None
    places: list[Mark] = field(default_factory=list)
    types: list[Mark] = field(default_factory=list)
    date: Mark | None = None
    releasing: bool = False  # it speaks of releases, so the dates are theirs
    says_release: bool = False  # outright
    of_things: bool = False  # it speaks of other things: "Media screenings:"


class Headings:
    """Keeps what the lines above say, as the text goes on."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._pending: Span | None = None  # a sentence that is read only if a list follows
        alone = {(one.start, one.end) for one in passage.dates}
        self.has_dates = sum((block.start, block.end) in alone for block in passage.page.blocks) >= _SEVERAL
        self.now = Heading()

    def learn(self, marks: Sequence[Mark], parts: Parts) -> None:
        """Remember what a line without a verb says."""
        heading = self.now
        heading.of_things = False
        if parts.title is not None:
            heading.title = clean_title(parts.title.words)
        heading.places = list(parts.places) or heading.places
        heading.types = list(parts.types) or heading.types
        heading.says_release = heading.says_release or any(mark.is_noun(Noun.RELEASE) for mark in marks)
        heading.releasing = heading.releasing or _speaks_of_releases(marks) or self.has_dates

    def set_date(self, date: Mark) -> None:
        """Remember a line that is a date."""
        self.now.date = date
        self.now.title = None
        self.now.releasing = self.now.releasing or self.has_dates

    def after_block(self, block: Block, spans: Sequence[Span]) -> None:
        """Learn from a paragraph what the list after it is about, or forget the list before it."""
        if block.kind is BlockKind.PARAGRAPH and spans:
            self._pending = spans[-1]
            if self.now.date is not None:
                self.settle()

    def settle(self) -> None:
        """Read the sentence that stands above what comes now."""
        if self._pending is not None:
            span, self._pending = self._pending, None
            self.introduce(span)

    def introduce(self, span: Span) -> None:
        """Learn what a sentence above a list says for it, and forget all headings before but the date's."""
        marks = self._passage.marks(*span)
        parts = parts_of(marks)
        introduces = self._passage.page.plain[span[0] : span[1]].rstrip().endswith(":")
        old, date = self.now, self.now.date
        self.now = Heading(
            date=date,
            releasing=date is not None and old.releasing,
            says_release=date is not None and old.says_release,
        )
        if introduces or date is None:
            self.now.releasing = self.now.releasing or _speaks_of_releases(marks)
        if introduces:
            self.now.places = [
                mark for mark in parts.places if mark.place is not None and mark.place.role is not Role.CITY
            ]
            self.now.types = list(parts.types)
            if parts.title is not None and parts.title.what is What.TITLE:
                self.now.title = clean_title(parts.title.words)


def _speaks_of_releases(marks: Sequence[Mark]) -> bool:
    return any(
        mark.is_noun(Noun.RELEASE) or mark.what is What.TYPE or mark.is_sense(*_RELEASING) for mark in marks
    )
