"""What the verb of a clause is done to: a title, or something that is no film."""

from collections.abc import Sequence

from releases.announcements.grammar.clause import Clause
from releases.announcements.marking.marks import Mark, What
from releases.announcements.marking.name_words import HEADINGS
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

# prepositions whose title is not what the clause is about: "the director of", "from the maker of"
NOT_ITS_OWN = word_set(
    "of from like than by against alongside about starring with as between featuring behind beside including"
)
_OPENS_WITH = word_set("open close begin end return")
_DESCRIBING = frozenset({What.DETERMINER, What.WORD, What.NOUN, What.NAME})
_ENDS_OBJECT = frozenset({What.TITLE, What.PREPOSITION, What.DATE, What.LINK})


def can_be_title(mark: Mark) -> bool:
    """Whether a mark is a title, or a name that can be one."""
    return mark.what is What.TITLE or (
        mark.what is What.NAME and mark.noun is None and mark.low not in HEADINGS
    )


def is_done_to_thing(clause: Clause) -> bool:
    """Whether the verb is done to something that is no film: "release the trailer"."""
    thing = False
    for mark in clause.after:
        if mark.what in _ENDS_OBJECT or can_be_title(mark):
            break
        if mark.noun is not None:
            thing = mark.noun is Noun.THING
    return thing


def titles_of_object(clause: Clause) -> list[Mark]:
    """The titles that the verb is done to: the first, and those listed with it."""
    after = clause.after
    opens_with = clause.meaning is not None and clause.meaning.lemma in _OPENS_WITH
    found: list[Mark] = []
    for index, mark in enumerate(after):
        if mark.what is What.TITLE and mark.sure:
            governor = _governor(after, index)
            if governor not in NOT_ITS_OWN or (governor == "with" and opens_with):
                found.append(mark)
    return _first_run(after, found or _named_object(clause))


def _governor(after: Sequence[Mark], index: int) -> str:
    """The preposition right before a title, over the words that only describe it."""
    for position in range(index - 1, -1, -1):
        mark = after[position]
        if mark.what is What.PREPOSITION or mark.is_link(Link.AFTER, Link.BEFORE, Link.WITH):
            return "" if _is_release_of(after, position) else mark.low
        if mark.what not in _DESCRIBING:
            return ""
    return ""


def _is_release_of(after: Sequence[Mark], position: int) -> bool:
    """Whether it is the "of" after "release" or "restoration", whose title is the clause's own."""
    if after[position].low != "of" or not position:
        return False
    before = after[position - 1]
    return before.is_noun(Noun.RELEASE, Noun.FILM) or before.what is What.TYPE


def _named_object(clause: Clause) -> list[Mark]:
    """Names and unsure titles that the verb is done to."""
    if clause.meaning is not None and clause.meaning.passive:
        return []
    for index, mark in enumerate(clause.after):
        if can_be_title(mark) and _is_object(clause, index):
            return [one for one in clause.after[index:] if can_be_title(one)]
    return []


def _is_object(clause: Clause, index: int) -> bool:  # noqa: PLR0911 - a line for each case
    """Whether a name stands where an object does: right after the verb, or after "for" and a date."""
    after = clause.after
    before = after[index - 1] if index else None
    if before is None:
        return True
    if before.what in {What.DETERMINER, What.NOUN, What.WORD}:
        return not _governor(after, index)
    if before.is_link(Link.WITH) and clause.meaning is not None and clause.meaning.lemma in _OPENS_WITH:
        return any(mark.is_place(Role.FESTIVAL) for mark in clause.marks)
    if before.low == "for":
        return any(one.what is What.DATE for one in after[:index])
    gets = clause.meaning is not None and clause.meaning.sense is Sense.GET
    if before.what in {What.PLACE, What.DATE}:
        return gets  # "have to wait until 15 January to see Marty"
    if before.is_link(Link.COMMA):
        return (
            clause.meaning is not None and clause.meaning.bare and not clause.before
        )  # "Opening on 3 May: A, B"
    return _is_release_of(after, index - 1)


def _first_run(after: Sequence[Mark], found: Sequence[Mark]) -> list[Mark]:
    """The first of the titles, and those listed with it."""
    run: list[Mark] = []
    for mark in found:
        if run:
            between = after[after.index(run[-1]) + 1 : after.index(mark)]
            listed = [one.is_link(Link.COMMA, Link.AND) or one.what is What.DETERMINER for one in between]
            if not listed or not all(listed):
                break
        run.append(mark)
    return run
