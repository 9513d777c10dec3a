"""Which clauses of a sentence are only rumoured, hoped for, asked or denied."""

from collections.abc import Sequence

from releases.announcements.grammar.clause import Clause
from releases.announcements.marking.marks import Tense, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_ENDED_BY = word_set(
    "despite after amid following ending end ends quashing quash months weeks years without beyond contradicting"
)
_CONDITIONS = frozenset({"if", "unless", "provided", "assuming"})
_PAST = frozenset({Tense.PAST, Tense.PERFECT, Tense.PRESENT})


def doubtful_clauses(clauses: Sequence[Clause]) -> list[bool]:
    """For each clause whether what it says is in doubt."""
    own = [_is_doubtful(clauses, index) for index in range(len(clauses))]
    if clauses and _is_question(clauses[-1]):
        return [True] * len(clauses)
    doubts = list(own)
    for index in range(1, len(clauses)):
        if doubts[index - 1] and _depends_on_what_precedes(clauses[index]):
            doubts[index] = True
    for index, clause in enumerate(clauses):
        if index and own[index] and _comments_on_what_precedes(clause):
            doubts[:index] = [True] * index
        if any(mark.low in _CONDITIONS for mark in clause.marks):
            stops = [at for at in range(index + 1, len(clauses)) if clauses[at].lead is Link.STOP]
            end = stops[0] if stops else len(clauses)
            doubts[index:end] = [True] * (end - index)
    return doubts


def _is_doubtful(clauses: Sequence[Clause], index: int) -> bool:
    clause = clauses[index]
    marks = clause.marks
    for number, mark in enumerate(marks):
        if mark.is_noun(Noun.DOUBT, Noun.DENIAL):
            before = {one.low for one in marks[max(0, number - 4) : number]}
            led = clause.lead in {Link.AFTER, Link.BUT} and clause.verb is None
            if not before & _ENDED_BY and not led:
                return True
    verb = clause.meaning
    if verb is None:
        return False
    if verb.sense is Sense.REPORT and verb.negative:
        return True
    if not verb.doubtful:
        return False
    return not ("would" in _verb_words(clause) and _is_reported(clauses, index))


def _verb_words(clause: Clause) -> set[str]:
    return {word for mark in [clause.verb, *clause.chain] if mark is not None for word in mark.low.split()}


def _is_reported(clauses: Sequence[Clause], index: int) -> bool:
    """Whether "would" only reports what was announced: "Universal said it would open on Boxing Day"."""
    return any(
        clause.meaning is not None and clause.meaning.sense is Sense.REPORT and clause.meaning.tense in _PAST
        and not clause.meaning.negative
        for clause in clauses[:index]
    )  # fmt: skip


def _is_question(clause: Clause) -> bool:
    last = [mark for mark in clause.marks if mark.what is What.WORD][-1:]
    return bool(last) and last[0].words == "?"


def _depends_on_what_precedes(clause: Clause) -> bool:
    return clause.lead in {Link.THAT, None, Link.AND, Link.WITH, Link.WHERE}


def _comments_on_what_precedes(clause: Clause) -> bool:
    """Whether a doubtful clause says nothing of its own, so that it is about what stands before it."""
    if clause.lead in {Link.RELATIVE, Link.WHOSE, Link.AFTER, Link.STOP, Link.AND}:
        return False
    return not any(mark.what in {What.DATE, What.TITLE} for mark in clause.marks)
