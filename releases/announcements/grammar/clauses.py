"""Splitting a sentence into clauses: a verb each, with what stands before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.words import ReleaseType
from releases.announcements.marking.marks import Mark, Tense, Verb, What
from releases.announcements.words.noun_words import Link
from releases.announcements.words.verb_words import Sense

_BOUNDARIES = frozenset({
    Link.COMMA, Link.AND, Link.BUT, Link.RELATIVE, Link.THAT, Link.WHERE, Link.AFTER, Link.BEFORE, Link.WHILE, Link.WITH,
    Link.OPEN, Link.CLOSE, Link.STOP,
})  # fmt: skip
_TAILS = frozenset({Link.BEFORE, Link.AFTER, Link.WITH, Link.RELATIVE, Link.WHERE, Link.WHILE})
_SAYS_A_CLAUSE = frozenset({Sense.REPORT, Sense.DOUBT, Sense.BE, Sense.HAVE})
_STRONGEST = (
    Sense.WITHDRAW, Sense.MOVE, Sense.RELEASE, Sense.GET, Sense.ARRIVE, Sense.SET, Sense.HOLD, Sense.OTHER, Sense.UNKNOWN,
    Sense.REPORT, Sense.DOUBT, Sense.HAVE, Sense.BE,
)  # fmt: skip
_OF_NAMES = frozenset({What.TITLE, What.NAME, What.PLACE, What.NOUN, What.WORD, What.DETERMINER, What.TYPE})


@dataclass(slots=True)
class Clause:
    """A part of a sentence that says one thing."""

    lead: Link | None  # what joins it to the part before
    before: list[Mark]  # what stands before the verb: mostly the subject
    verb: Mark | None
    meaning: Verb | None  # of the verb with those that depend on it: "plans to release"
    after: list[Mark]  # what stands after it
    chain: list[Mark]  # the verbs that depend on it

    @property
    def marks(self) -> list[Mark]:
        """Everything in it but the verb."""
        return [*self.before, *self.after]


def split_clauses(marks: Sequence[Mark]) -> list[Clause]:
    """The clauses of a sentence, left to right."""
    rest, bracketed = _brackets_apart(marks)
    clauses: list[Clause] = []
    for lead, segment in _segments(rest):
        clauses += _by_verbs(lead, segment)
    return _with_plans(clauses) + bracketed


def _with_plans(clauses: Sequence[Clause]) -> list[Clause]:
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


def _brackets_apart(marks: Sequence[Mark]) -> tuple[list[Mark], list[Clause]]:
    """The marks without the dates in brackets after titles, and those as clauses: "“Black Bag” (14 March)"."""
    rest: list[Mark] = []
    clauses: list[Clause] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        if mark.is_link(Link.OPEN) and rest and rest[-1].what is What.TITLE:
            close = next((at for at in range(index, len(marks)) if marks[at].is_link(Link.CLOSE)), None)
            inside = list(marks[index + 1 : close]) if close is not None else []
            if any(one.what is What.DATE for one in inside) and not any(
                one.verb or one.noun for one in inside
            ):
                clauses.append(Clause(Link.OPEN, [rest[-1], *inside], None, None, [], []))
                index += len(inside) + 2
                continue
        rest.append(mark)
        index += 1
    return rest, clauses


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
        if segments and stop is not None and (not has_verb or not segments[-1][1]):
            segments[-1][1].append(replace(stop, link=Link.COMMA))
            segments[-1][1].extend(piece)
        else:
            segments.append((Link.STOP if stop is not None else None, list(piece)))
    return segments


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


def _by_verbs(lead: Link | None, marks: list[Mark]) -> list[Clause]:
    chains = _chains(marks)
    if not chains:
        return [Clause(lead, marks, None, None, [], [])] if marks else []
    clauses: list[Clause] = []
    start = 0
    head_start = _headless_part(marks, chains[0][0])
    if head_start:
        clauses.append(Clause(lead, marks[:head_start], None, None, [], []))
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
                chain=[marks[index] for index in chain],
            )
        )
        start = end
    return [part for clause in _with_antecedents_apart(clauses) for part in _without_tails(clause)]


def _with_antecedents_apart(clauses: Sequence[Clause]) -> list[Clause]:
    """A title that stands last before "which" belongs to what follows: "opens on June 13, and “Eddington”, which"."""
    parted: list[Clause] = []
    for index, clause in enumerate(clauses):
        following = clauses[index + 1] if index + 1 < len(clauses) else None
        cut = (
            _antecedent_start(clause)
            if following is not None and following.lead in {Link.RELATIVE, Link.WHERE}
            else None
        )
        if cut is None:
            parted.append(clause)
        else:
            parted.append(replace(clause, after=clause.after[:cut]))
            parted.append(Clause(Link.AND, clause.after[cut + 1 :], None, None, [], []))
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


def _without_tails(clause: Clause) -> list[Clause]:
    """A clause, and apart from it what follows "before", "after" or "with" in it without a verb of its own."""
    ellipsis = _ellipsis_start(clause)
    if ellipsis is not None:
        gapped = Clause(Link.AND, clause.after[ellipsis + 1 :], None, None, [], [])
        return [*_without_tails(replace(clause, after=clause.after[:ellipsis])), *_without_tails(gapped)]
    for index, mark in enumerate(clause.after):
        if index and mark.link in _TAILS and not _belongs_to_verb(clause.after[index:]):
            start = index
            while start and clause.after[start - 1].is_link(Link.COMMA, Link.AND):
                start -= 1
            tail = Clause(mark.link, clause.after[index + 1 :], None, None, [], [])
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
            if len(following) > 1 and following[0].what is What.TITLE and following[1].what is What.DATE:
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
            return [head, *_split_verbless(Clause(mark.link, clause.before[index + 1 :], None, None, [], []))]
    return [clause]


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
        if marks[index].link in {Link.RELATIVE, Link.WHERE, Link.WHILE, Link.THAT, Link.BUT}:
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
        if mark.link in _BOUNDARIES and not (mark.is_link(Link.AND) and _joins_names(marks, index, last)):
            opened = [at for at in range(last + 1, index) if marks[at].is_link(Link.THAT)]
            if opened and index == verb - 1:
                return opened[-1]  # "announced that its venue, the Palace, opens"
            return _with_links_before(marks, index, last)
        if mark.is_link(Link.COMMA) and _joins_names(marks, index, last):
            index -= 1
            continue
        index -= 1
    meaning = marks[last].verb
    return last + 1 if meaning is not None and meaning.sense in _SAYS_A_CLAUSE else verb


def _with_links_before(marks: Sequence[Mark], index: int, last: int) -> int:
    """ ", and which": the boundary begins with the first of several links."""
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


def _meaning(marks: Sequence[Mark], chain: Sequence[int]) -> Verb | None:
    """The meaning of a verb with those that depend on it: the strongest one's, as certain as the least certain."""
    verbs = [verb for index in chain if (verb := marks[index].verb) is not None]
    main = _main(marks, chain).verb
    if main is None or len(verbs) == 1:
        return main
    first = verbs[0]
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
        doubtful=any(verb.doubtful for verb in verbs),
        loose=any(verb.loose for verb in verbs) or first.sense in {Sense.OTHER, Sense.UNKNOWN},
        now=any(verb.now for verb in verbs),
        bare=False,
    )
