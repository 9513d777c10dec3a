"""The films that a text is about, and which of them "it" and "the film" mean."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from releases.announcements.background import is_newsletter
from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.clauses import split_clauses
from releases.announcements.grammar.objects import can_be_title
from releases.announcements.grammar.subjects import Head, about
from releases.announcements.marking.marks import What
from releases.announcements.marking.name_words import HEADINGS, JOINING, is_bare_name
from releases.announcements.passage import Passage
from releases.announcements.text.layout import Block, BlockKind
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import PREPOSITIONS, Link, Noun
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_OF_PLACES = word_set("in at from by with near")
_MADE = word_set("distributed distribute direct follow handle")
_LONGEST_HEADING = 8  # words
_DOMINANT = 2.0
_MEMORY = 6  # sentences of a paragraph that "it" can look back over
_FEW = 2  # titles, among which one mention more is enough
_MANY = 3


@dataclass(frozen=True, slots=True)
class Film:
    """A film that a sentence can be about without naming it."""

    title: str
    certainty: float


class Cast:
    """The titles of a text, and how much it speaks of each."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._counts = Counter(one.title.casefold() for one in passage.titles if one.sure)
        self._names = {one.title.casefold(): one.title for one in reversed(passage.titles)}
        self._subjects: dict[tuple[int, int], str | None] = {}
        self._subject: Film | None = None
        self._subject_is_known = False

    def film_for(
        self, before: Sequence[tuple[int, int]], blocks: Sequence[Block], number: int
    ) -> Film | None:
        """The film that a sentence is about if it names none."""
        passage = self._passage
        for span in before[: -_MEMORY - 1 : -1]:
            title = self._subject_of(span)
            if title is not None and self._can_be_meant(title):
                return Film(title, 0.93)
            named = _only_name(passage, span)
            if named is not None and self._can_be_meant(named):
                return Film(named, 0.7)
        subject = self.subject()
        if subject is not None:
            return subject
        for block in reversed(blocks[max(0, number - 2) : number]):
            for span in reversed(passage.sentences(block.start, block.end)):
                title = self._subject_of(span)
                if title is not None and self._can_be_meant(title):
                    return Film(title, 0.7)
        return None

    def _can_be_meant(self, title: str) -> bool:
        """Whether a title is marked somewhere, or more than a bare name, or the text marks none."""
        return not self._counts or title.casefold() in self._names or not is_bare_name(title)

    def _subject_of(self, span: tuple[int, int]) -> str | None:
        """The film that a sentence is about, found once."""
        if span not in self._subjects:
            self._subjects[span] = _subject_of(self._passage, span)
        return self._subjects[span]

    def subject(self) -> Film | None:
        """The film that the whole text is about, if it is about one."""
        if not self._subject_is_known:
            self._subject = self._find_subject()
            self._subject_is_known = True
        return self._subject

    def _heading(self) -> str | None:
        """The text's own heading, if it is written as a title and says nothing else."""
        page = self._passage.page
        if not page.blocks or page.blocks[0].kind not in {BlockKind.LINE, BlockKind.HEADING}:
            return None
        block = page.blocks[0]
        if is_newsletter(page):
            return None
        words = page.plain[block.start : block.end]
        plain = re.sub(r"\s*\(\d{4}\)$", "", words)
        if len(plain.split()) > _LONGEST_HEADING or any(sign in plain for sign in ":|–—"):
            return None
        marks = self._passage.marks(block.start, block.end)
        known = {What.DATE, What.PLACE, What.TYPE}
        if any(mark.what in known or (mark.noun and mark.noun is not Noun.FILM) for mark in marks):
            return None
        if (
            any(mark.verb is not None and not words.isupper() for mark in marks)
            or plain.split()[0].lower() in HEADINGS
        ):
            return None
        small = {word.lower() for word in plain.split() if word[0].islower()}
        return clean_title(plain) if plain[0].isupper() and small <= JOINING | PREPOSITIONS else None

    def _find_subject(self) -> Film | None:
        passage = self._passage
        scores: Counter[str] = Counter()
        for title, count in self._counts.items():
            scores[title] += count
        names = dict(self._names)
        lower = passage.page.plain.casefold()
        opening = list(enumerate(passage.page.blocks[:5]))
        for number, block in opening[is_newsletter(passage.page) :]:
            spans = passage.sentences(block.start, block.end)[:1]
            for span in spans:
                for title in _titles_of(passage, span):
                    told = self._can_be_meant(title)
                    if title.casefold() in scores or (told and lower.count(title.casefold()) > 1):
                        names.setdefault(title.casefold(), title)
                        scores[title.casefold()] += 3 if number == 0 else 1
        heading = self._heading()
        if heading is not None and (not self._counts or lower.count(heading.casefold()) > 1):
            names[heading.casefold()] = heading
            scores[heading.casefold()] += 4
        if not scores:
            return None
        ranked = scores.most_common(2)
        if len(scores) > _FEW and ranked[0][1] < _MANY:
            return None
        if len(ranked) == 1 or ranked[0][1] >= _DOMINANT * ranked[1][1]:
            return Film(names[ranked[0][0]], 0.9)
        return None


def _only_name(passage: Passage, span: tuple[int, int]) -> str | None:
    """The name that a sentence ends on, if it has no other and it is no one's surname."""
    marks = passage.marks(*span)
    names = [mark for mark in marks if mark.what is What.NAME]
    presented = names and not is_bare_name(names[-1].words)  # "Start with The Tallow Road."
    if (
        names
        and not presented
        and any(one.end < names[-1].start <= one.end + 1 and one.low in _OF_PLACES for one in marks)
    ):
        return None
    if (
        len(names) != 1
        or names[0].noun is not None
        or names[0].possessive
        or passage.is_surname(names[0].words)
    ):
        return None
    return clean_title(names[0].words) if names[0].end >= span[1] - 2 else None


def _titles_of(passage: Passage, span: tuple[int, int]) -> list[str]:
    """The titles that the clauses of a sentence are about."""
    titles: list[str] = []
    for clause in split_clauses(passage.marks(*span)):
        subject = about(clause)
        if subject.head is not Head.PERSON:
            titles += [clean_title(mark.words) for mark in subject.titles]
    return titles


def _subject_of(passage: Passage, span: tuple[int, int]) -> str | None:  # noqa: C901, PLR0911 - a line for each case
    """The film that a sentence is about, for the sentence after it."""
    marks = passage.marks(*span)
    titles = [mark for mark in marks if mark.what is What.TITLE and mark.sure]
    told = [(clause, about(clause)) for clause in split_clauses(marks)]
    for _, subject in told:
        if subject.titles and subject.titles[0].what is What.TITLE:
            return clean_title(subject.titles[0].words)
    if titles:
        return clean_title(titles[0].words)
    asked = _asked_of(passage, span)
    if asked is not None:
        return asked
    if (
        len(marks) == 1
        and passage.opens_block(span[0])
        and marks[0].what is What.NAME
        and marks[0].noun is None
        and not marks[0].low.startswith("rated")
    ):
        return clean_title(marks[0].words)
    for clause, subject in told:
        called = clause.meaning is not None and clause.meaning.lemma == "call" and clause.meaning.passive
        if called and clause.after and can_be_title(clause.after[0]):
            return clean_title(clause.after[0].words)
        starring = clause.meaning is not None and clause.meaning.lemma in {"star", "direct", "play", "appear"}
        if starring:
            for before, mark in zip(clause.after, clause.after[1:], strict=False):
                if before.low == "in" and mark.what is What.NAME and mark.noun is None:
                    return clean_title(mark.words)
        gets = clause.meaning is not None and clause.meaning.sense is Sense.GET
        heads = {Head.NAME, Head.COMPANY, Head.TITLE} | ({Head.AUDIENCE, Head.NONE} if gets else set())
        if subject.titles and subject.head in heads and _is_of_films(clause):
            name = clean_title(subject.titles[0].words)
            return None if passage.is_surname(name) else name
    return None


def _asked_of(passage: Passage, span: tuple[int, int]) -> str | None:
    """The one name in a question: "When does Anora come out?"."""
    named = [mark for mark in passage.marks(*span) if can_be_title(mark) and not mark.words.isupper()]
    is_question = passage.page.plain[span[0] : span[1]].rstrip().endswith("?")
    return clean_title(named[0].words) if is_question and len(named) == 1 else None


def _is_of_films(clause: Clause) -> bool:
    """Whether a clause says of its subject what is said of films."""
    verb = clause.meaning
    if verb is None:
        return False
    if verb.sense is Sense.MOVE and verb.passive:
        return True
    for before, mark in pairwise(clause.before):
        if before.what is What.NAME and mark.is_link(Link.COMMA):
            return any(one.is_noun(Noun.FILM) for one in clause.before)
    if verb.sense is Sense.BE or verb.lemma in _MADE:
        shown = any(mark.is_noun(Noun.FILM) or mark.what is What.TYPE for mark in clause.after)
        return shown or verb.lemma in _MADE
    return verb.sense in {Sense.RELEASE, Sense.ARRIVE, Sense.SET, Sense.MOVE, Sense.GET}
