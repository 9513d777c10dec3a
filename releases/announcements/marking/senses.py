"""Which of its meanings a word has where it stands: a place or a person's name, a type or something else."""

from db.words import ReleaseType
from releases.announcements.marking.marks import What
from releases.announcements.marking.row import Row
from releases.announcements.words import types
from releases.announcements.words.companies import is_company
from releases.announcements.words.noun_words import Link
from releases.announcements.words.places import ONLY_IN_CAPITALS, Place, Role, place_book
from releases.announcements.words.types import type_book
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_LOWER_CASE_ROLES = frozenset({Role.HERE, Role.THERE, Role.TASMAN, Role.WORLD, Role.NOWHERE})
_LOWER_CASE_PLACES = word_set("stateside down domestic kiwi aussie")
_AFTER_EMPTY_THERE = word_set("is are was were will has have had may might can could would isn't aren't be")
_VIEWERS = word_set("subscribers viewers members customers users")
_WATCHED = word_set("watch stream rent own buy or and it them now")
_CINEMAS = word_set("cinemas theaters theatres theater imax cities locations markets screens venues")
_BEFORE_SCREENS = frozenset({What.PREPOSITION, What.PLACE, What.TYPE, What.DETERMINER, What.WORD})


def find_place(row: Row, index: int) -> tuple[int, Place] | None:
    """The longest phrase at a token that means a place there."""
    found = place_book().find(row.tokens, index)
    return found if found is not None and _place_is_meant(row, index, *found) else None


def find_type(row: Row, index: int) -> tuple[int, ReleaseType] | None:
    """The longest phrase at a token that means a type there."""
    found = type_book().find(row.tokens, index)
    return found if found is not None and _type_is_meant(row, index, found[0]) else None


def _place_is_meant(row: Row, index: int, length: int, place: Place) -> bool:
    token = row.tokens[index]
    if _is_at_home(row, index):
        return False
    if place.role is Role.THERE and length == 1:
        return row.low(index + 1) not in _AFTER_EMPTY_THERE
    if place.role in _LOWER_CASE_ROLES:
        after = row.tokens[index + length] if index + length < len(row.tokens) else None
        return not (length == 1 and token.text.istitle() and after is not None and after.text.istitle())
    if token.low in ONLY_IN_CAPITALS and length == 1:
        return token.text.isupper()
    if token.is_capital or token.low in _LOWER_CASE_PLACES:
        return True
    return any(one.is_capital for one in row.tokens[index : index + length]) or not row.has_capitals


def _type_is_meant(row: Row, index: int, length: int) -> bool:  # noqa: PLR0911 - a line for each case
    token = row.tokens[index]
    if token.low == "at":
        return _is_at_home(row, index)
    if length > 1:
        return True
    if _is_house_or_edition(row, index):
        return False
    if token.low in types.CAPITALISED and row.low(index + 1) in _VIEWERS:
        return token.text[0].isupper()
    if token.low in {"select", "selected"}:
        return any(one.low in _CINEMAS for one in row.tokens[index + 1 : index + 4])
    if token.low in types.CAPITALISED and not token.text[0].isupper():
        return False
    if token.low not in types.ONLY_AFTER_PREPOSITION:
        return True
    return _follows_preposition(row, token.low)


def _is_at_home(row: Row, index: int) -> bool:
    """Whether "at home" is where one watches, and not the country: it opens a line, or stands beside cinemas."""
    if row.low(index) != "at" or row.low(index + 1) != "home":
        return False
    return row.last is None or row.low(index - 1) in _WATCHED


def _is_house_or_edition(row: Row, index: int) -> bool:
    """Whether a word is part of a cinema's name or of an edition's: "Theatre Royal", "limited edition"."""
    token = row.tokens[index]
    after = row.tokens[index + 1] if index + 1 < len(row.tokens) else None
    if after is None:
        return False
    house = token.low in {"theatre", "theater"} and token.text.istitle() and after.text.istitle()
    return house or (token.low == "limited" and after.low.startswith("edition"))


def _follows_preposition(row: Row, low: str) -> bool:
    """Whether what stands before a word that has other meanings too makes it a type."""
    before = row.last
    if before is None:
        return low == "digital"
    if low in {"digital", "screens"}:
        return before.what in _BEFORE_SCREENS or before.is_link(Link.AND, Link.COMMA, Link.STOP, Link.OPEN)
    if before.is_link(Link.OPEN):
        return not is_company([low])  # "(Max, Dec. 11)", but "(Neon, Oct. 18)"
    if before.low in {"and", "or", ","}:
        return len(row.marks) > 1 and row.marks[-2].what is What.TYPE
    return before.low in types.AFTER_PREPOSITION or before.is_sense(Sense.ARRIVE, Sense.RELEASE)
