"""Festivals that are called by their town, as one mark, and two names that "and" joins, as two."""

from collections.abc import Sequence
from dataclasses import replace

from releases.announcements.marking.marks import Mark, Tense, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Place, Role

_WORKING_TITLE = 7  # marks
_IN_WORKING_TITLE = frozenset({What.NAME, What.WORD, What.NOUN})


def join_festivals(marks: list[Mark]) -> list[Mark]:
    """Festivals that are named by their town: the Toronto festival, the Cork International Film Festival."""
    merged: list[Mark] = []
    index = 0
    while index < len(marks):
        mark = marks[index]
        skip = 2 if index + 2 < len(marks) and marks[index + 1].low == "international" else 1
        following = marks[index + skip] if index + skip < len(marks) else None
        if (
            mark.place is not None
            and mark.place.role in {Role.CITY, Role.COUNTRY, Role.DEMONYM, Role.FESTIVAL}
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


def join_untitled(marks: list[Mark]) -> list[Mark]:
    """A working title as one name: "the untitled Blue Sky Rangers sequel"."""
    joined: list[Mark] = []
    index = 0
    while index < len(marks):
        ahead = marks[index + 1 : index + _WORKING_TITLE]
        last = next((at for at, mark in enumerate(ahead) if mark.is_noun(Noun.FILM)), None)
        run = ahead[: last + 1] if last and marks[index].low == "untitled" else []
        named = any(mark.words[0].isupper() for mark in run)
        if named and all(mark.what in _IN_WORKING_TITLE for mark in run):
            words = " ".join(mark.words for mark in (marks[index], *run))
            if len(words) == run[-1].end - marks[index].start:
                joined.append(Mark(What.NAME, marks[index].start, run[-1].end, words))
                index += 1 + len(run)
                continue
        joined.append(marks[index])
        index += 1
    return joined


def part_names(marks: list[Mark]) -> list[Mark]:
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
