"""Headlines, in which every word has a capital, so that capitals tell no names."""

import itertools
from collections.abc import Sequence

from releases.announcements.marking.marks import Mark, What
from releases.announcements.marking.name_words import HEADINGS, JOINING
from releases.announcements.words.companies import is_company
from releases.announcements.words.noun_words import PREPOSITIONS, Link, Noun
from releases.announcements.words.tokens import Token
from releases.announcements.words.verb_forms import verb_book
from releases.announcements.words.word_set import word_set

_BEFORE_DATES = word_set("from until by for to")
_SMALL = word_set("a an the of to in on at and or for with from by as vs via de la is its into")


def is_headline(tokens: Sequence[Token], taken: frozenset[int]) -> bool:
    """Whether every word but the smallest has a capital, verbs and prepositions among them."""
    plain_capitals = 0
    for index, token in enumerate(tokens):
        if index in taken or not token.text[0].isalpha():
            continue
        if token.text[0].islower():
            if token.low not in _SMALL:
                return False
        elif index and (token.low in PREPOSITIONS or verb_book().find(tokens, index) is not None):
            plain_capitals += 1
    shouted = all(token.text.isupper() for token in tokens if token.text[0].isalpha())
    return plain_capitals > 1 or (len(tokens) > 1 and shouted)


def join_headline_names(marks: Sequence[Mark]) -> list[Mark]:
    """The marks of a headline with runs of unknown words as names."""
    joined: list[Mark] = []
    index = 0
    while index < len(marks):
        length = _run(marks, index)
        joined.append(_as_name(marks[index : index + length]) if length else marks[index])
        index += max(length, 1)
    return joined


def _run(marks: Sequence[Mark], index: int) -> int:
    """How many marks from one on are a name."""
    first = marks[index]
    is_day = first.what is What.DATE and first.words.isalpha() and _is_word(marks, index + 1)
    if not is_day and (first.what not in {What.WORD, What.DETERMINER} or not first.words[0].isalnum()):
        return 0
    length = words = 0
    while index + length < len(marks):
        mark = marks[index + length]
        if mark.what is What.WORD and mark.words[0].isalnum():
            words += 1
        elif not (length == 0 or _is_inside(marks, index, index + length)):
            break
        length += 1
    while length and marks[index + length - 1].what not in {What.WORD, What.DATE}:
        length -= 1
    return length if words else 0


def _is_word(marks: Sequence[Mark], index: int) -> bool:
    return index < len(marks) and marks[index].what is What.WORD and marks[index].words[0].isalnum()


def _is_inside(marks: Sequence[Mark], start: int, index: int) -> bool:
    """Whether a mark after the first word of a name, that is no word of its own, belongs to the name."""
    mark = marks[index]
    if mark.what is What.DETERMINER or mark.low in JOINING:
        return True
    if mark.words == ":":
        return _subtitle_follows(marks, start, index)
    if mark.what is What.PREPOSITION:  # "The Girl With The Needle"
        after = index + 1 + (index + 1 < len(marks) and marks[index + 1].what is What.DETERMINER)
        return mark.low not in _BEFORE_DATES and _is_word(marks, after)
    others = any(one.what is What.DATE and one is not mark for one in marks)
    return mark.what is What.DATE and mark.words.isalpha() and others


def _subtitle_follows(marks: Sequence[Mark], start: int, colon: int) -> bool:
    """Whether a colon parts a title from its subtitle."""
    if colon == start or not marks[colon].is_link(Link.STOP) or marks[start].low in HEADINGS:
        return False
    following = marks[colon + 1] if colon + 1 < len(marks) else None
    return (
        following is not None
        and following.what in {What.WORD, What.DETERMINER}
        and following.words[0].isalnum()
    )


def _as_name(run: Sequence[Mark]) -> Mark:
    """A run as one name, without whose it is."""
    owners = [index for index, mark in enumerate(run[:-1]) if mark.possessive]
    kept = run[owners[-1] + 1 :] if owners else run
    words = kept[0].words
    for before, mark in itertools.pairwise(kept):
        words += " " * min(1, mark.start - before.end) + mark.words
    name = Mark(What.NAME, kept[0].start, run[-1].end, words, possessive=run[-1].possessive)
    if name.possessive and name.words.endswith(("'s", "’s")):
        name.words, name.end = name.words[:-2], name.end - 2
    if owners:
        name.owner = " ".join(mark.words for mark in run[: owners[-1] + 1])
    elif is_company(words.split()):
        name.noun = Noun.COMPANY
    return name
