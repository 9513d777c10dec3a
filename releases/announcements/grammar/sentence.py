"""What a sentence says, clause by clause, with what is known from the clauses before."""

from collections.abc import Sequence
from dataclasses import replace

from db.words import ReleaseType
from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.clauses import split_clauses
from releases.announcements.grammar.dated import Dates, usable_dates
from releases.announcements.grammar.doubts import doubtful_clauses
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.loosely import read_loosely
from releases.announcements.grammar.markets import usable_marks
from releases.announcements.grammar.outcome import (
    is_denial,
    is_participle_of_plan,
    names_new_date,
    titles_by_date,
    with_new_dates,
    with_platforms,
    without_coarse,
)
from releases.announcements.grammar.predicates import Says, is_undated, says
from releases.announcements.grammar.referents import Referents
from releases.announcements.grammar.slots import fill_slots
from releases.announcements.grammar.subjects import About, Head, about
from releases.announcements.marking.marks import PAST_TENSES, Mark, Tense, What
from releases.announcements.marking.relative import days_of
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_BUYS = word_set("acquire buy pick take board secure land nab hold handle distribute")
_DATING = (Sense.RELEASE, Sense.ARRIVE, Sense.SET)
_GUESSES = (Sense.UNKNOWN, Sense.OTHER, Sense.BE)


def read_sentence(
    marks: Sequence[Mark], *, film_known: bool, planned: bool = False
) -> tuple[list[Finding], bool]:
    """What a sentence says, and whether it only tells an older plan.

    `film_known`: the text around it tells what film "it" is. `planned`: the sentence before told an older plan.
    """
    clauses = split_clauses(marks)
    has_title = any(mark.what is What.TITLE and mark.sure for mark in marks)
    reader = _Reader(film_known=film_known, has_title=has_title, planned=planned)
    for clause, doubtful in zip(clauses, doubtful_clauses(clauses), strict=True):
        reader.read(clause, doubtful=doubtful)
    found = [one for one in reader.finish() if one.titles or film_known]
    if not found and not reader.planned:
        found = read_loosely(marks, film_known=film_known)
    return found, reader.planned and not found


class _Reader:
    """Goes through the clauses, with what is known from those before."""

    def __init__(self, *, film_known: bool, has_title: bool, planned: bool) -> None:
        self.planned = False  # an older plan is told
        self._was_planned = planned  # by the sentence before
        self._film_known = film_known
        self._has_title = has_title
        self._referents = Referents()
        self._findings: list[Finding] = []
        self._places: list[Mark] = []  # of the release before, which the next one shares
        self._planned_in: list[Mark] = []  # where an older plan was
        self._opened_in: list[Mark] = []  # where a clause before says that the film has opened
        self._types: list[Mark] = []
        self._ahead: tuple[Mark, Mark] | None = None  # "a week", which the clause before ended on
        self._announced: Says | None = None  # what the clause before said
        self._planned = False  # an older date was named
        self._was_past = False  # the clause before told what is past

    def read(self, clause: Clause, *, doubtful: bool) -> None:
        """Read one more clause."""
        clause, self._ahead = self._timed(clause), _time_at_end(clause)
        subject = about(clause)
        titles = self._referents.titles_for(clause, subject)
        if (
            clause.verb is None
            and clause.lead in {Link.OPEN, Link.AND}
            and self._announced
            and subject.titles
        ):
            self._read_gapped(clause, subject, doubtful=doubtful)
        elif not self._referents.is_series(clause):
            known = bool(titles) or self._film_known or self._has_title
            verdict = says(clause, subject, inherits_film=known)
            self._note(clause, subject, verdict, known=bool(titles) or self._film_known)
            if verdict is Says.NOTHING and _is_past_release(clause) and subject.titles:
                self._opened_in = _places_of(clause)
            if verdict not in {Says.NOTHING, Says.PLANNED}:
                self._found(clause, subject, verdict, titles, doubtful=doubtful)
        self._referents.note(clause, subject, titles)
        self._was_past = clause.meaning is not None and clause.meaning.tense in PAST_TENSES

    def _timed(self, clause: Clause) -> Clause:
        """A clause dated by the time between it and what stands before: ", a week before it reaches Australia"."""
        signs = {Link.BEFORE: 1, Link.AFTER: -1}
        if self._ahead is None or clause.lead not in signs or clause.has(What.DATE):
            return clause
        days = signs[clause.lead] * (days_of(*(mark.low for mark in self._ahead)) or 0)
        number, unit = self._ahead
        date = Mark(What.DATE, number.start, unit.end, f"{number.words} {unit.words}", days_later=days)
        return replace(clause, after=[*clause.after, date])

    def _note(self, clause: Clause, subject: About, verdict: Says, *, known: bool) -> None:
        """Remember that a date was planned, and whose market a distributor bought a film for."""
        verb = clause.meaning
        moves_alone = (
            verb is not None
            and verb.sense is Sense.MOVE
            and verb.bare
            and verb.tense is Tense.PAST
            and not clause.marks
        )  # "Delayed:"
        moves_undated = (
            verb is not None and verb.sense is Sense.MOVE and verdict is Says.NOTHING and known and (bool(subject.titles) or verb.passive)
            and not verb.negative and not verb.doubtful and not any(mark.what is What.DATE for mark in clause.after)
        )  # fmt: skip
        if moves_undated:
            self._findings = [one for one in self._findings if not is_participle_of_plan(one)]
        if verdict is Says.PLANNED:
            self.planned = True
            self._planned_in = _places_of(clause)
        self._planned = self._planned or verdict is Says.PLANNED or moves_alone or moves_undated
        buys = subject.head is Head.NAME and verb is not None and verb.lemma in _BUYS
        if (subject.head is Head.COMPANY or buys) and not self._findings and not self._places:
            self._places = _places_of(clause)

    def _found(
        self, clause: Clause, subject: About, verdict: Says, titles: tuple[Mark, ...], *, doubtful: bool
    ) -> None:
        """Take down what a clause announces, moves or cancels."""
        self._announced = verdict if verdict is not Says.CANCELLED else None
        marks = self._referents.resolved(usable_marks(clause))
        if clause.lead is Link.WHERE and not any(mark.what is What.PLACE for mark in marks):
            self._places = self._referents.places
        dates = usable_dates(clause, verdict)
        if verdict is Says.ANNOUNCED and self._changes_a_date(clause, dates):
            verdict = Says.MOVED
        verb = clause.meaning
        found = Finding(
            says=verdict,
            titles=titles,
            verb=clause.verb,
            marks=marks,
            inherited_title=bool(titles) and titles != subject.titles,
            doubtful=doubtful,
            loose=verb is not None and verb.loose,
            guessed=clause.verb is None or (clause.verb.is_sense(*_GUESSES) and not _is_in_cinemas(clause)),
            undated=is_undated(clause),
            in_passing=clause.lead is Link.BEFORE
            and self._was_past
            and verb is not None
            and verb.tense is Tense.ING,
        )
        if dates.new:
            self._add_dated(found, dates)
        else:
            self._add_undated(found)

    def _changes_a_date(self, clause: Clause, dates: Dates) -> bool:
        """Whether what is announced was announced for another date: "instead of 26 June", "a week earlier than planned"."""
        if dates.old or clause.has_noun(Noun.CHANGED) or names_new_date(clause.marks):
            return True
        verb = clause.meaning
        anew = verb is not None and (
            verb.now or any(mark.low in {"new", "new date", "instead"} for mark in clause.marks)
        )
        if self._was_planned and anew:
            return True
        if verb is not None and verb.now and verb.sense in _DATING and verb.lemma not in {"available", "out"}:
            return True  # "will now open on 10 July"
        if verb is not None and verb.sense is Sense.BE and verb.now and clause.after[0].what is What.DATE:
            return True  # "is now 15 May"
        cancelled = any(one.says is Says.CANCELLED and not is_denial(one) for one in self._findings)
        return self._planned and clause.meaning is not None and not cancelled

    def _add_dated(self, found: Finding, dates: Dates) -> None:
        """A finding for each date, with its places and types, or those of the date before."""
        own = titles_by_date(found.marks, dates.new)
        for slot in fill_slots(found.marks, dates.new):
            found = replace(found, titles=own.get(slot.date.start, found.titles))
            apart = found.says is Says.BEFORE or found.is_ours
            places = slot.places or ([] if apart else list(self._places or self._opened_in))
            self._findings.append(replace(found, date=slot.date, places=places, types=slot.types))
            self._types = slot.types
            if slot.places and found.says is not Says.BEFORE and not _is_premiere(slot.places, slot.types):
                self._places = slot.places

    def _add_undated(self, found: Finding) -> None:
        """What is cancelled or loses its date; the places of anything else are kept for what follows."""
        self._places = [mark for mark in found.marks if mark.what is What.PLACE] or self._places
        types = [mark for mark in found.marks if mark.what is What.TYPE]
        if found.says in {Says.CANCELLED, Says.MOVED}:
            self._findings.append(replace(found, places=list(self._places), types=types))
        elif found.says is Says.ANNOUNCED:
            self._types = types

    def _read_gapped(self, clause: Clause, subject: About, *, doubtful: bool) -> None:
        """A film and a date that share the verb, the places and the types of what stands before."""
        marks = usable_marks(clause)
        dates = [mark for mark in marks if mark.what is What.DATE]
        own = titles_by_date(marks, dates)
        for slot in fill_slots(marks, dates):
            found = Finding(
                says=self._announced or Says.ANNOUNCED,
                titles=own.get(slot.date.start, subject.titles),
                date=slot.date,
                places=slot.places or list(self._places),
                types=slot.types or list(self._types),
                marks=marks,
                doubtful=doubtful,
                guessed=True,
            )
            self._findings.append(found)

    def finish(self) -> list[Finding]:
        """The findings, each said once and as one thing."""
        findings = without_coarse([self._with_title(one) for one in self._findings])
        findings = with_platforms(self._with_plans(with_new_dates(findings)))
        if all(one.date is None for one in findings):
            return findings
        kept: list[Finding] = []
        moved = False
        for one in findings:
            if one.says is Says.MOVED and one.date is None and not one.undated:
                moved = True  # another clause gives the new date
            elif moved and one.says is Says.ANNOUNCED:
                kept.append(replace(one, says=Says.MOVED))
            else:
                kept.append(one)
        return kept

    def _with_plans(self, findings: Sequence[Finding]) -> list[Finding]:
        """Moves that name no place, with the place of the plan that they change."""
        return [
            replace(one, places=self._planned_in) if one.says is Says.MOVED and not one.places else one
            for one in findings
        ]

    def _with_title(self, finding: Finding) -> Finding:
        """A finding without a title, with the one that its sentence names elsewhere: "“We open on 2 May,” he said of"."""
        marked = self._referents.marked
        if finding.titles or self._film_known or len({mark.words.casefold() for mark in marked}) != 1:
            return finding
        return replace(finding, titles=(marked[0],), inherited_title=True)


def _time_at_end(clause: Clause) -> tuple[Mark, Mark] | None:
    """The number and the unit that a clause ends on, if it does: ", a week"."""
    ending = clause.after[-2:]
    if len(ending) < 2 or days_of(ending[0].low, ending[1].low) is None:  # noqa: PLR2004 - a number and a unit
        return None
    return ending[0], ending[1]


def _is_in_cinemas(clause: Clause) -> bool:
    """Whether a film is said to be where films are seen: "will be in theaters", "is on Netflix from"."""
    return clause.verb is not None and clause.verb.is_sense(Sense.BE) and any(
        mark.what is What.TYPE for mark in clause.after
    )  # fmt: skip


def _places_of(clause: Clause) -> list[Mark]:
    """Where the release of a clause is."""
    return [mark for mark in usable_marks(clause) if mark.what is What.PLACE]


def _is_past_release(clause: Clause) -> bool:
    verb = clause.meaning
    return (
        clause.lead is None and verb is not None and verb.tense in PAST_TENSES
        and verb.sense in {Sense.RELEASE, Sense.ARRIVE} and verb.lemma != "premiere"
    )  # fmt: skip


def _is_premiere(places: Sequence[Mark], types: Sequence[Mark]) -> bool:
    """Whether places are a festival's: the release that follows is elsewhere."""
    festival = any(mark.is_place(Role.FESTIVAL) for mark in places)
    return festival or any(mark.type is ReleaseType.PREMIERE for mark in types)
