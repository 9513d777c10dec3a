"""The parts of a list item, a heading or a table's cell: its title, dates, places and types."""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from releases.announcements.drafting.kinds import TYPES_OF_VERBS
from releases.announcements.grammar.dated import is_coarse
from releases.announcements.grammar.slots import fill_slots
from releases.announcements.lists.codes import (
    ALSO_WORDS,
    CODE,
    CODE_BEFORE,
    CODES,
    LEADING_CODE,
    code_mark,
    is_code,
    other_code,
)
from releases.announcements.lists.stretches import RATING, is_in_gloss, stretches_of
from releases.announcements.lists.wording import (
    AROUND,
    BOILERPLATE,
    SMALL,
    is_company,
    is_led_by_thing,
    is_plain_noun,
    is_title_cased,
    raw_title,
)
from releases.announcements.marking.capitals import OPENERS
from releases.announcements.marking.marks import Mark, What
from releases.announcements.marking.name_words import HEADINGS
from releases.announcements.passage import Passage
from releases.announcements.text.sentences import Span
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense

_LISTED = re.compile(r",.+(?:,|\band\b|&)|;")  # of titles: "A, B and C", "A; B"
_LIST_SIGN = re.compile(r"[,;]\s{0,3}(?:and\s{1,3})?|\s{1,3}(?:and|&)\s{1,3}")


@dataclass(slots=True)
class Parts:
    """What a line without a verb consists of."""

    title: Mark | None = None
    others: list[Mark] = field(default_factory=list)  # titles that share its date
    dates: list[Mark] = field(default_factory=list)
    places: list[Mark] = field(default_factory=list)
    types: list[Mark] = field(default_factory=list)
    loose: list[Mark] = field(default_factory=list)  # nouns that are none of these
    releasing: bool = False  # it names a release
    films: bool = False  # it speaks of films
    marks: list[Mark] = field(default_factory=list)
    is_title_alone: bool = False  # it is a title, or may be one, and nothing else

    def slots(self, dates: Sequence[Mark]) -> Iterable[tuple[Mark, Sequence[Mark], Sequence[Mark]]]:
        """Each date with the places and types that go with it."""
        if not self.dates:
            return [(date, self.places, self.types) for date in dates]
        return [(slot.date, slot.places, slot.types) for slot in fill_slots(self.marks, self.dates)]

    def types_of(self, title: Mark) -> list[Mark]:
        """The types that stand after a title and before the next."""
        starts = [
            one.start for one in (self.title, *self.others) if one is not None and one.start > title.start
        ]
        end = min(starts, default=sys.maxsize)
        return [mark for mark in self.types if title.end <= mark.start < end]


def parts_of(passage: Passage, span: Span, day: Mark | None = None) -> Parts:
    """The parts of a line: stretches between dashes, colons and brackets, each a title or something known.

    `day` is the date that the line begins with, where its month stands above.
    """
    parts = Parts(dates=[day] if day is not None else [])
    pieces = stretches_of(passage, span)
    for start, end in pieces:
        is_inner = start > span[0] and passage.page.plain[start - 1] in "(["
        if is_in_gloss(passage, (start, end), span):
            continue
        _read(parts, passage, (start, end), span, is_inner=is_inner)
    parts.marks = passage.marks(*span)
    exact = [mark for mark in parts.dates if not is_coarse(mark)]
    parts.dates = exact or parts.dates
    added = {mark.start: mark for mark in (*parts.places, *parts.dates)}
    told = {mark.start for mark in (*parts.places, *parts.types)}
    kept = [
        mark
        for mark in parts.marks
        if mark.start not in added
        and (mark.what not in {What.PLACE, What.TYPE, What.DATE} or mark.start in told)
    ]
    parts.marks = sorted([*kept, *added.values()], key=lambda mark: mark.start)
    known = parts.dates or parts.places or parts.types or parts.loose
    parts.is_title_alone = parts.title is not None and not known and parts.title.end >= pieces[0][1] - 1
    _read_others(parts, passage, pieces)
    return parts


def _read(parts: Parts, passage: Passage, span: Span, line: Span, *, is_inner: bool) -> None:
    """Take in one stretch."""
    plain = passage.page.plain
    words = plain[slice(*span)]
    if RATING.fullmatch(words) or (is_inner and words.isdigit()):
        return
    if CODES.fullmatch(words) and all(is_code(code) for code in CODE.findall(words)):
        parts.places += [code_mark(found, span[0]) for found in CODE.finditer(words)]
        return
    code = LEADING_CODE.match(words)
    if (
        code is not None
        and is_code(code[1])
        and not (code[1] in ALSO_WORDS and not other_code(passage, line, code[1]))
        and (passage.dates_in(*span) or _names_type(passage, span))
    ):
        parts.places.append(code_mark(code, span[0]))
        span = (span[0] + code.end(), span[1])
    marks = passage.marks(*span)
    marked = next((mark for mark in marks if mark.what is What.TITLE), None)
    parts.title = parts.title or marked
    rest = [mark for mark in marks if _is_rest(mark)]
    nouns = [mark for mark in marks if mark.what is What.NOUN]
    named = next(
        (
            mark
            for mark in rest
            if mark.what is What.NAME and mark.noun is None and mark.low not in AROUND | HEADINGS | OPENERS
        ),
        None,
    )
    known = [mark for mark in marks if mark.what in {What.DATE, What.PLACE, What.TYPE}]
    dated = any(mark.what is What.DATE for mark in known)
    for mark in known:
        before = CODE_BEFORE.search(plain, max(span[0], mark.start - 4), mark.start)
        if (
            mark.what is What.DATE
            and before is not None
            and before.start() > span[0]
            and before[1] not in ALSO_WORDS
            and is_code(before[1])
        ):
            parts.places.append(code_mark(before, 0))
    says_release = any(mark.is_noun(Noun.RELEASE) or mark.is_sense(Sense.RELEASE) for mark in marks)
    typed = any(mark.what is What.TYPE for mark in known) or _says_how(marks)
    others = len(passage.dates_in(*line)) > sum(mark.what is What.DATE for mark in known) or bool(parts.dates)
    in_title = others and rest and not any(char.isdigit() for char in words)  # "Low Sunday – Good Friday"
    is_title = parts.title is None and not is_inner and (not dated or in_title) and is_title_cased(words)
    if (
        is_title
        and not says_release
        and not typed
        and not is_plain_noun(marks)
        and (rest or not known)
        and not is_company(marks)
    ):
        parts.title = raw_title(marks, span, words)
        return
    if marked is None and parts.title is None and named is not None and (known or nouns) and not is_inner:
        boilerplate = any(mark.low in BOILERPLATE for mark in marks)
        parts.title = None if boilerplate or is_led_by_thing(marks, named) else named
    parts.dates += [mark for mark in known if mark.what is What.DATE]
    parts.places += [
        mark
        for mark in known
        if mark.place is not None and not (is_inner and mark.place.role is Role.DEMONYM)  # "(in French)"
    ]
    parts.types += [mark for mark in known if mark.what is What.TYPE]
    parts.types += [
        replace(mark, what=What.TYPE, type=TYPES_OF_VERBS[mark.verb.lemma])
        for mark in marks
        if mark.verb is not None and mark.verb.lemma in TYPES_OF_VERBS
    ]
    parts.loose += nouns
    parts.releasing = parts.releasing or says_release
    parts.films = parts.films or any(mark.is_noun(Noun.FILM) for mark in nouns)


def _says_how(marks: Sequence[Mark]) -> bool:
    """Whether a line begins with how what follows is shown: "Streaming in the UK"."""
    verb = marks[0].verb if marks else None
    return (
        verb is not None
        and verb.lemma in TYPES_OF_VERBS
        and len(marks) > 1
        and marks[1].what in {What.PREPOSITION, What.DATE, What.PLACE}
    )


def _names_type(passage: Passage, span: Span) -> bool:
    return any(mark.what is What.TYPE for mark in passage.marks(*span))


def _read_others(parts: Parts, passage: Passage, pieces: Sequence[Span]) -> None:
    """The other titles of a line that begins with its one date: "6 March: The Kelpie, Moth and Night Soil"."""
    first = parts.title
    plain = passage.page.plain
    marked = [mark for mark in parts.marks if mark.what is What.TITLE]
    dated = len(parts.dates) == 1 and first is not None and parts.dates[0].start < first.start
    if first is None or not (dated or (marked and not parts.dates)):
        return
    if marked:
        parts.others = [mark for mark in marked if mark.start != first.start]
        return
    if _LISTED.search(first.words):
        ends = [(sign.start(), sign.end()) for sign in _LIST_SIGN.finditer(plain, first.start, first.end)]
        starts = [first.start, *(after for _, after in ends)]
        listed = zip(starts, [*(before for before, _ in ends), first.end], strict=True)
        parts.title, *parts.others = (
            Mark(What.NAME, *one, clean_title(plain[slice(*one)])) for one in listed
        )
        return
    for start, end in pieces:
        words = plain[start:end]
        is_inner = plain[start - 1 : start] in {"(", "["}
        if start > first.end and not is_inner and is_title_cased(words) and not RATING.fullmatch(words):
            marks = passage.marks(start, end)
            if not any(mark.what in {What.DATE, What.PLACE, What.TYPE} or mark.noun for mark in marks):
                parts.others.append(Mark(What.NAME, start, end, clean_title(words)))


def _is_rest(mark: Mark) -> bool:
    """Whether a mark is neither known nor a word that stands around dates."""
    if mark.what in SMALL or mark.what in {What.DATE, What.PLACE, What.TYPE, What.NOUN}:
        return False
    return mark.low not in AROUND and mark.words[0].isalnum()
