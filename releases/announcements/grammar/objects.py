"""What the verb of a clause is done to: a title, or something that is no film."""

from collections.abc import Sequence

from releases.announcements.grammar.clause import Clause
from releases.announcements.marking.marks import Mark, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.verb_words import Sense

NOT_ITS_OWN = frozenset(
    "of from like than by against alongside about starring with as between featuring behind beside including".split()
)


def can_be_title(mark: Mark) -> bool:
    return mark.what is What.TITLE or (mark.what is What.NAME and mark.noun is None)


def objects_of(clause: Clause) -> tuple[bool, list[Mark]]:
    """Whether the verb is done to a thing, and the titles that it is done to."""
    after = clause.after
    thing = False
    for mark in after:
        if mark.what in {What.TITLE, What.PREPOSITION, What.DATE, What.LINK} or (
            mark.what is What.NAME and mark.noun is None
        ):
            break
        if mark.what is What.NOUN:
            thing = mark.noun is Noun.THING
            if mark.noun is Noun.FILM:
                thing = False
        elif mark.what is What.NAME:
            thing = mark.noun is Noun.THING
    found: list[Mark] = []
    for index, mark in enumerate(after):
        governor = _governor(after, index)
        with_film = (
            governor == "with"
            and clause.meaning is not None
            and clause.meaning.lemma in {"open", "close", "begin", "end", "return"}
        )
        if mark.what is What.TITLE and mark.sure and (governor not in NOT_ITS_OWN or with_film):
            found.append(mark)
    if not found:
        found = _named_objects(clause)
    return thing, _first_run(after, found)


def _governor(after: Sequence[Mark], index: int) -> str:
    """The preposition right before a title, over the words that only describe it."""
    for mark in reversed(after[:index]):
        if mark.what is What.PREPOSITION or mark.link in {Link.AFTER, Link.BEFORE, Link.WITH}:
            if mark.low == "of" and _release_before(after, mark):
                return ""
            return mark.low
        if mark.what not in {What.DETERMINER, What.WORD, What.NOUN, What.NAME}:
            return ""
    return ""


def _release_before(after: Sequence[Mark], preposition: Mark) -> bool:
    index = after.index(preposition)
    return index > 0 and (
        after[index - 1].is_noun(Noun.RELEASE, Noun.FILM) or after[index - 1].what is What.TYPE
    )


def _named_objects(clause: Clause) -> list[Mark]:
    """Names and unsure titles that the verb is done to: right after it, or after "for" and a date."""
    after = clause.after
    if clause.meaning is not None and clause.meaning.passive:
        return []
    for index, mark in enumerate(after):
        if can_be_title(mark):
            before = after[index - 1] if index else None
            if (
                before is None
                or before.what in {What.DETERMINER, What.NOUN, What.WORD}
                and _governor(after, index) == ""
            ):
                return [one for one in after[index:] if can_be_title(one)]
            if before.low == "for" and any(one.what is What.DATE for one in after[:index]):
                return [mark]
            if before.low == "of" and _release_before(after, before):
                return [one for one in after[index:] if can_be_title(one)]
            if before.what is What.PLACE and clause.meaning is not None and clause.meaning.sense is Sense.GET:
                return [mark]
            if (
                before.is_link(Link.COMMA)
                and clause.meaning is not None
                and clause.meaning.bare
                and not clause.before
            ):
                return [one for one in after[index:] if can_be_title(one)]
        elif mark.what in {What.PREPOSITION} and mark.low != "for" and mark.low != "of":
            continue
    return []


def _first_run(after: Sequence[Mark], found: Sequence[Mark]) -> list[Mark]:
    """The first of the titles, and those listed with it."""
    run: list[Mark] = []
    for mark in found:
        if run:
            between = after[after.index(run[-1]) + 1 : after.index(mark)]
            if not between or not all(
                one.link in {Link.COMMA, Link.AND} or one.what is What.DETERMINER for one in between
            ):
                break
        run.append(mark)
    return run
