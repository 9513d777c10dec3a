"""Names of several marks: titles and festivals with places, commas and small words in them."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from releases.announcements.marking.marks import Mark, Tense, What
from releases.announcements.words.noun_words import Link
from releases.announcements.words.places import Place, Role
from releases.announcements.words.word_set import word_set

_REACH = 4  # marks
_NOTHING = Mark(What.WORD, -1, -1, "")  # past the end of a sentence
_FINITE = frozenset({Tense.PRESENT, Tense.FUTURE, Tense.PAST, Tense.PERFECT, Tense.PLANNED})


def join_places(marks: list[Mark]) -> list[Mark]:
    """The marks with festivals and titles that a place is part of as one mark each."""
    return _with_places_in_names(_with_festivals(marks))


def join_small_words(marks: list[Mark]) -> list[Mark]:
    """The marks with titles that commas and small words are part of as one mark each."""
    return _with_prepositions_in_names(_with_names_apart(_with_commas_in_names(marks)))


_PART_OF_TITLE = word_set("in of at to on into for from")


_INSIDE_TITLES = word_set("as with from for by under over without before after between beyond")


def _with_festivals(marks: list[Mark]) -> list[Mark]:
    """Festivals that are named by their town: the Toronto festival, the Cork International Film Festival."""
    merged: list[Mark] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        skip = 2 if index + 2 < len(marks) and marks[index + 1].low == "international" else 1
        following = marks[index + skip] if index + skip < len(marks) else None
        if (
            mark.place is not None
            and mark.place.role in {Role.CITY, Role.COUNTRY, Role.DEMONYM}
            and following is not None
            and _is_festival(following)
        ):
            place = Place(Role.FESTIVAL, mark.place.regions, is_festival=True)
            mark = replace(mark, end=following.end, words=f"{mark.words} {following.words}", place=place)
            index += skip
        merged.append(mark)
        index += 1
    return merged


def _is_festival(mark: Mark) -> bool:
    last = mark.low.rsplit(" ", 1)[-1]
    return mark.what in {What.NAME, What.NOUN} and last in {"festival", "fest"}


def _with_places_in_names(marks: list[Mark]) -> list[Mark]:
    """Names completed by the places in them: Paddington in Peru, Captain America: Brave New World."""
    merged: list[Mark] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        if mark.what is What.NAME and mark.noun is None and not mark.possessive:
            length = _place_in_name(marks, index, merged)
            if length:
                last = marks[index + length - 1]
                words = _between(marks[index : index + length])
                mark = replace(mark, end=last.end, words=words, possessive=last.possessive)
                index += length - 1
        merged.append(mark)
        index += 1
    return merged


def _between(marks: Sequence[Mark]) -> str:
    words = marks[0].words
    for before, mark in itertools.pairwise(marks):
        words += " " * min(1, mark.start - before.end) + mark.words
    return words


def _place_in_name(marks: Sequence[Mark], index: int, before: Sequence[Mark]) -> int:
    """How many marks from a name on are one name with a place in it; 0 if none is."""
    after = [*marks[index + 1 : index + _REACH], *[_NOTHING] * _REACH][:_REACH]
    adjacent = after[0].start - marks[index].end == 1
    if adjacent and after[0].what is What.DATE and after[0].words.isalpha():
        return 2 if after[1].what is What.VERB else 0  # Freakier Friday
    if adjacent and _is_plain_place(after[0]) and not after[0].words.isupper():
        return _after_place(after)
    if after[0].what is not What.PREPOSITION or after[0].low not in _PART_OF_TITLE:
        return 0
    is_place = _is_plain_place(after[1])
    at_start = not before or before[-1].is_link(Link.STOP, Link.COMMA, Link.WHILE, Link.BUT)
    says = after[2].verb is not None and after[2].verb.tense in _FINITE
    if (is_place or after[1].what is What.DATE) and at_start and says:
        return 3  # "Paddington in Peru arrives"
    is_object = bool(before) and before[-1].what is What.VERB
    goes_on = after[2].low in {"in", "to"} and after[0].low in {"in", "of"}
    return 3 if is_place and is_object and goes_on else 0  # "release Paddington in Peru in the UK"


def _after_place(after: Sequence[Mark]) -> int:
    """How many marks a name has whose second is a place: Captain America: Brave New World."""
    if after[1].words == ":" and after[2].what is What.NAME:
        return 4
    if after[1].what is What.NAME:
        return 3
    return 2 if after[1].what is What.VERB else 0


def _with_commas_in_names(marks: list[Mark]) -> list[Mark]:
    """Names with a comma in them: "Lynne Ramsay's Die, My Love premieres"."""
    for index, mark in enumerate(marks[:-3]):
        comma, second, verb = marks[index + 1 : index + 4]
        if (
            mark.what is What.NAME and mark.noun is None and comma.is_link(Link.COMMA)
            and ((second.what is What.NAME and second.noun is None and not second.owner) or (second.what is What.PLACE and mark.owner))
            and verb.verb is not None and verb.verb.tense in _FINITE and (mark.owner or " " in mark.words)
        ):  # fmt: skip
            merged = replace(mark, end=second.end, words=f"{mark.words}, {second.words}")
            return [*marks[:index], merged, *marks[index + 3 :]]
    return marks


def _with_prepositions_in_names(marks: list[Mark]) -> list[Mark]:
    """Names parted by small words: All We Imagine as Light, The Girl with the Needle."""
    for index, mark in enumerate(marks[:-2]):
        if mark.what is not What.NAME or mark.noun is not None or mark.possessive:
            continue
        middle = marks[index + 1]
        if middle.low not in _INSIDE_TITLES:
            continue
        last = index + (
            3
            if marks[index + 2].what is What.DETERMINER and marks[index + 2].low in {"the", "a", "an"}
            else 2
        )
        if (
            last >= len(marks)
            or marks[last].what is not What.NAME
            or marks[last].noun is not None
            or marks[last].owner
        ):
            continue
        follows = marks[last + 1] if last + 1 < len(marks) else None
        is_subject = (
            (index == 0 or marks[index - 1].is_link(Link.STOP, Link.COMMA))
            and follows is not None
            and follows.verb is not None
            and follows.verb.tense in _FINITE
        )
        is_object = (
            index > 0
            and marks[index - 1].verb is not None
            and follows is not None
            and follows.what is What.PREPOSITION
        )
        if is_subject or is_object:
            run = marks[index : last + 1]
            merged = replace(mark, end=run[-1].end, words=_between(run), possessive=run[-1].possessive)
            return [*marks[:index], merged, *marks[last + 1 :]]
    return marks


def _with_names_apart(marks: list[Mark]) -> list[Mark]:
    """Two names that a plural verb or a list parts: "Sinners and Warfare open"."""
    apart: list[Mark] = []
    for index, mark in enumerate(marks):
        if (
            mark.what is What.NAME
            and mark.noun is None
            and " and " in mark.words
            and _is_two_names(marks, index)
        ):
            first, _, second = mark.words.rpartition(" and ")
            end = mark.start + len(first)
            apart += [
                replace(mark, end=end, words=first, possessive=False),
                Mark(What.LINK, end + 1, end + 4, "and", link=Link.AND),
                replace(mark, start=mark.end - len(second), words=second, owner=""),
            ]
        else:
            apart.append(mark)
    return apart


def _is_two_names(marks: Sequence[Mark], index: int) -> bool:
    verb = marks[index + 1] if index + 1 < len(marks) else None
    if verb is not None and verb.verb is not None and verb.verb.tense is Tense.PRESENT:
        first = verb.low.split(" ")[0]
        return first in {"are", "have"} or (verb.verb.bare and not first.endswith("s"))
    listed = (
        index > 1
        and marks[index - 1].is_link(Link.COMMA)
        and marks[index - 2].what in {What.NAME, What.TITLE}
    )
    return listed and (verb is None or verb.what is not What.VERB)


def _is_plain_place(mark: Mark) -> bool:
    return mark.place is not None and mark.place.role in {Role.COUNTRY, Role.CITY} and mark.words[0].isupper()
