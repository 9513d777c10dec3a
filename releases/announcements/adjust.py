"""Puts marks together that belong together but do not stand as one phrase."""

from collections.abc import Sequence
from dataclasses import replace

from releases.announcements.marks import Mark, Tense, What
from releases.announcements.noun_words import Link, Noun
from releases.announcements.places import Role
from releases.announcements.verb_words import Sense

_PARTICLES = {
    "forward": Sense.MOVE,
    "back": Sense.MOVE,
    "up": Sense.MOVE,
    "off": Sense.MOVE,
    "ahead": Sense.MOVE,
}
_SEPARABLE = frozenset("bring put take push pull move hold set kick nudge shift".split())
_PART_OF_TITLE = frozenset("in of at to on into for from".split())
_PARTICLE_REACH = 5
_DATELINE_REACH = 9
_THING_ENDINGS = frozenset(
    "awards award oscars globes baftas festival fest show market con ceremony games museum university institute academy "
    "gallery conference summit station playstation switch xbox commission council library theatre prize trophy fund guild".split()
)
_VENUES = frozenset("multiplex theatre theater cinema imax".split())
_PLATFORMS = frozenset(
    "playstation xbox nintendo switch steam ps5 spotify kindle audible broadway roblox fortnite".split()
)
_INSIDE_TITLES = frozenset("as with from for by under over without before after between beyond".split())
_FINITE = frozenset({Tense.PRESENT, Tense.FUTURE, Tense.PAST, Tense.PERFECT, Tense.PLANNED})


def adjust(marks: list[Mark]) -> list[Mark]:
    """The marks with datelines dropped, names completed and separated verbs joined."""
    marks = _without_dateline(marks)
    marks = _with_places_in_names(marks)
    marks = _without_glosses(marks)
    marks = _with_commas_in_names(marks)
    marks = _with_names_apart(marks)
    marks = _with_prepositions_in_names(marks)
    _demote_names(marks)
    _join_particles(marks)
    return marks


def _without_dateline(marks: list[Mark]) -> list[Mark]:
    """Without "LONDON, 3 December 2024 (Agency) —" before a sentence."""
    if not marks or not (
        marks[0].what is What.PLACE or (marks[0].what in {What.NAME, What.WORD} and marks[0].words.isupper())
    ):
        return marks
    opening = marks[:_DATELINE_REACH]
    for index, mark in enumerate(opening):
        if mark.what in {What.VERB, What.TITLE, What.TYPE} or mark.is_link(Link.AND):
            return marks
        if mark.is_link(Link.STOP) and mark.words in {"—", "–", "-", "--"}:
            is_city = (
                marks[0].what is What.PLACE
                and marks[0].place is not None
                and marks[0].place.role in {Role.CITY, Role.FESTIVAL}
            )
            has_date = any(one.what is What.DATE for one in opening[:index])
            says_more = any(one.what is What.VERB for one in marks[index:])
            return (
                marks[index + 1 :]
                if says_more and (is_city or has_date or marks[0].words.isupper())
                else marks
            )
    return marks


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
    for before, mark in zip(marks, marks[1:], strict=False):
        words += " " * min(1, mark.start - before.end) + mark.words
    return words


def _place_in_name(marks: Sequence[Mark], index: int, before: Sequence[Mark]) -> int:
    """How many marks from a name on are one name with a place in it; 0 if none is."""
    after = marks[index + 1 : index + 5]
    if (
        len(after) > 1
        and after[0].what is What.DATE
        and after[0].words.isalpha()
        and after[0].start - marks[index].end == 1
        and after[1].what is What.VERB
    ):
        return 2
    if (
        len(after) >= 1
        and _is_plain_place(after[0])
        and after[0].start - marks[index].end == 1
        and not after[0].words.isupper()
    ):
        rest = after[1:]
        if (
            rest
            and rest[0].is_link(Link.STOP)
            and rest[0].words == ":"
            and len(rest) > 1
            and rest[1].what is What.NAME
        ):
            return 4
        if rest and rest[0].what is What.NAME:
            return 3
        return 2 if rest and rest[0].what is What.VERB else 0
    if len(after) < 2 or after[0].what is not What.PREPOSITION or after[0].low not in _PART_OF_TITLE:  # noqa: PLR2004 - a preposition and a place
        return 0
    if not (_is_plain_place(after[1]) or after[1].what is What.DATE):
        return 0
    follows = after[2] if len(after) > 2 else None  # noqa: PLR2004 - what stands after both
    at_start = not before or before[-1].is_link(Link.STOP, Link.COMMA, Link.WHILE, Link.BUT)
    if (
        follows is not None
        and follows.what is What.VERB
        and follows.verb is not None
        and follows.verb.tense in _FINITE
        and at_start
    ):
        return 3
    is_object = bool(before) and before[-1].what is What.VERB
    if (
        follows is not None
        and follows.low in {"in", "to"}
        and after[0].low in {"in", "of"}
        and is_object
        and after[1].what is What.PLACE
    ):
        return 3
    return 0


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


def _without_glosses(marks: list[Mark]) -> list[Mark]:
    """Without what stands in brackets after a title: its year, its translation, its distributor."""
    kept: list[Mark] = []
    index = 0
    while index < len(marks):
        if marks[index].is_link(Link.OPEN) and kept and kept[-1].what in {What.TITLE, What.NAME}:
            close = next(
                (at for at in range(index, min(len(marks), index + 12)) if marks[at].is_link(Link.CLOSE)),
                None,
            )
            if close is not None and _is_gloss(marks[index + 1 : close]):
                index = close + 1
                continue
        kept.append(marks[index])
        index += 1
    return kept


def _is_gloss(inside: Sequence[Mark]) -> bool:
    if not inside:
        return True
    if len(inside) == 1 and inside[0].what is What.DATE:
        return inside[0].words.isdigit()
    if inside[0].what in {What.TITLE, What.NAME}:
        return not any(mark.what is What.DATE for mark in inside)
    if inside[0].words[0].isupper() and inside[0].what is not What.PLACE:
        return not any(mark.what in {What.DATE, What.TYPE} for mark in inside)
    return not any(mark.what in {What.DATE, What.PLACE, What.TYPE} for mark in inside)


def _demote_names(marks: Sequence[Mark]) -> None:
    """Names that only describe what follows, or name a prize or an event."""
    for index, mark in enumerate(marks):
        if mark.what is not What.NAME:
            continue
        following = marks[index + 1] if index + 1 < len(marks) else None
        last = mark.words.rsplit(" ", 1)[-1].lower()
        if (" " in mark.words and last in _THING_ENDINGS) or any(
            word in _PLATFORMS for word in mark.low.split()
        ):
            mark.noun = Noun.THING
        elif (
            index
            and marks[index - 1].is_noun(Noun.FILM)
            and mark.noun is None
            and not marks[index - 1].possessive
            and marks[index - 1].low not in {"films", "movies"}
        ):
            mark.what = What.TITLE
        elif (
            following is not None
            and following.what is What.TYPE
            and following.low in _VENUES
            and not mark.possessive
        ):
            mark.noun = Noun.THING
        elif (
            following is not None
            and following.what is What.NOUN
            and following.noun in {Noun.FILM, Noun.ROLE, Noun.THING}
            and not mark.possessive
        ):
            if following.noun in {Noun.FILM, Noun.ROLE} or (index and marks[index - 1].verb is not None):
                mark.what = What.WORD
        elif (
            following is not None
            and following.what is What.WORD
            and following.words.islower()
            and following.words in _MODIFIED
            and not mark.possessive
        ):
            mark.what = What.WORD


_MODIFIED = frozenset("short star-studded vehicle lead alum native veteran regular breakout co-star".split())


def _join_particles(marks: Sequence[Mark]) -> None:
    """Verbs parted from their particle by what they are about: "has brought the film forward"."""
    for index, mark in enumerate(marks):
        if mark.verb is None or mark.verb.lemma not in _SEPARABLE or mark.verb.sense is Sense.MOVE:
            continue
        for following in marks[index + 1 : index + 1 + _PARTICLE_REACH]:
            if following.what in {What.VERB, What.DATE, What.LINK}:
                break
            sense = _PARTICLES.get(following.low.split(" ")[0])
            if sense is not None:
                mark.verb = replace(mark.verb, sense=sense)
                break
