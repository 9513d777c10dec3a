"""How the words of a stretch are written: as a title is, or as something that is none."""

import re
from collections.abc import Sequence

from releases.announcements.marking.marks import Mark, What
from releases.announcements.marking.name_words import HEADINGS, JOINING
from releases.announcements.text.sentences import Span
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import PREPOSITIONS, Noun
from releases.announcements.words.word_set import word_set

SMALL = frozenset({What.PREPOSITION, What.DETERMINER, What.LINK})
# what stands around a date or a type and tells nothing more
AROUND = word_set(
    "from now only soon exclusively and opens open out on starts release released in at coming week w/c premium early home"
)
BOILERPLATE = word_set(
    "immediate ends notes contact about published updated posted by embargoed website editors hi dear thanks cheers regards subject "
    "transcript update photo picture page"
)
_LONGEST_TITLE = 12  # words
_WORDS = re.compile(r"[^\W_][\w'’&-]*")


def is_plain_noun(marks: Sequence[Mark]) -> bool:
    """Whether a stretch is a noun that heads a list or names another thing: "Movies", "Series", "Tickets"."""
    told = [mark for mark in marks if mark.what not in SMALL]
    if (
        marks
        and marks[-1].low in {"week", "month", "day"}
        and marks[0].low in {"film", "movie", "dvd", "picture"}
    ):
        return True  # "Film of the week"
    if told and told[0].what is What.NOUN and (len(told) == 1 or told[0].is_noun(Noun.FILM, Noun.RELEASE)):
        return True
    return any(mark.low in BOILERPLATE for mark in told[:2]) or (len(told) == 1 and told[0].low in HEADINGS)


def is_company(marks: Sequence[Mark]) -> bool:
    """Whether a stretch names a company or another thing."""
    return any(mark.is_noun(Noun.COMPANY, Noun.THING) and mark.what is What.NAME for mark in marks)


def is_led_by_thing(marks: Sequence[Mark], name: Mark) -> bool:
    """Whether a thing or a role stands before a name: "Director: Lynne Pascoe"."""
    return any(mark.is_noun(Noun.THING, Noun.ROLE) for mark in marks[: marks.index(name)])


def is_title_cased(words: str) -> bool:
    """Whether words are written as a title is: with capitals, but for the small ones."""
    found = _WORDS.findall(words)
    if not found or len(found) > _LONGEST_TITLE or not (found[0][0].isupper() or found[0][0].isdigit()):
        return False
    if not any(char.isalpha() for char in words):
        return False
    foreign = not words.isascii()
    return all(
        word[0].isupper()
        or word[0].isdigit()
        or foreign
        or word.lower() in JOINING
        or word.lower() in PREPOSITIONS
        for word in found
    )


def raw_title(marks: Sequence[Mark], span: Span, words: str) -> Mark:
    """A whole stretch as a title, but without whose it is."""
    named = next((mark for mark in marks if mark.what is What.NAME), None)
    if named is not None and named.owner and named.end >= span[1] - 1:
        return named
    return Mark(What.NAME, span[0], span[1], clean_title(words))
