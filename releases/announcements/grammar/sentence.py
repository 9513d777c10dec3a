"""What a sentence says, clause by clause, with what is known from the clauses before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.words import ReleaseType
from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.clauses import split_clauses
from releases.announcements.grammar.doubts import doubtful_clauses
from releases.announcements.grammar.findings import Finding, with_date
from releases.announcements.grammar.predicates import Says, is_undated, says
from releases.announcements.grammar.slots import fill_slots
from releases.announcements.grammar.subjects import About, Head, about
from releases.announcements.grammar.usable import Dates, is_coarse, usable_dates, usable_marks
from releases.announcements.marking.marks import Mark, Tense, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_BUYS = word_set("acquire buy pick take board secure land nab hold handle distribute")


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
        self._announced: Says | None = None  # what the clause before said
        self._types: list[Mark] = []
        self._nearest_is_series = False
        self._was_past = False
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
        self._nearest_is_series = _ends_with_series(clause)
        self._was_past = clause.meaning is not None and clause.meaning.tense in {Tense.PAST, Tense.PERFECT}

    def _read(self, clause: Clause, *, doubtful: bool) -> None:
        subject = about(clause)
        titles = self._titles_of(clause, subject)
        if clause.lead is Link.RELATIVE and self._nearest_is_series:
            return
        if (
            clause.verb is None
            and clause.lead in {Link.OPEN, Link.AND}
            and self._announced
            and subject.titles
        ):
            self._read_gapped(clause, subject, doubtful=doubtful)
            return
        after_past = (
            clause.lead is Link.BEFORE
            and self._was_past
            and clause.meaning is not None
            and clause.meaning.tense is Tense.ING
        )
        verdict = says(clause, subject, inherits_film=bool(titles) or self._film_known or self._has_title)
        self._remember(clause, subject, titles)
        if verdict is Says.PLANNED:
            self._planned = True
        self._note_places(clause, subject)
        if _is_moving_alone(clause):
            self._planned = True
        if verdict in {Says.NOTHING, Says.PLANNED}:
            return
        self._announced = verdict if verdict is not Says.CANCELLED else None
        marks = usable_marks(clause)
        marks = self._with_antecedents(marks)
        if clause.lead is Link.WHERE and not any(mark.what is What.PLACE for mark in marks):
            self._places = self._antecedents
        dates = usable_dates(clause, verdict)
        if verdict is Says.ANNOUNCED and any(mark.is_noun(Noun.CHANGED) for mark in clause.marks):
            verdict = Says.MOVED
        if verdict is Says.ANNOUNCED and (
            dates.old or (self._planned and clause.meaning is not None) or self._is_now(clause)
        ):
            verdict = Says.MOVED
        found = Finding(
            says=verdict, titles=titles, date=None, places=[], types=[], verb=clause.verb, marks=marks,
            subject_is_name=subject.head is Head.NAME, inherited_title=bool(titles) and not subject.titles,
            doubtful=doubtful, in_passing=after_past, loose=clause.meaning is not None and clause.meaning.loose,
            guessed=clause.verb is None or clause.verb.is_sense(Sense.UNKNOWN, Sense.OTHER, Sense.BE),
            old_dates=dates.old, undated=is_undated(clause),
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
        buys = subject.head is Head.NAME and clause.meaning is not None and clause.meaning.lemma in _BUYS
        if (subject.head is Head.COMPANY or buys) and not self._findings and not self._places:
            self._places = [mark for mark in places if mark in usable_marks(clause)]

    def _read_gapped(self, clause: Clause, subject: About, *, doubtful: bool) -> None:
        """A film and a date that share the verb, the places and the types of what stands before."""
        marks = usable_marks(clause)
        for slot in fill_slots(marks, [mark for mark in marks if mark.what is What.DATE]):
            self._findings.append(
                Finding(
                    says=self._announced or Says.ANNOUNCED, titles=subject.titles, date=slot.date, places=slot.places or list(self._places),
                    types=slot.types or list(self._types), verb=None, marks=marks, doubtful=doubtful, guessed=True,
                )
            )  # fmt: skip

    def _is_now(self, clause: Clause) -> bool:
        verb = clause.meaning
        return (
            verb is not None
            and verb.now
            and (self._planned or "instead" in clause.verb.low if clause.verb else False)
        )

    def _add(self, found: Finding, marks: Sequence[Mark], dates: Dates) -> None:
        if not dates.new:
            if found.says is Says.ANNOUNCED:
                self._places = [mark for mark in marks if mark.what is What.PLACE] or self._places
                self._types = [mark for mark in marks if mark.what is What.TYPE]
            if found.says in {Says.CANCELLED, Says.MOVED}:
                found.places = [mark for mark in marks if mark.what is What.PLACE] or list(self._places)
                found.types = [mark for mark in marks if mark.what is What.TYPE]
                self._findings.append(found)
                self._places = found.places
            return
        for slot in fill_slots(marks, dates.new):
            places = slot.places or ([] if found.says is Says.BEFORE else list(self._places))
            self._findings.append(with_date(found, slot.date, places, slot.types))
            self._types = slot.types
            if slot.places and found.says is not Says.BEFORE and not _is_premiere(slot.places, slot.types):
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
        if not named and loose and not (subject.head is Head.FILM and loose[-1].what is What.NAME):
            self._titles = (loose[-1],)
        if (
            clause.lead not in {Link.RELATIVE, Link.WHERE, Link.AFTER, Link.THAT}
            and named
            and subject.head is not Head.THING
        ):
            self._main = named
        if named and not self.subject:
            self.subject = named

    def _drop_coarse(self) -> None:
        """Without "this week" where brackets say the day."""
        dated = [one.titles for one in self._findings if one.date is not None and not is_coarse(one.date)]
        self._findings = [
            one
            for one in self._findings
            if one.date is None or not is_coarse(one.date) or one.titles not in dated
        ]

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
        self._drop_coarse()
        dated = [one for one in self._findings if one.date is not None]
        if not dated:
            return self._findings
        kept: list[Finding] = []
        moved = False
        for one in self._findings:
            if one.says is Says.MOVED and one.date is None and not one.undated:
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


def _is_premiere(places: Sequence[Mark], types: Sequence[Mark]) -> bool:
    """Whether places are a festival's: the release that follows is elsewhere."""
    festival = any(mark.place is not None and mark.place.role is Role.FESTIVAL for mark in places)
    return festival or any(mark.type is ReleaseType.PREMIERE for mark in types)


def _ends_with_series(clause: Clause) -> bool:
    """Whether the title a clause ends with is a series': "the second season of “Wednesday”"."""
    for index, mark in enumerate(clause.marks):
        if mark.noun is Noun.THING and any(word in mark.low for word in ("season", "series", "episode")):
            return any(one.what in {What.TITLE, What.NAME} for one in clause.marks[index + 1 :])
    return False


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
