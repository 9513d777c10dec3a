"""What the clauses of one sentence say: each release found, in marks, before regions and dates are worked out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from releases.announcements.clauses import Clause, split_clauses
from releases.announcements.doubts import doubtful_clauses
from releases.announcements.marks import Mark, Tense, What
from releases.announcements.noun_words import Link, Noun
from releases.announcements.places import Role
from releases.announcements.predicates import Says, says
from releases.announcements.slots import fill_slots
from releases.announcements.subjects import About, Head, about
from releases.announcements.usable import Dates, usable_dates, usable_marks
from releases.announcements.verb_words import Sense


@dataclass(slots=True)
class Finding:
    """A release that a sentence tells of."""

    says: Says
    titles: tuple[Mark, ...]  # empty: the film that the text is about
    date: Mark | None  # None: no date is said
    places: list[Mark]
    types: list[Mark]
    verb: Mark | None
    marks: Sequence[Mark]  # of its clause
    subject_is_name: bool = False
    inherited_title: bool = False  # named in another clause of the sentence
    doubtful: bool = False
    loose: bool = False
    guessed: bool = False  # no verb of release says it
    old_dates: list[Mark] = field(default_factory=list)
    undated: bool = False


@dataclass(slots=True)
class SentenceFindings:
    """What a sentence tells of, and the films it names."""

    findings: list[Finding]
    subject: tuple[Mark, ...]  # the titles it is about, for the sentences after it


def read_sentence(marks: Sequence[Mark], *, film_known: bool) -> SentenceFindings:
    """What a sentence says. `film_known`: the text around it tells what film "it" is."""
    clauses = split_clauses(marks)
    doubts = doubtful_clauses(clauses)
    reader = _Reader(
        film_known=film_known, has_title=any(mark.what is What.TITLE and mark.sure for mark in marks)
    )
    for clause, doubtful in zip(clauses, doubts, strict=True):
        reader.read(clause, doubtful=doubtful)
    return SentenceFindings(reader.finish(), reader.subject)


class _Reader:
    """Goes through the clauses, with what is known from those before."""

    def __init__(self, *, film_known: bool, has_title: bool) -> None:
        self._film_known = film_known
        self._has_title = has_title
        self._findings: list[Finding] = []
        self._titles: tuple[Mark, ...] = ()  # of the clause before
        self._main: tuple[Mark, ...] = ()  # of the main clause
        self._places: list[Mark] = []
        self._planned = False
        self._marked: list[Mark] = []
        self._nearest: tuple[Mark, ...] = ()  # the title that "which" means
        self._antecedents: list[Mark] = []  # the places that "where" means
        self.subject: tuple[Mark, ...] = ()

    def read(self, clause: Clause, *, doubtful: bool) -> None:
        """Read one more clause."""
        self._read(clause, doubtful=doubtful)
        run: list[Mark] = []
        for mark in reversed(clause.marks):
            if mark.what is What.PLACE:
                run.insert(0, mark)
            elif run and not mark.is_link(Link.AND, Link.COMMA) and mark.what is not What.DETERMINER:
                break
        self._marked += [mark for mark in clause.marks if mark.what is What.TITLE and mark.sure]
        self._antecedents = run or self._antecedents
        self._nearest = _nearest_titles(clause) or self._nearest

    def _read(self, clause: Clause, *, doubtful: bool) -> None:
        subject = about(clause)
        titles = self._titles_of(clause, subject)
        verdict = says(clause, subject, inherits_film=bool(titles) or self._film_known or self._has_title)
        self._remember(clause, subject, titles)
        if verdict is Says.PLANNED:
            self._planned = True
        self._note_places(clause, subject)
        if _is_moving_alone(clause):
            self._planned = True
        if verdict in {Says.NOTHING, Says.PLANNED}:
            return
        marks = usable_marks(clause)
        marks = self._with_antecedents(marks)
        if clause.lead is Link.WHERE and not any(mark.what is What.PLACE for mark in marks):
            self._places = self._antecedents
        dates = usable_dates(clause, verdict)
        if verdict is Says.ANNOUNCED and (
            dates.old or (self._planned and clause.meaning is not None) or self._is_now(clause)
        ):
            verdict = Says.MOVED
        found = Finding(
            says=verdict, titles=titles, date=None, places=[], types=[], verb=clause.verb, marks=marks,
            subject_is_name=subject.head is Head.NAME, inherited_title=bool(titles) and not subject.titles,
            doubtful=doubtful, loose=clause.meaning is not None and clause.meaning.loose,
            guessed=clause.verb is None or clause.verb.is_sense(Sense.UNKNOWN, Sense.OTHER, Sense.BE),
            old_dates=dates.old, undated=any(mark.is_noun(Noun.UNDATED) for mark in marks) or not dates.new,
        )  # fmt: skip
        self._add(found, marks, dates)

    def _with_antecedents(self, marks: Sequence[Mark]) -> list[Mark]:
        """The marks with the places that "there" means in its stead."""
        known: list[Mark] = []
        for mark in marks:
            if mark.place is not None and mark.place.role is Role.THERE and self._antecedents:
                known += [replace(mark, place=one.place) for one in self._antecedents]
            else:
                known.append(mark)
        return known

    def _note_places(self, clause: Clause, subject: About) -> None:
        """Note the country of a distributor that does something before it releases."""
        places = [mark for mark in clause.marks if mark.what is What.PLACE]
        if subject.head is Head.COMPANY and not self._findings and not self._places:
            self._places = [mark for mark in places if mark in usable_marks(clause)]

    def _is_now(self, clause: Clause) -> bool:
        verb = clause.meaning
        return (
            verb is not None
            and verb.now
            and (self._planned or "instead" in clause.verb.low if clause.verb else False)
        )

    def _add(self, found: Finding, marks: Sequence[Mark], dates: Dates) -> None:
        if not dates.new:
            if found.says in {Says.CANCELLED, Says.MOVED}:
                found.places = [mark for mark in marks if mark.what is What.PLACE] or list(self._places)
                found.types = [mark for mark in marks if mark.what is What.TYPE]
                self._findings.append(found)
                self._places = found.places
            return
        for slot in fill_slots(marks, dates.new):
            places = slot.places or ([] if found.says is Says.BEFORE else list(self._places))
            self._findings.append(_with(found, slot.date, places, slot.types))
            if slot.places and found.says is not Says.BEFORE:
                self._places = slot.places

    def _titles_of(self, clause: Clause, subject: About) -> tuple[Mark, ...]:
        if subject.titles:
            return subject.titles
        if self._nearest and (clause.lead is Link.RELATIVE or _is_participle(clause)):
            return self._nearest
        if clause.lead in {Link.WHERE, Link.THAT} and self._titles:
            return self._titles
        if clause.lead is Link.RELATIVE:
            return self.subject
        return self._main or self._titles

    def _remember(self, clause: Clause, subject: About, titles: tuple[Mark, ...]) -> None:
        named = subject.titles
        if named:
            self._titles = named
        elif titles:
            self._titles = titles
        loose = [
            mark
            for mark in clause.marks
            if mark.what is What.TITLE or (mark.what is What.NAME and mark.noun is None)
        ]
        if not named and loose:
            self._titles = (loose[-1],)
        if (
            clause.lead not in {Link.RELATIVE, Link.WHERE, Link.AFTER, Link.THAT}
            and named
            and subject.head is not Head.THING
        ):
            self._main = named
        if named and not self.subject:
            self.subject = named

    def _name_from_elsewhere(self) -> None:
        """The one title of a sentence is what "we open" and "the film" in it mean, where nothing before tells."""
        if self._film_known or len({mark.words.casefold() for mark in self._marked}) != 1:
            return
        for one in self._findings:
            if not one.titles:
                one.titles, one.inherited_title = (self._marked[0],), True

    def finish(self) -> list[Finding]:
        """The findings, without a move to no date where another clause gives the date."""
        self._name_from_elsewhere()
        dated = [one for one in self._findings if one.date is not None]
        if not dated:
            return self._findings
        kept: list[Finding] = []
        moved = False
        for one in self._findings:
            if (
                one.says is Says.MOVED
                and one.date is None
                and not any(mark.is_noun(Noun.UNDATED) for mark in one.marks)
            ):
                moved = True
                continue
            if moved and one.says is Says.ANNOUNCED:
                one.says = Says.MOVED
            kept.append(one)
        return kept


def _is_moving_alone(clause: Clause) -> bool:
    """Whether a heading only says that something moves: "Delayed:"."""
    return (
        clause.meaning is not None
        and clause.meaning.sense is Sense.MOVE
        and clause.meaning.bare
        and not clause.marks
    )


def _is_participle(clause: Clause) -> bool:
    """Whether it explains the title right before it: ", due in cinemas on Boxing Day,"."""
    verb = clause.meaning
    return (
        verb is not None
        and verb.bare
        and verb.tense is Tense.PAST
        and not clause.before
        and clause.lead in {Link.COMMA, None, Link.OPEN}
    )


def _nearest_titles(clause: Clause) -> tuple[Mark, ...]:
    """The title that stands last in a clause; of names, the one it is about."""
    marked = [mark for mark in clause.marks if mark.what is What.TITLE]
    if marked:
        return (marked[-1],)
    subject = about(clause).titles
    if subject:
        return (subject[-1],)
    names = [mark for mark in clause.marks if mark.what is What.NAME and mark.noun is None]
    return (names[-1],) if names else ()


def _with(found: Finding, date: Mark, places: list[Mark], types: list[Mark]) -> Finding:
    return Finding(
        says=found.says, titles=found.titles, date=date, places=places, types=types, verb=found.verb, marks=found.marks,
        subject_is_name=found.subject_is_name, inherited_title=found.inherited_title, doubtful=found.doubtful,
        loose=found.loose, guessed=found.guessed, old_dates=found.old_dates, undated=found.undated,
    )  # fmt: skip
