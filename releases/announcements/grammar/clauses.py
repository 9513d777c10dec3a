"""Splitting a sentence into clauses: a verb each, with what stands before and after it."""

from collections.abc import Sequence
from dataclasses import replace

from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.verbless import (
    brackets_apart,
    with_antecedents_apart,
    with_plans,
    without_tails,
)
from releases.announcements.marking.marks import Mark, Tense, Verb, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.verb_words import Sense

_BOUNDARIES = frozenset({
    Link.COMMA, Link.AND, Link.BUT, Link.RELATIVE, Link.WHOSE, Link.THAT, Link.WHERE, Link.AFTER, Link.BEFORE, Link.WHILE, Link.WITH,
    Link.OPEN, Link.CLOSE, Link.STOP,
})  # fmt: skip
_SAYS_A_CLAUSE = frozenset({Sense.REPORT, Sense.DOUBT, Sense.BE, Sense.HAVE})
_STRONGEST = (
    Sense.WITHDRAW, Sense.MOVE, Sense.RELEASE, Sense.GET, Sense.ARRIVE, Sense.SET, Sense.HOLD, Sense.OTHER, Sense.UNKNOWN,
    Sense.REPORT, Sense.DOUBT, Sense.HAVE, Sense.BE,
)  # fmt: skip
_SUBORDINATE = frozenset({Link.RELATIVE, Link.WHOSE, Link.WHERE, Link.WHILE, Link.THAT, Link.BUT})
_OF_NAMES = frozenset({What.TITLE, What.NAME, What.PLACE, What.NOUN, What.WORD, What.DETERMINER, What.TYPE})


def split_clauses(marks: Sequence[Mark]) -> list[Clause]:
    """The clauses of a sentence, left to right."""
    rest, bracketed = brackets_apart(marks)
    clauses: list[Clause] = []
    for lead, segment in _segments(rest):
        clauses += _by_verbs(lead, segment)
    return with_plans(clauses) + bracketed


def _segments(marks: Sequence[Mark]) -> list[tuple[Link | None, list[Mark]]]:
    """The stretches between semicolons, colons and dashes; one without a verb goes with the one before it."""
    pieces: list[tuple[Mark | None, list[Mark]]] = [(None, [])]
    for mark in marks:
        if mark.is_link(Link.STOP):
            pieces.append((mark, []))
        else:
            pieces[-1][1].append(mark)
    segments: list[tuple[Link | None, list[Mark]]] = []
    for stop, piece in pieces:
        has_verb = any(mark.what is What.VERB for mark in piece)
        old = bool(piece) and piece[0].is_noun(Noun.OLD)  # "– not 29 May, as we reported"
        if segments and stop is not None and (not has_verb or old or not segments[-1][1]):
            segments[-1][1].append(replace(stop, link=Link.COMMA))
            segments[-1][1].extend(piece)
        else:
            segments.append((Link.STOP if stop is not None else None, list(piece)))
    return segments


def _by_verbs(lead: Link | None, marks: list[Mark]) -> list[Clause]:
    chains = _chains(marks)
    if not chains:
        return [Clause(lead, marks)] if marks else []
    clauses: list[Clause] = []
    start = 0
    head_start = _headless_part(marks, chains[0][0])
    if head_start:
        clauses.append(Clause(lead, marks[:head_start]))
        start = head_start
    for number, chain in enumerate(chains):
        end = len(marks)
        if number + 1 < len(chains):
            end = _boundary(marks, chain[-1], chains[number + 1][0])
        opening, begin = _lead(marks, start, chain[0])
        first = number == 0 and not head_start
        clauses.append(
            Clause(
                lead=(opening or lead) if first else opening,
                before=marks[begin : chain[0]],
                verb=_main(marks, chain),
                meaning=_meaning(marks, chain),
                after=[
                    mark
                    for index, mark in enumerate(marks[chain[0] + 1 : end], chain[0] + 1)
                    if index not in chain
                ],
                chain=tuple(marks[index] for index in chain),
            )
        )
        start = end
    return [part for clause in with_antecedents_apart(clauses) for part in without_tails(clause)]


def _chains(marks: Sequence[Mark]) -> list[list[int]]:
    """The places of the verbs, each with the infinitives that depend on it."""
    chains: list[list[int]] = []
    for index, mark in enumerate(marks):
        if mark.verb is None:
            continue
        if chains:
            between = marks[chains[-1][-1] + 1 : index]
            links = [one for one in between if one.what is What.LINK]
            last = marks[chains[-1][-1]].verb
            if mark.verb.tense is Tense.INFINITIVE and not links:
                chains[-1].append(index)
                continue
            if (
                len(between) == 1
                and between[0].is_link(Link.AND)
                and last is not None
                and last.tense is Tense.INFINITIVE
                and mark.verb.sense is Sense.GET
            ):
                chains[-1].append(index)
                continue
        chains.append([index])
    return chains


def _headless_part(marks: Sequence[Mark], verb: int) -> int:
    """Where a first verb's own clause begins when a relative or subordinate word stands before it."""
    for index in range(verb - 1, 0, -1):
        if marks[index].link in _SUBORDINATE:
            return index
        if marks[index].link in {Link.AFTER, Link.BEFORE} and not any(
            one.is_link(Link.COMMA) for one in marks[index:verb]
        ):
            return index
        if marks[index].is_link(Link.OPEN) and not any(one.is_link(Link.CLOSE) for one in marks[index:verb]):
            return index
    if marks[0].link in {Link.AFTER, Link.BEFORE, Link.BUT, Link.WITH}:
        # "After its world premiere in Venice on 30 August, the film opens": the comma ends what came first.
        commas = [index for index in range(verb) if marks[index].is_link(Link.COMMA)]
        if commas:
            return commas[-1]
    return 0


def _lead(marks: Sequence[Mark], start: int, verb: int) -> tuple[Link | None, int]:
    """The word that leads a clause, and where what follows it begins."""
    lead = None
    while start < verb and marks[start].link in _BOUNDARIES:
        if lead in {None, Link.COMMA, Link.AND, Link.CLOSE}:
            lead = marks[start].link
        start += 1
    return lead, start


def _boundary(marks: Sequence[Mark], last: int, verb: int) -> int:
    """Where the clause of the verb at `verb` begins, after the verb at `last`."""
    index = verb - 1
    while index > last:
        mark = marks[index]
        joins = mark.is_link(Link.AND) and index < verb - 1 and _joins_names(marks, index, last)
        if mark.link in _BOUNDARIES and not joins:
            opened = [at for at in range(last + 1, index) if marks[at].is_link(Link.THAT)]
            explains = any(marks[at].is_link(Link.COMMA) for at in range(last + 2, index))
            if index == verb - 1 and explains and not opened and marks[last].is_sense(Sense.REPORT):
                return last + 1  # "says its whale picture, The Blow, will be"
            if opened and index == verb - 1:
                return opened[-1]  # "announced that its venue, the Palace, opens"
            return _with_links_before(marks, index, last)
        index -= 1
    meaning = marks[last].verb
    return last + 1 if meaning is not None and meaning.sense in _SAYS_A_CLAUSE else verb


def _with_links_before(marks: Sequence[Mark], index: int, last: int) -> int:
    """Where the first of several links stands: the comma of ", and which"."""
    while index - 1 > last and marks[index - 1].link in _BOUNDARIES:
        index -= 1
    return index


def _joins_names(marks: Sequence[Mark], index: int, last: int) -> bool:
    """Whether an "and" joins two names of one subject: ", Anora and The Brutalist open"."""
    position = index - 1
    while position > last and marks[position].what in _OF_NAMES:
        position -= 1
    return position > last and marks[position].link in _BOUNDARIES and position < index - 1


def _main(marks: Sequence[Mark], chain: Sequence[int]) -> Mark:
    return min(
        (marks[index] for index in chain),
        key=lambda mark: _STRONGEST.index(mark.verb.sense) if mark.verb else 99,
    )


def _is_own_plan(marks: Sequence[Mark], chain: Sequence[int]) -> bool:
    """Whether "expects" is said of what its subject will do itself: "expects to release"."""
    verb = marks[chain[0]].verb
    return verb is not None and verb.lemma == "expect" and chain[1] == chain[0] + 1


def _meaning(marks: Sequence[Mark], chain: Sequence[int]) -> Verb | None:
    """The meaning of a verb with those that depend on it: the strongest one's, as certain as the least certain."""
    verbs = [verb for index in chain if (verb := marks[index].verb) is not None]
    main = _main(marks, chain).verb
    if main is None or len(verbs) == 1:
        return main
    first = verbs[0]
    if first.lemma == "go" and first.tense is Tense.PAST:
        main = replace(main, tense=Tense.PAST)  # "went on to open"
    tense = (
        main.tense
        if first is main or first.sense not in {Sense.BE, Sense.HAVE, Sense.RELEASE}
        else first.tense
    )
    return replace(
        main,
        tense=tense,
        negative=any(verb.negative for verb in verbs),
        no_longer=any(verb.no_longer for verb in verbs),
        doubtful=any(verb.doubtful for verb in verbs if not (verb is first and _is_own_plan(marks, chain))),
        loose=any(verb.loose for verb in verbs) or first.sense in {Sense.OTHER, Sense.UNKNOWN},
        now=any(verb.now for verb in verbs),
        bare=False,
    )
