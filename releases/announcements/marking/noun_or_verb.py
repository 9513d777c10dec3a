"""Whether a word is a noun or a verb where it stands: "its Australian release", "both films release"."""

from releases.announcements.marking.marks import Mark, Tense, What
from releases.announcements.marking.row import Row
from releases.announcements.marking.verb_groups import Group
from releases.announcements.words.noun_words import PREPOSITIONS, Link, Noun, noun_book
from releases.announcements.words.places import Role, place_book
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_AFTER_RELEASE = word_set("date dates day weekend slot calendar schedule plans plan slate news night")
_MOSTLY_NOUNS = word_set("slate schedule book plan time star cast film score date claim bet")
_RELEASES = word_set(
    "release debut premiere opening bow launch première re-release screening screens run rollout date dates releases "
    "openings premieres"
)
_BEFORE_NOUNS = word_set(
    "old original previous anniversary first new own wide limited theatrical cinema digital nationwide streaming global "
    "worldwide simultaneous planned early late exclusive initial national general domestic local"
)
_OF_MARKET = frozenset({Role.COUNTRY, Role.DEMONYM, Role.HERE, Role.WORLD, Role.NOWHERE, Role.CITY})
_AFTER_VERBS = word_set("in on to at across up down through out over back onto its")
_PRESENT_OR_ING = frozenset({Tense.PRESENT, Tense.ING})
_LONG_ENOUGH = 4  # letters: "shed" and "sled" are no verbs of the past


def is_noun(row: Row, index: int, group: Group) -> bool:  # noqa: PLR0911 - a line for each case
    """Whether a word that can be a verb stands where only a noun can."""
    low, before, verb = row.tokens[index].low, row.last, group.verb
    if low == "films":
        return True
    if low in {"plan", "plans"}:
        return before is None or before.what in {What.DETERMINER, What.VERB, What.WORD}
    if not verb.bare or verb.sense in {Sense.BE, Sense.HAVE}:
        return False
    if (
        low in {"release", "opening", "premiere", "launch"}
        and row.low(index + group.length) in _AFTER_RELEASE
    ):
        return True
    if before is None or (
        verb.sense is Sense.GET and row.low(index + group.length) in {"it", "the", "this", "them"}
    ):
        return False
    is_base = group.length == 1 and verb.tense is Tense.PRESENT and not low.endswith("s")
    if low in _MOSTLY_NOUNS and group.length == 1:
        return not before.is_noun(Noun.AUDIENCE, Noun.IT)
    noun = noun_book().find(row.tokens, index)
    if is_base and noun is not None:
        return noun[1] is not Noun.RELEASE or not _is_plural_subject(row, before, index + group.length)
    return _stands_as_noun(row, before, low, verb.tense, is_known_noun=noun is not None)


def _stands_as_noun(row: Row, before: Mark, low: str, tense: Tense, *, is_known_noun: bool) -> bool:  # noqa: PLR0911 - a line for each case
    """Whether what stands before a word makes it a noun."""
    if before.what is What.VERB and tense is Tense.PRESENT and not before.is_sense(Sense.REPORT):
        return True
    if before.what in {What.DETERMINER, What.TYPE} or before.possessive or before.low in _BEFORE_NOUNS:
        return tense is not Tense.PAST or before.what is What.DETERMINER
    plural = len(row.marks) > 1 and row.marks[-2].is_link(Link.AND)
    if plural and before.is_place(Role.COUNTRY) and low not in _RELEASES:
        return False  # "Germany and Austria follow"
    if before.is_place(*_OF_MARKET):
        is_base = tense is Tense.PRESENT and not low.endswith("s")
        return is_base or (tense in _PRESENT_OR_ING and low in _RELEASES)
    if before.is_noun(Noun.RELEASE, Noun.COMPANY, Noun.THING):
        return is_known_noun and not low.endswith("s")
    if before.what is What.DATE:
        return low in _RELEASES
    return before.what is What.PREPOSITION and before.low != "to" and tense in {Tense.PRESENT, Tense.PAST}


def _is_plural_subject(row: Row, before: Mark, after: int) -> bool:
    """Whether what stands before the base form of a verb can be its subject: "both films debut on", "we release"."""
    if before.is_noun(Noun.AUDIENCE, Noun.IT) or before.is_place(Role.PEOPLE):
        return True
    goes_on = row.low(after) in PREPOSITIONS or row.low(after) == "here" or after in row.date_starts
    named = before.what in {What.TITLE, What.NAME} or before.is_noun(Noun.FILM, Noun.COMPANY)
    return named and not before.possessive and goes_on


def tense_of_unknown_verb(row: Row, index: int) -> Tense | None:
    """The tense of a word that no list has but that stands where a verb does: "The Mastermind steals into"."""
    token, before, after = row.tokens[index], row.last, row.low(index + 1)
    if token.low in PREPOSITIONS:
        return None
    if before is None or not token.text.isalpha() or not token.text.islower() or before.possessive:
        return None
    of_film = before.what in {What.TITLE, What.NAME} or before.is_noun(Noun.FILM, Noun.IT)
    moves = after in {"into", "onto"}
    if token.low.endswith("s") and (of_film or (moves and before.is_link(Link.COMMA))):
        goes_on = after in _AFTER_VERBS or (
            bool(after) and place_book().find(row.tokens, index + 1) is not None
        )
        return Tense.PRESENT if moves or goes_on else None
    if (
        token.low.endswith("ed")
        and len(token.low) > _LONG_ENOUGH
        and (of_film or moves or before.is_link(Link.COMMA))
    ):
        return Tense.PAST
    return None
