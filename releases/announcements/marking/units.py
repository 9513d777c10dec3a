"""What a word with a capital is by itself: a word, or a phrase that names a date, a place or a type."""

from dataclasses import dataclass
from enum import StrEnum

from releases.announcements.marking.marks import FINITE_TENSES
from releases.announcements.marking.row import Row
from releases.announcements.marking.verb_groups import Group, find_verb
from releases.announcements.words import types
from releases.announcements.words.noun_words import DETERMINERS
from releases.announcements.words.places import OF_COUNTRIES, ONLY_IN_CAPITALS, Role, place_book
from releases.announcements.words.types import type_book
from releases.announcements.words.word_set import word_set

_NAMED = OF_COUNTRIES | {Role.CITY}
_VENUES = word_set("cinema cinemas theatre theatres theater theaters multiplex")
_LEADS_TYPE = word_set("on to in hits and or via")


class UnitKind(StrEnum):
    """What a unit names."""

    WORD = "word"
    DATE = "date"
    PLACE = "place"
    FESTIVAL = "festival"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Unit:
    """One word or known phrase."""

    kind: UnitKind
    end: int  # the token after it
    is_venue: bool = False


def unit_at(row: Row, index: int) -> Unit:
    """The longest known phrase at a token, or the word that stands there."""
    if index in row.soft:
        return Unit(UnitKind.DATE, row.soft[index])
    token = row.tokens[index]
    found = place_book().find(row.tokens, index)
    if found is not None and not (
        token.low in ONLY_IN_CAPITALS and found[0] == 1 and not token.text.isupper()
    ):
        if found[1].role in _NAMED:
            return Unit(UnitKind.PLACE, index + found[0])
        if found[1].role is Role.FESTIVAL:
            return Unit(UnitKind.FESTIVAL, index + found[0])
    kind = type_book().find(row.tokens, index)
    if kind is not None and token.low not in DETERMINERS:
        before = row.low(index - 1) if index else ""
        if kind[0] > 1 or token.low not in types.ONLY_AFTER_PREPOSITION or before in _LEADS_TYPE:
            return Unit(UnitKind.TYPE, index + kind[0], is_venue=kind[0] == 1 and token.low in _VENUES)
    return Unit(UnitKind.WORD, index + 1)


def finite_verb_at(row: Row, index: int) -> Group | None:
    """The verb that begins at a token, if it is written small and can be what is said of the name before it."""
    if index >= len(row.tokens) or index in row.taken or not row.tokens[index].text[0].islower():
        return None
    group = find_verb(row.tokens, index, row.date_starts)
    return group if group is not None and group.verb.tense in FINITE_TENSES else None
