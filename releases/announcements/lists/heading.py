"""What the lines above a list or a table say for all of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from db.words import ReleaseType
from releases.announcements.background import is_newsletter
from releases.announcements.grammar.predicates import Says
from releases.announcements.lists.changes import change_of
from releases.announcements.lists.parts import Parts
from releases.announcements.marking.marks import Mark, What
from releases.announcements.marking.name_words import HEADINGS
from releases.announcements.passage import Passage
from releases.announcements.text.layout import Block, BlockKind
from releases.announcements.text.sentences import Span
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense

_RELEASING = (Sense.RELEASE, Sense.ARRIVE, Sense.SET)
_SAMPLE = 50_000  # characters in which a heading that is a title is looked for again
_MARKUP = 8  # characters that can stand before a heading, with the line breaks
_SEVERAL = 2  # headings that are dates make a listing
_OF_RELEASES = re.compile(
    r"\b(?:coming|next|opening|opens|new|dates?|diary|calendar|schedule|line-?up|slate|films?|movies?|screens?|arriving|"
    r"releases?|what['’]s on|ahead|soon|(?:how|where|when) to (?:watch|see))\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:at home|home (?:entertainment|viewing|releases?|premieres?)|sofa|couch|armchair|living rooms?|stay(?:ing)? in|"
    r"to stream|streaming|streamers|watchlist)\b",
    re.IGNORECASE,
)
_TO_WATCH = re.compile(r"(?:how|where|when) to (?:watch|see)\b", re.IGNORECASE)
_SHORT = 5  # words of a line that heads a section
_FOR_HOME = frozenset({ReleaseType.DIGITAL, ReleaseType.PHYSICAL, ReleaseType.TV})
_OF_OTHERS = re.compile(
    r"\b(?:leaving|last chance|series|shows|television|tv|events|gigs|theatre|stage|exhibitions?|books?|talks|workshops|"
    r"screenings|awards|tickets|podcasts?|music|games)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Heading:
    """What is known from above."""

    title: str | None = None
    places: list[Mark] = field(default_factory=list)
    types: list[Mark] = field(default_factory=list)
    section: tuple[ReleaseType, ...] = ()  # how the films of a section for the home are shown
    date: Mark | None = None
    year: str = ""  # in which the days below it are, where it names one
    month: str = ""  # "December" or "December 2026", where lines begin with the day alone
    releasing: bool = False  # it speaks of releases, so the dates are theirs
    says_release: bool = False  # outright
    change: Says | None = None  # it speaks of films that were moved or withdrawn
    is_section: bool = False  # it stands over a part of the text
    of_things: bool = False  # it speaks of other things: "Media screenings:"


class Headings:
    """Keeps what the lines above say, as the text goes on."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._pending: Sequence[Span] = ()  # the sentences that are read only if a list follows
        self._first = passage.page.blocks[0].start if passage.page.blocks else 0
        self._lower = passage.page.plain[:_SAMPLE].lower()
        alone = {(one.start, one.end) for one in passage.dates}
        self.has_dates = sum((block.start, block.end) in alone for block in passage.page.blocks) >= _SEVERAL
        self._marks_titles = any(one.sure and one.is_marked for one in passage.titles)
        self._is_newsletter = is_newsletter(passage.page)
        self._market: list[Mark] = []  # the places of the paragraph above
        self.now = Heading()

    def learn(self, span: Span, marks: Sequence[Mark], parts: Parts) -> None:
        """Remember what a line without a verb says."""
        heading = self.now
        words = self._passage.page.plain[slice(*span)]
        known = parts.places or parts.types
        heading.change = change_of(words)
        heading.year = next((mark.words for mark in parts.dates if mark.words.isdigit()), heading.year)
        heading.is_section = span[0] > self._first + _MARKUP
        screened = any(mark.is_place(Role.FESTIVAL) for mark in marks) and not parts.types
        heading.of_things = (bool(_OF_OTHERS.search(words)) and not parts.films and not known) or screened
        if parts.title is not None:
            self._take_title(span, parts.title, marks)
        heading.places = list(parts.places) or heading.places
        self._take_types(list(parts.types) or _premieres(marks) or _at_home(words, span[0]))
        heading.says_release = heading.says_release or any(
            mark.is_noun(Noun.RELEASE) or mark.what is What.TYPE for mark in marks
        )
        heading.releasing = (
            heading.releasing
            or _speaks_of_releases(marks)
            or self.has_dates
            or parts.films
            or _OF_RELEASES.search(words) is not None
            or any(mark.is_noun(Noun.COMPANY) for mark in marks)
        )

    def _take_types(self, types: list[Mark]) -> None:
        """Take how what follows is shown; of a section for the home, for its sentences as well as its lists."""
        self.now.types = types or self.now.types
        self.now.section = tuple(mark.type for mark in types if mark.type in _FOR_HOME)

    def _take_title(self, span: Span, title: Mark, marks: Sequence[Mark]) -> None:
        """Take a heading for a film's title, unless it may only head a part and a surer one stands above it."""
        words = clean_title(title.words)
        opens = span[0] <= self._first + 4
        if title.low in HEADINGS or (opens and self._is_newsletter):
            return
        is_first = opens and not self._marks_titles
        is_sure = title.what is What.TITLE or is_first or self._lower.count(words.lower()) > 1
        if any(mark.what is What.PLACE for mark in marks) and title.what is not What.TITLE and not is_sure:
            return
        apart = "\n" in self._passage.page.plain[max(0, span[0] - _MARKUP) : span[0]].strip(" #*_").replace(
            "\n", "", 1
        )
        if is_sure or ((apart or self.now.title is None) and not self._marks_titles):
            self.now.title = words

    def set_date(self, parts: Parts, *, says_release: bool) -> None:
        """Remember a line that is a date, and the place and the type beside it."""
        self.now.date = parts.dates[0]
        self.now.places = list(parts.places) or self.now.places
        self.now.types = list(parts.types) or self.now.types
        self.now.says_release = self.now.says_release or says_release
        self.now.releasing = self.now.releasing or says_release or self.has_dates
        self.now.title = None

    def set_month(self, month: str) -> None:
        """Remember a line that is a month."""
        self.now.month = month
        self.now.title = None

    def after_block(self, block: Block, spans: Sequence[Span]) -> None:
        """Learn from a paragraph what the list after it is about, or forget the list before it."""
        if spans and (block.kind is BlockKind.PARAGRAPH or (block.kind is BlockKind.LINE and len(spans) > 1)):
            self._pending = spans
            if self.now.date is not None:
                self.settle()

    def settle(self) -> None:
        """Read the sentence above what comes now that tells most of it: the one with a colon, or one of releases."""
        spans, self._pending = self._pending, ()
        if not spans:
            return
        last = spans[-1]
        self._market = [
            mark for span in spans for mark in self._passage.marks(*span) if mark.place is not None
        ]
        if not self._passage.page.plain[slice(*last)].rstrip().endswith(":"):
            told = [span for span in spans if _speaks_of_releases(self._passage.marks(*span))]
            last = next((span for span in told if not _names_day(self._passage.marks(*span))), last)
        self.introduce(last)

    def introduce(self, span: Span) -> None:
        """Learn what a sentence above a list says for it, and forget all headings before but the date's."""
        marks = self._passage.marks(*span)
        words = self._passage.page.plain[slice(*span)]
        introduces = words.rstrip().endswith(":") or _TO_WATCH.match(words) is not None
        old, date = self.now, self.now.date
        self.now = Heading(
            title=old.title if not introduces and date is None else None,
            date=date,
            year=old.year,
            is_section=span[0] > self._first + _MARKUP,
            month=old.month,
            releasing=date is not None and old.releasing,
            says_release=date is not None and old.says_release,
        )
        if introduces or date is None:
            told = introduces and _OF_RELEASES.search(words) is not None
            self.now.releasing = self.now.releasing or told or _speaks_of_releases(marks)
        self.now.change = change_of(words) if introduces or not _names_day(marks) else None
        dated = _names_day(marks)
        premieres = any(mark.type is ReleaseType.PREMIERE for mark in marks) or bool(_premieres(marks))
        if introduces or (self.now.releasing and (premieres or not dated)):
            self.now.places = [
                mark
                for mark in marks
                if mark.place is not None and mark.place.role not in {Role.CITY, Role.FESTIVAL}
            ]
            self.now.types = [mark for mark in marks if mark.what is What.TYPE] or _premieres(marks)
        if introduces or len(words.split()) <= _SHORT:
            self._take_types(self.now.types or _at_home(words, span[0]))
        if introduces and not self.now.places:  # "reshuffled its calendar in the US. The changes in full:"
            self.now.places = [mark for mark in self._market if mark.is_place(Role.COUNTRY)]
        self._market = []
        title = next((mark for mark in marks if mark.what is What.TITLE), None)
        if introduces and title is not None:
            self.now.title = clean_title(title.words)


def _premieres(marks: Sequence[Mark]) -> list[Mark]:
    """The word that says that what is listed are premieres."""
    return [
        replace(mark, what=What.TYPE, type=ReleaseType.PREMIERE)
        for mark in marks
        if mark.is_noun(Noun.RELEASE) and mark.low in {"premieres", "premiere"}
    ]


def _at_home(words: str, start: int) -> list[Mark]:
    """The words of a heading that say that films are watched at home, whatever brings them there."""
    found = _HOME.search(words)
    if found is None:
        return []
    mark = Mark(What.TYPE, start + found.start(), start + found.end(), found[0])
    return [replace(mark, type=ReleaseType.DIGITAL)]


def _names_day(marks: Sequence[Mark]) -> bool:
    return any(mark.what is What.DATE and any(char.isdigit() for char in mark.words) for mark in marks)


def _speaks_of_releases(marks: Sequence[Mark]) -> bool:
    return any(
        mark.is_noun(Noun.RELEASE) or mark.what is What.TYPE or mark.is_sense(*_RELEASING) for mark in marks
    )
