"""Lists and tables of dates: what an item or a row says, with the headings it stands under."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.announcements.discourse import Cast
from releases.announcements.draft import Draft
from releases.announcements.drafting.making import make_drafts
from releases.announcements.drafting.settings import Around, Setting
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.announcements.marking.marks import Mark, Tense, What
from releases.announcements.passage import Passage
from releases.announcements.record_parts import Parts, parts_of
from releases.announcements.text.layout import Block, BlockKind
from releases.announcements.text.sentences import Span
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense
from releases.dates import parse_date
from releases.errors import UnreadableDateError
from releases.regions import WORLDWIDE, find_region

_FINITE = frozenset({Tense.PRESENT, Tense.FUTURE, Tense.PAST, Tense.PERFECT, Tense.PLANNED})
_SEVERAL = 2  # headings that are dates make a listing
_RELEASING = frozenset({Sense.RELEASE, Sense.ARRIVE, Sense.SET})


@dataclass(slots=True)
class _Heading:
    """What the lines above a list say for all of it."""

    title: str | None = None
    places: list[Mark] = field(default_factory=list)
    types: list[Mark] = field(default_factory=list)
    date: Mark | None = None
    releasing: bool = False  # they say that the dates are releases'
    says_release: bool = False  # outright
    of_things: bool = False  # they say that the dates are other things': "Media screenings:"


class RecordReader:
    """Reads items and rows, and remembers the headings above them."""

    def __init__(self, passage: Passage, cast: Cast, setting: Setting) -> None:
        self._passage = passage
        self._cast = cast
        self._setting = setting
        self._heading = _Heading()
        self._columns: list[Parts] = []
        self._pending: Span | None = None
        alone = {(one.start, one.end) for one in passage.dates}
        headed = sum((block.start, block.end) in alone for block in passage.page.blocks)
        self._has_date_headings = headed >= _SEVERAL

    def regions_around(self, block_start: int) -> tuple[str, ...]:
        """The regions that the headings above a sentence name."""
        return ()

    def item(self, block: Block, span: Span) -> list[Draft] | None:
        """The drafts of a list item or a line; None if it is a sentence like others."""
        if block.kind is BlockKind.PARAGRAPH and not (
            self._heading.date is not None and self._heading.releasing
        ):
            return None
        self._introduce_pending()
        marks = self._passage.marks(*span)
        parts = parts_of(marks)
        is_entry = self._is_entry(block, marks, parts)
        if block.kind is BlockKind.PARAGRAPH and not is_entry:
            return None
        if not is_entry and _is_sentence(marks):
            self._introduce(span)
            return None
        if any(mark.noun is Noun.THING for mark in parts.loose) and not parts.title:
            if not parts.dates:
                self._heading.of_things = True
            return []
        if is_entry:
            parts = Parts(title=parts.title)
        heads = self._has_date_headings and block.kind is not BlockKind.ITEM and _is_date_alone(marks)
        if self._heading.of_things and not parts.releasing and not parts.types:
            return []
        drafts = [] if heads else self._record(span, parts, block.kind)
        listed = self._heading.date is not None and parts.title is not None
        if (
            not drafts
            and not listed
            and not (parts.dates and (_is_date_alone(marks) or block.kind is BlockKind.ITEM))
        ):
            self._learn(marks, parts, is_sentence=False)
        elif not drafts and _is_date_alone(marks) and self._is_to_come(parts.dates[0]):
            self._heading.date = parts.dates[0]
            self._heading.title = None
            self._heading.releasing = self._heading.releasing or self._has_date_headings
        return drafts

    def _is_to_come(self, date: Mark) -> bool:
        """Whether a date that stands alone is later than the text's own, and so not the text's own."""
        try:
            read = parse_date(
                date.words, self._setting.region or find_region(WORLDWIDE), self._setting.published
            )
        except UnreadableDateError:
            return False
        return read.first is not None and read.first > self._setting.published

    def _is_entry(self, block: Block, marks: Sequence[Mark], parts: Parts) -> bool:
        """Whether a paragraph is an entry of a listing: a title first, then a dash."""
        return (
            self._heading.date is not None and bool(marks) and marks[0].what is What.TITLE and parts.title is marks[0]
            and len(marks) > 1 and marks[1].is_link(Link.STOP) and block.start <= marks[0].start <= block.start + 4
        )  # fmt: skip

    def _record(self, span: Span, parts: Parts, kind: BlockKind) -> list[Draft]:
        heading = self._heading
        sure = (
            kind is not BlockKind.LINE
            or heading.says_release
            or (parts.title is not None and parts.title.what is What.TITLE)
        )
        under_date = heading.date is not None and parts.title is not None and sure
        dates = parts.dates or ([heading.date] if under_date and heading.date is not None else [])
        if not dates:
            return []
        has_place = bool(parts.places)
        releasing = heading.releasing or bool(parts.types) or parts.releasing
        if not (has_place or releasing):
            return []
        title = parts.title
        name = heading.title
        certainty = 0.95
        if title is None and name is None:
            film = self._cast.subject()
            if film is None:
                return []
            name, certainty = film.title, film.certainty
        around = Around(*span, title=name, title_certainty=certainty)
        around.regions = tuple(
            code for mark in heading.places if mark.place is not None for code in mark.place.regions
        )
        around.types = tuple(mark.type for mark in heading.types if mark.type is not None)
        if parts.dates and not releasing:
            around.certainty = 0.9
        if not parts.dates:
            around.certainty = 0.72
            around.reasons.append("The date is that of the heading above.")
        findings = [
            Finding(
                says=Says.ANNOUNCED, titles=(title,) if title is not None else (), date=date, places=list(places),
                types=list(types), verb=None, marks=(),
            )
            for date, places, types in parts.slots(dates)
        ]  # fmt: skip
        return make_drafts(findings, self._setting, around)

    def _learn(self, marks: Sequence[Mark], parts: Parts, *, is_sentence: bool) -> None:
        """Remember what a heading says."""
        heading = self._heading
        heading.of_things = False
        says_release = any(
            mark.is_noun(Noun.RELEASE) or mark.what is What.TYPE or (mark.is_sense(*_RELEASING))
            for mark in marks
        )
        if not is_sentence and parts.title is not None:
            heading.title = clean_title(parts.title.words)
        if parts.places and not is_sentence:
            heading.places = list(parts.places)
        if parts.types and not is_sentence:
            heading.types = list(parts.types)
        heading.says_release = heading.says_release or any(mark.is_noun(Noun.RELEASE) for mark in marks)
        heading.releasing = heading.releasing or says_release or self._has_date_headings

    def after_block(self, block: Block, spans: Sequence[Span]) -> None:
        """Learn from a paragraph what the list after it is about, or forget the list before it."""
        if block.kind is not BlockKind.PARAGRAPH or not spans:
            return
        if self._heading.date is not None:
            self._introduce_pending()
        self._pending = spans[-1]  # read only once a list follows
        if self._heading.date is not None:
            self._introduce_pending()

    def _introduce_pending(self) -> None:
        if self._pending is not None:
            span, self._pending = self._pending, None
            self._introduce(span)

    def _introduce(self, span: Span) -> None:
        """Learn what a sentence above a list says for it, and forget the headings before."""
        plain = self._passage.page.plain
        kept = self._heading.date if self._heading.date is not None else None
        introduces = plain[span[0] : span[1]].rstrip().endswith(":")
        old = self._heading
        self._heading = _Heading(
            date=kept,
            releasing=old.releasing and kept is not None,
            says_release=old.says_release and kept is not None,
        )
        marks = self._passage.marks(*span)
        parts = parts_of(marks)
        if introduces or kept is None:
            says = any(
                mark.is_noun(Noun.RELEASE) or mark.what is What.TYPE or mark.is_sense(*_RELEASING)
                for mark in marks
            )
            self._heading.releasing = self._heading.releasing or says
        if introduces:
            self._heading.places = [
                mark for mark in parts.places if mark.place is not None and mark.place.role is not Role.CITY
            ]
            self._heading.types = list(parts.types)
            if parts.title is not None and parts.title.what is What.TITLE:
                self._heading.title = clean_title(parts.title.words)

    def row(self, block: Block, *, is_first: bool) -> list[Draft]:
        """The drafts of a table's row."""
        has_dates = bool(self._passage.dates_in(block.start, block.end))
        if not is_first and not has_dates:
            return []
        self._introduce_pending()
        cells = [parts_of(self._passage.marks(*cell)) for cell in block.cells]
        if is_first:
            self._columns = []
        if is_first and not any(cell.dates for cell in cells):
            self._columns = cells
            return []
        title = self._row_title(block, cells)
        places = [mark for cell in cells for mark in cell.places]
        types = [mark for cell in cells for mark in cell.types]
        findings = []
        for number, cell in enumerate(cells):
            column = self._columns[number] if number < len(self._columns) else Parts()
            if column.loose and any(mark.noun is Noun.THING for mark in column.loose):
                continue
            for date in cell.dates[:1]:
                findings.append(
                    Finding(
                        says=Says.ANNOUNCED,
                        titles=(title,) if title is not None else (),
                        date=date,
                        places=places or list(column.places) or list(self._heading.places),
                        types=types or list(column.types) or list(self._heading.types),
                        verb=None,
                        marks=(),
                    )  # fmt: skip
                )
        told = (
            self._heading.releasing
            or bool(places)
            or bool(types)
            or any(one.places or one.types or one.loose for one in self._columns)
        )
        if not findings or not told:
            return []
        name = self._heading.title
        if title is None and name is None:
            film = self._cast.subject()
            name = film.title if film is not None else None
        around = Around(block.start, block.end, title=name, title_certainty=0.95)
        return make_drafts(findings, self._setting, around)

    def _row_title(self, block: Block, cells: Sequence[Parts]) -> Mark | None:
        """The film of a row: the first cell that is no place, type or date."""
        for number, cell in enumerate(cells):
            if cell.title is not None:
                return cell.title
            if cell.dates or cell.places or cell.types:
                continue
            start, end = block.cells[number]
            words = clean_title(self._passage.page.plain[start:end])
            column = self._columns[number] if number < len(self._columns) else None
            says_title = (
                column is None or any(mark.is_noun(Noun.FILM) for mark in column.loose) or not column.loose
            )
            if words and says_title and number == 0 and words[0].isalnum():
                return Mark(What.NAME, start, end, words)
        return None


def _is_sentence(marks: Sequence[Mark]) -> bool:
    """Whether an item has a verb of its own, so that it is read like any sentence."""
    for mark in marks:
        if (
            mark.verb is not None
            and mark.verb.tense in _FINITE
            and mark.verb.lemma not in {"out", "available"}
        ):
            return True
    return False


def _is_date_alone(marks: Sequence[Mark]) -> bool:
    """Whether a line is a date and nothing else, so that it can head what follows."""
    return all(
        mark.what in {What.DATE, What.TYPE, What.LINK, What.PREPOSITION, What.DETERMINER} or mark.is_sense(Sense.RELEASE)
        for mark in marks
    )  # fmt: skip
