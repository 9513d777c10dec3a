"""Parts of clauses without a verb of their own that say something apart: brackets, ellipses, what follows "before"."""

from collections.abc import Sequence
from dataclasses import replace

from db.words import ReleaseType
from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.objects import can_be_title
from releases.announcements.marking.marks import Mark, Tense, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.verb_words import Sense

_TAILS = frozenset({Link.BEFORE, Link.AFTER, Link.WITH, Link.RELATIVE, Link.WHOSE, Link.WHERE, Link.WHILE})


def with_plans(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, with what is withdrawn or moved put before the verb: "Plans to release “Michael” have been scrapped"."""
    joined: list[Clause] = []
    for clause in clauses:
        last = joined[-1] if joined else None
        plan = last is not None and last.meaning is not None and last.meaning.tense is Tense.INFINITIVE
        changes = (
            clause.meaning is not None
            and clause.meaning.sense in {Sense.WITHDRAW, Sense.MOVE}
            and clause.meaning.passive
        )
        if plan and changes and last is not None and clause.lead is None and not clause.before:
            joined[-1] = replace(clause, lead=last.lead, before=[*last.before, *last.after])
        else:
            joined.append(clause)
    return joined


def brackets_apart(marks: Sequence[Mark]) -> tuple[list[Mark], list[Clause]]:
    """The marks without the dates in brackets after titles, and those as clauses: "“Black Bag” (14 March)"."""
    rest: list[Mark] = []
    clauses: list[Clause] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        if mark.is_link(Link.OPEN) and rest and can_be_title(rest[-1]):
            close = next((at for at in range(index, len(marks)) if marks[at].is_link(Link.CLOSE)), None)
            inside = list(marks[index + 1 : close]) if close is not None else []
            if any(one.what is What.DATE and not one.words.isdigit() for one in inside) and not any(
                one.verb or (one.noun and not one.is_noun(Noun.COMPANY)) for one in inside
            ):
                kept = [one for one in inside if not can_be_title(one) and not one.is_noun(Noun.COMPANY)]
                clauses.append(Clause(Link.OPEN, [rest[-1], *kept]))
                index += len(inside) + 2
                continue
        rest.append(mark)
        index += 1
    return rest, clauses


def _last_name_start(clause: Clause) -> int | None:
    """Where "and" leads to nothing but a title: "has been taken off the calendar, and The Bell Ringers, which"."""
    links = [index for index, mark in enumerate(clause.after) if mark.is_link(Link.AND)]
    if not links or not links[-1]:
        return None
    tail = [mark for mark in clause.after[links[-1] + 1 :] if not mark.is_link(Link.COMMA)]
    if not tail or any(mark.what not in {What.TITLE, What.NAME, What.NOUN, What.DETERMINER} for mark in tail):
        return None
    before = clause.after[links[-1] - 1]
    return None if before.what in {What.TITLE, What.NAME} else links[-1]


def with_antecedents_apart(clauses: Sequence[Clause]) -> list[Clause]:
    """A title that stands last before "which" belongs to what follows: "opens on June 13, and “Eddington”, which"."""
    parted: list[Clause] = []
    for index, clause in enumerate(clauses):
        following = clauses[index + 1] if index + 1 < len(clauses) else None
        cut = (
            _antecedent_start(clause)
            if following is not None and following.lead in {Link.RELATIVE, Link.WHOSE, Link.WHERE}
            else None
        )
        if cut is None:
            parted.append(clause)
        else:
            parted.append(replace(clause, after=clause.after[:cut]))
            parted.append(Clause(Link.AND, clause.after[cut + 1 :]))
    return parted


def _antecedent_start(clause: Clause) -> int | None:
    """Where in a clause's end, after its date, "and" leads to a title that the next clause is about."""
    dates = [index for index, mark in enumerate(clause.after) if mark.what is What.DATE]
    if not dates:
        return _last_name_start(clause)
    tail = clause.after[dates[-1] + 1 :]
    if not any(mark.what in {What.TITLE, What.NAME} for mark in tail):
        return None
    links = [index for index, mark in enumerate(tail) if mark.is_link(Link.AND, Link.COMMA)]
    return dates[-1] + 1 + links[-1] if links else None


def without_tails(clause: Clause) -> list[Clause]:
    """A clause, and apart from it what follows "before", "after" or "with" in it without a verb of its own."""
    ellipsis = _ellipsis_start(clause)
    if ellipsis is not None:
        gapped = Clause(Link.AND, clause.after[ellipsis + 1 :])
        return [*without_tails(replace(clause, after=clause.after[:ellipsis])), gapped]
    for index, mark in enumerate(clause.after):
        if (
            index and mark.link in _TAILS and mark.low not in {"as", "when"}
            and not _belongs_to_verb(clause.after[index:])
        ):  # fmt: skip
            start = index
            while start and clause.after[start - 1].is_link(Link.COMMA, Link.AND):
                start -= 1
            tail = Clause(mark.link, clause.after[index + 1 :])
            return [replace(clause, after=clause.after[:start]), *_split_verbless(tail)]
    return [clause]


def _ellipsis_start(clause: Clause) -> int | None:
    """Where another film and its date follow without a verb: ", “Avatar” on 19 December"."""
    dated = False
    for index, mark in enumerate(clause.after[:-2]):
        if dated and mark.is_link(Link.COMMA, Link.AND):
            following = [
                one
                for one in clause.after[index + 1 : index + 5]
                if one.what not in {What.DETERMINER, What.PREPOSITION} and not one.is_link(Link.AND)
            ]
            if len(following) > 1 and can_be_title(following[0]) and following[1].what is What.DATE:
                return index
        dated = dated or mark.what is What.DATE
    return None


def _belongs_to_verb(tail: Sequence[Mark]) -> bool:
    """Whether what "with" leads says what opens, or what someone returns with: a premiere or a film, with no date."""
    if not tail[0].is_link(Link.WITH) or any(mark.what is What.DATE for mark in tail):
        return False
    if any(mark.type is ReleaseType.PREMIERE for mark in tail):
        return True
    return len(tail) > 1 and tail[1].what is What.TITLE


def _split_verbless(clause: Clause) -> list[Clause]:
    for index, mark in enumerate(clause.before):
        if index and mark.link in _TAILS:
            head = replace(clause, before=clause.before[:index])
            return [head, *_split_verbless(Clause(mark.link, clause.before[index + 1 :]))]
    return [clause]
