"""What "it", "which", "where" and "there" mean in a sentence, from the clauses before."""

from collections.abc import Sequence
from dataclasses import replace

from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.objects import can_be_title
from releases.announcements.grammar.subjects import About, Head
from releases.announcements.marking.marks import Mark, Tense, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Role

Titles = tuple[Mark, ...]

_SUBORDINATE = frozenset({Link.RELATIVE, Link.WHOSE, Link.WHERE, Link.AFTER, Link.THAT})
_OF_TWO = ("the former", "the latter")
_SERIES = ("season", "series", "episode")


class Referents:
    """The titles and places that a sentence has named so far."""

    def __init__(self) -> None:
        self.places: list[Mark] = []  # what "where" and "there" mean
        self.marked: list[Mark] = []  # every marked title
        self._last: Titles = ()  # the film of the clause before
        self._main: Titles = ()  # the film of the main clause
        self._nearest: Titles = ()  # what "which" means
        self._nearest_is_series = False

    def titles_for(self, clause: Clause, subject: About) -> Titles:
        """The film that a clause is about."""
        for mark in clause.marks:
            if mark.low in _OF_TWO and len(self._main) == len(_OF_TWO):
                return (self._main[_OF_TWO.index(mark.low)],)
        relative = clause.lead is Link.RELATIVE
        if relative and self._nearest and subject.titles and subject.titles[0].what is What.NAME:
            return self._nearest  # "Hamlet, which Vertigo opens"
        if subject.titles:
            return subject.titles
        if self._nearest and (relative or _is_participle(clause)):
            return self._nearest
        if clause.lead in {Link.WHERE, Link.THAT} and self._last:
            return self._last
        return self._main or self._last

    def is_series(self, clause: Clause) -> bool:
        """Whether a relative clause is about a series: "the second season of “Wednesday”, which"."""
        return clause.lead is Link.RELATIVE and self._nearest_is_series

    def resolved(self, marks: Sequence[Mark]) -> list[Mark]:
        """The marks with what "there", "the former" and "the latter" mean in their stead."""
        known: list[Mark] = []
        for mark in marks:
            if mark.low in _OF_TWO and len(self._main) == len(_OF_TWO):
                known.append(replace(self._main[_OF_TWO.index(mark.low)], start=mark.start, end=mark.end))
            elif mark.is_place(Role.THERE) and self.places:
                known += [replace(mark, place=one.place) for one in self.places]
            else:
                known.append(mark)
        return known

    def note(self, clause: Clause, subject: About, titles: Titles) -> None:
        """Remember what a clause has named."""
        loose = [mark for mark in clause.marks if can_be_title(mark)]
        film_named_by = subject.head is Head.FILM and bool(loose) and loose[-1].what is What.NAME
        if subject.titles:
            self._last = subject.titles
        elif loose and not film_named_by:  # "the film, directed by Lena Osgood"
            self._last = (loose[-1],)
        elif titles:
            self._last = titles
        if clause.lead not in _SUBORDINATE and subject.titles and subject.head is not Head.THING:
            self._main = subject.titles
        self._nearest = _nearest_titles(clause, subject) or self._nearest
        self._nearest_is_series = _ends_with_series(clause)
        self.marked += [mark for mark in clause.marks if mark.what is What.TITLE and mark.sure]
        self.places = _last_places(clause) or self.places


def _is_participle(clause: Clause) -> bool:
    """Whether it explains the title right before it: ", due in cinemas on Boxing Day,"."""
    verb = clause.meaning
    if verb is None or clause.before or clause.lead not in {Link.COMMA, None, Link.OPEN}:
        return False
    return verb.bare and verb.tense is Tense.PAST


def _nearest_titles(clause: Clause, subject: About) -> Titles:
    """The title that stands last in a clause; of names, the one it is about."""
    marked = [mark for mark in clause.marks if mark.what is What.TITLE]
    named = [mark for mark in clause.marks if can_be_title(mark)]
    last = next((mark for mark in reversed(clause.after) if not mark.is_link(Link.COMMA)), None)
    before = (
        clause.after[clause.after.index(last) - 1] if last is not None and len(clause.after) > 1 else None
    )
    led = before is not None and (
        before.is_link(Link.WITH) or before.low in {"by", "from", "starring", "of", "for"}
    )
    if not marked and last is not None and can_be_title(last) and not led:
        return (last,)  # "plays the aviator in Amy, which"
    return tuple(marked[-1:] or subject.titles[:1] or named[-1:])


def _ends_with_series(clause: Clause) -> bool:
    for index, mark in enumerate(clause.marks):
        if mark.noun is Noun.THING and any(word in mark.low for word in _SERIES):
            return any(one.what in {What.TITLE, What.NAME} for one in clause.marks[index + 1 :])
    return False


def _last_places(clause: Clause) -> list[Mark]:
    """The places that are listed last in a clause."""
    run: list[Mark] = []
    for mark in reversed(clause.marks):
        if mark.what is What.PLACE:
            run.insert(0, mark)
        elif run and not mark.is_link(Link.AND, Link.COMMA) and mark.what is not What.DETERMINER:
            break
    return run
