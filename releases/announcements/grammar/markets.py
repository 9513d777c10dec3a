"""Which places and types of a clause are its release's, and which only describe or are ruled out."""

from collections.abc import Sequence

from releases.announcements.grammar.clause import Clause
from releases.announcements.marking.marks import Mark, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import OF_COUNTRIES, Role
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_DENYING = word_set("skipping bypassing skip not without than")
_EXCEPTING = word_set("except excluding outside bar minus")
_PARTS = word_set("rest remainder most parts all")
_MARKET_WORDS = word_set(
    "ones shores soil towns territories markets cities venues box-office release shelves stores outlets sites calendar "
    "schedule"
)
_OF_OTHERS = word_set("from of")
_NAMED_PLACES = frozenset({Role.COUNTRY, Role.CITY, Role.FESTIVAL})
_DEMONYM_REACH = 5
_PEOPLES = ("ish", "ch", "ese", "sh")  # how demonyms end that also name a people: the Dutch, the Irish
_REACH = 3
_BESIDE = 6  # marks


def usable_marks(clause: Clause) -> list[Mark]:
    """The marks of a clause without places and types that only describe, or that it rules out."""
    before = without_apposition(clause.before) if clause.verb is not None else clause.before
    marks = [*_without_prizes(before), *clause.after]
    typed_after = any(mark.what is What.TYPE for mark in clause.after)
    kept: list[Mark] = []
    for index, mark in enumerate(marks):
        if mark.what is What.PLACE and not place_is_of_release(marks, index):
            continue
        if mark.what is What.TYPE and (
            _is_ruled_out(marks, index) or (typed_after and _is_brand_before(clause, mark))
        ):
            continue
        kept.append(mark)
    return _without_towns_of_countries(_without_sites_of_festivals(kept))


def markets_in(marks: Sequence[Mark]) -> set[tuple[str, ...]]:
    """The countries whose markets a sentence names."""
    return {
        mark.place.regions
        for index, mark in enumerate(marks)
        if mark.place is not None and mark.place.role in OF_COUNTRIES and place_is_of_release(marks, index)
    }


def without_apposition(before: Sequence[Mark]) -> list[Mark]:
    """A subject without what explains it between commas."""
    titles = [index for index, mark in enumerate(before) if mark.what in {What.TITLE, What.NAME}]
    commas = [index for index, mark in enumerate(before) if mark.is_link(Link.COMMA)]
    opened = next((comma for comma in commas if titles and comma > titles[0]), None)
    if opened is None or commas[-1] == opened or _is_list_of_places(before[opened : commas[-1]]):
        return list(before)
    kept = (What.TITLE, What.LINK)
    return [mark for index, mark in enumerate(before) if not opened < index < commas[-1] or mark.what in kept]


def _is_list_of_places(marks: Sequence[Mark]) -> bool:
    """Whether places and nothing else stand between commas: "in the US, Canada, the UK and Ireland"."""
    return all(mark.what in {What.PLACE, What.DETERMINER, What.LINK} for mark in marks)


def _without_prizes(before: Sequence[Mark]) -> list[Mark]:
    """A subject without the festivals that only describe the film: "Sundance winner"."""
    kept: list[Mark] = []
    for index, mark in enumerate(before):
        festival = mark.place is not None and mark.place.is_festival
        leads = index == 0 or before[index - 1].what not in {What.PREPOSITION, What.DETERMINER}
        following = before[index + 1] if index + 1 < len(before) else None
        describes = following is not None and following.what in {What.NOUN, What.WORD, What.TITLE, What.NAME}
        if not (festival and leads and describes):
            kept.append(mark)
    return kept


def _is_brand_before(clause: Clause, mark: Mark) -> bool:
    """Whether a streamer is only who releases it, where cinemas are named: "Netflix will open it in cinemas"."""
    return mark.words[0].isupper() and any(mark is one for one in clause.before)


def _is_ruled_out(marks: Sequence[Mark], index: int) -> bool:
    """Whether a type is named to be denied: "skipping cinemas", "instead of in theaters"."""
    for one in reversed(marks[max(0, index - 4) : index]):
        if one.is_noun(Noun.OLD) or one.low in _DENYING:
            return True
        if one.what in {What.DATE, What.TYPE} or one.is_link(Link.COMMA):
            return False
    return False


def place_is_of_release(marks: Sequence[Mark], index: int) -> bool:
    """Whether a place is where a release is: not "the director from Spain", "except in the US"."""
    mark, before = marks[index], marks[max(0, index - _REACH) : index]
    if mark.place is None or any(one.low in _EXCEPTING for one in before) or _is_told_of_past(marks, index):
        return False
    if (
        mark.place.role is Role.DEMONYM
        and index
        and marks[index - 1].low == "the"
        and mark.low.endswith(_PEOPLES)
    ):
        following = marks[index + 1] if index + 1 < len(marks) else None
        if following is None or following.is_noun(Noun.IT) or following.is_sense(Sense.GET):
            return True
    if mark.place.role is Role.DEMONYM:
        return _describes_market(marks, index)
    after = marks[index + 1] if index + 1 < len(marks) else None
    if after is not None and (
        after.what is What.TYPE or after.is_noun(Noun.RELEASE) or after.low in _MARKET_WORDS
    ):
        return True
    words = [one.low for one in before if one.what is not What.DETERMINER or one.low in _PARTS]
    if not words or words[-1] not in _OF_OTHERS or mark.place.role not in _NAMED_PLACES:
        return True
    return words[-1] == "of" and bool(_PARTS & set(words))


def _is_told_of_past(marks: Sequence[Mark], index: int) -> bool:
    """Whether a place is where a film has been: "Already a smash in Seoul, “Parcel” comes Stateside"."""
    for mark in reversed(marks[:index]):
        if mark.low == "already":
            return True
        if mark.what in {What.TITLE, What.DATE} or mark.is_link(Link.COMMA, Link.STOP):
            return False
    return False


def _describes_market(marks: Sequence[Mark], index: int) -> bool:
    """Whether a demonym says whose cinemas, audiences or release: not "the British director"."""
    for mark in marks[index + 1 : index + 1 + _DEMONYM_REACH]:
        market = mark.what is What.TYPE or mark.is_noun(Noun.RELEASE, Noun.AUDIENCE, Noun.COMPANY)
        if market or mark.low in _MARKET_WORDS:
            return True
        listed = mark.what in {What.PLACE, What.DATE} or mark.is_link(Link.AND, Link.COMMA)
        if not listed and mark.what not in {What.WORD, What.DETERMINER}:
            return False
    return False


def _without_sites_of_festivals(marks: list[Mark]) -> list[Mark]:
    """Without where a festival is held: "at the Sundance Film Festival in Boulder, Colorado"."""
    kept: list[Mark] = []
    festival: set[str] = set()  # the countries of the one just named
    for mark in marks:
        place = mark.place
        site = (
            place is not None
            and place.role in {Role.CITY, Role.COUNTRY}
            and {code.partition("-")[0] for code in place.regions} <= festival
        )
        if place is not None and place.role is Role.FESTIVAL:
            festival = {code.partition("-")[0] for code in place.regions}
        elif not (site or mark.low == "in" or mark.what is What.NAME or mark.is_link(Link.COMMA)):
            festival = set()
        if not site:
            kept.append(mark)
    return kept


def _without_towns_of_countries(marks: list[Mark]) -> list[Mark]:
    """Without a town beside its country: "in London and across the UK"."""
    national = (Role.COUNTRY, Role.DEMONYM)
    named = [index for index, mark in enumerate(marks) if mark.is_place(*national)]
    kept: list[Mark] = []
    for index, mark in enumerate(marks):
        near = {
            code
            for at in named
            if abs(at - index) <= _BESIDE and (place := marks[at].place)
            for code in place.regions
        }
        if not (mark.place and mark.place.role is Role.CITY and set(mark.place.regions) <= near):
            kept.append(mark)
    return kept
