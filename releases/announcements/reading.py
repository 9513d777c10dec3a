"""Reading a text: layout, sentences and lists in turn, each with what is known from before it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db.words import Precision, ReleaseType
from releases.announcements.background import setting_of
from releases.announcements.discourse import Cast
from releases.announcements.draft import Action, Draft
from releases.announcements.drafting.making import make_drafts
from releases.announcements.drafting.merging import merge
from releases.announcements.drafting.settings import Around
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.markets import markets_in
from releases.announcements.grammar.predicates import Says
from releases.announcements.grammar.sentence import read_sentence
from releases.announcements.lists.heading import Headings
from releases.announcements.lists.items import ItemReader
from releases.announcements.lists.tables import TableReader
from releases.announcements.marking.marks import Mark, What
from releases.announcements.passage import Passage
from releases.announcements.text.layout import Block, BlockKind
from releases.announcements.text.sentences import Span
from releases.announcements.words.noun_words import Noun
from releases.errors import InvalidValueError
from releases.regions import Region

_REACH = 6  # sentences back that a market is looked for
_OF_HOME = 0.9  # certainty of a region that only the text as a whole shows
_ARTICLE = 5  # paragraphs
LARGEST = 1 << 20  # characters


def read_announcement(text: str, *, published: date, region: Region | None = None) -> list[Draft]:
    """The releases that a text announces, moves or cancels, in the order they stand in it.

    `published` is the day the text appeared: dates without a year are the next from it on. `region` is what
    "here", "nationwide" or saying nothing means. Raises InvalidValueError for a text over 1 MiB.
    """
    if len(text) > LARGEST:
        raise InvalidValueError(
            f"The text has {len(text):,} characters: at most {LARGEST:,} are read at once.", field="text"
        )
    return _Reading(text, published, region).drafts()


class _Reading:
    """One reading of one text."""

    def __init__(self, text: str, published: date, region: Region | None) -> None:
        self._passage = Passage(text, region)
        self._cast = Cast(self._passage)
        self._setting = setting_of(text, self._passage, published, region)
        self._headings = Headings(self._passage)
        self._premiered: tuple[str, ...] = ()  # where the films of the sentence before have their premieres
        self._planned = False  # the sentence before told an older plan
        readers = (self._passage, self._cast, self._setting, self._headings)
        self._items = ItemReader(*readers)
        self._tables = TableReader(*readers)

    def drafts(self) -> list[Draft]:
        """Every draft of the text."""
        drafts: list[Draft] = []
        blocks = self._passage.page.blocks
        for number, block in enumerate(blocks):
            drafts += self._block(blocks, number, block)
        return merge([*drafts, *self._items.close()])

    def _block(self, blocks: Sequence[Block], number: int, block: Block) -> list[Draft]:
        if block.kind is BlockKind.ROW:
            return self._tables.row(
                block, is_first=number == 0 or blocks[number - 1].kind is not BlockKind.ROW
            )
        drafts: list[Draft] = []
        spans = self._passage.sentences(block.start, block.end)
        before: list[Span] = []
        self._planned, self._premiered = False, ()
        for index, span in enumerate(spans):
            made = self._items.read(block, span) if index == 0 else None
            if made is None:
                made = self._sentence(span, before, blocks, number)
                following = spans[index + 1] if index + 1 < len(spans) else None
                if following is not None and _IN_QUESTION.match(self._passage.page.plain, *following):
                    made = []
                if following is not None and _NEW_DATE.match(self._passage.page.plain, *following):
                    made = [_as_undated(draft) for draft in made]
            drafts += made
            before.append(span)
        self._headings.after_block(block, spans)
        return drafts

    def _sentence(
        self, span: Span, before: Sequence[Span], blocks: Sequence[Block], number: int
    ) -> list[Draft]:
        passage = self._passage
        if (
            not passage.dates_in(*span)
            and not _DAY_ALONE.search(passage.page.plain, *span)
            and not _tells_of_a_change(passage.page.plain, *span)
        ):
            return []
        marks = passage.marks(*span)
        film = None if _is_of_person(marks) else self._cast.film_for(before, blocks, number)
        findings, self._planned = read_sentence(
            self._named(marks), film_known=film is not None, planned=self._planned
        )
        if not findings:
            return []
        placed = next((one for one in findings if _names_market(one)), None)
        nearby = self._nearby(span, blocks[number]) if placed is None else ()
        if self._headings.now.change is Says.MOVED and self._headings.now.is_section:
            findings = [
                replace(one, says=Says.MOVED) if one.says is Says.ANNOUNCED else one for one in findings
            ]
        if placed is not None:
            findings = [_placed_like(one, placed) for one in findings]
        dated = passage.date_before(span[0], blocks[max(0, number - 1)].start)
        around = Around(*span, regions=nearby, types=self._headings.now.section, before=dated)
        if not (placed or nearby or self._setting.region) and self._setting.home and self._is_article():
            around = replace(around, regions=(self._setting.home,), certainty=_OF_HOME)
        if film is not None:
            around = replace(around, title=film.title, title_certainty=film.certainty)
        service = _service_of(marks)
        if service is not None and not any(one.types for one in findings):
            around = replace(around, types=(service,))
        if self._premiered and any(_follows(one) for one in findings):
            around = replace(around, regions=self._premiered, types=(ReleaseType.PREMIERE,))
        drafts = make_drafts(findings, self._setting, around)
        premieres = tuple({draft.region for draft in drafts if draft.region})
        self._premiered = (
            premieres if drafts and all(one.type is ReleaseType.PREMIERE for one in drafts) else ()
        )
        return drafts

    def _nearby(self, span: Span, block: Block) -> tuple[str, ...]:
        """The market that a sentence names in another part, or else its paragraph, if it names one alone."""
        if self._setting.region is not None:
            return ()
        spans = self._passage.sentences(block.start, block.end)
        index = bisect_left(spans, span)
        before = spans[max(0, index - _REACH) : index]
        for near in (spans[index], *spans[index + 1 : index + 2], *reversed(before)):
            named = markets_in(self._passage.marks(*near))
            if len(named) == 1:
                return named.pop()
            if named:
                return ()
        if block.kind is BlockKind.ITEM:
            headed = {mark.place.regions for mark in self._headings.now.places if mark.place is not None}
            return headed.pop() if len(headed) == 1 else ()
        return ()

    def _is_article(self) -> bool:
        """Whether a text is long enough to show in which country it is written."""
        paragraphs = [one for one in self._passage.page.blocks if one.kind is BlockKind.PARAGRAPH]
        return len(paragraphs) >= _ARTICLE

    def _named(self, marks: Sequence[Mark]) -> list[Mark]:
        """The marks with the names of people and companies marked as such: where titles are marked, all other names."""
        marked = any(mark.what is What.TITLE and mark.sure for mark in marks)
        known: list[Mark] = []
        for mark in marks:
            is_name = mark.what is What.NAME and mark.noun is None
            if is_name and not mark.owner and self._passage.is_surname(mark.words):
                known.append(replace(mark, noun=Noun.ROLE))
            elif is_name and marked:
                known.append(replace(mark, noun=Noun.COMPANY))
            else:
                known.append(mark)
        return known


# what turns a release that is taken back into one that is only put off
_NEW_DATE = re.compile(
    r"(?:a|the|its) (?:new|fresh|revised) (?:release )?date (?:will|is to|is yet to|has yet to|has not|hasn['’]t|to) ",
    re.IGNORECASE,
)


# what asks whether the sentence before is true
_IN_QUESTION = re.compile(
    r"(?:is|was|are) (?:s?he|it|that|this|they) (?:true|right|correct|wrong|accurate|real|for real)\b[^.!]{0,40}\?",
    re.IGNORECASE,
)


def _is_of_person(marks: Sequence[Mark]) -> bool:
    """Whether a sentence begins with a person, and speaks of no film and no release."""
    if not marks or marks[0].what is not What.NAME or marks[0].noun is not Noun.ROLE or marks[0].possessive:
        return False
    of_film = any(mark.is_noun(Noun.FILM, Noun.RELEASE) or mark.what is What.TYPE for mark in marks)
    return not of_film and not any(mark.is_noun(Noun.IT) and mark.low != "he" for mark in marks)


def _service_of(marks: Sequence[Mark]) -> ReleaseType | None:
    """The type that the subject of a sentence says, if it is a service: "Netflix said “Cobalt City” will launch in May"."""
    if len(marks) > 1 and marks[0].what is What.TYPE and marks[1].what is What.VERB:
        return marks[0].type if marks[0].words[0].isupper() and marks[0].type in _OF_SERVICES else None
    return None


def _names_market(finding: Finding) -> bool:
    """Whether a finding names a country or a town itself, and does not only point at one."""
    return any(mark.place is not None and mark.place.regions for mark in finding.places)


def _placed_like(finding: Finding, other: Finding) -> Finding:
    """A finding that names no place with another's of its sentence, unless it is a release of another type."""
    types = {mark.type for mark in finding.types} - {mark.type for mark in other.types}
    streams = finding.meaning is not None and finding.meaning.lemma == "stream"
    return (
        finding
        if finding.places or finding.is_ours or types or streams
        else replace(finding, places=other.places)
    )


def _follows(finding: Finding) -> bool:
    """Whether a film follows another where that is shown: "“Severance Pay” follows on 30 August"."""
    verb = finding.meaning
    return verb is not None and verb.lemma == "follow" and not finding.places and not finding.types


def _as_undated(draft: Draft) -> Draft:
    """A cancelled release as one that is moved to a day to be announced."""
    if draft.action is not Action.CANCEL:
        return draft
    return replace(draft, action=Action.MOVE, on="tba", precision=Precision.TBA)


_OF_SERVICES = frozenset({ReleaseType.DIGITAL, ReleaseType.TV})
_DAY_ALONE = re.compile(r"\bthe \d{1,2}(?:st|nd|rd|th)\b")
_CHANGES = (
    "delay", "postpone", "pull", "withdraw", "cancel", "scrap", "shelve", "no longer", "indefinitely", "undated", "axed", "off the", "off its", "no new date", "remov", "calendar", "schedule", "yank", "won't", "won’t", "will not", "lost its", "vacate", "without a date", "unscheduled",
    "after all", "called off", "dropped", "abandon", "ditch", "not be released", "binned", "nixed",
)  # fmt: skip


def _tells_of_a_change(plain: str, start: int, end: int) -> bool:
    """Whether a sentence without a date can move or cancel a release."""
    words = plain[start:end].lower()
    return any(change in words for change in _CHANGES)
