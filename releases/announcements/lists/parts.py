"""The parts of a list item, a heading or a table's cell: its title, dates, places and types."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from releases.announcements.drafting.kinds import TYPES_OF_VERBS
from releases.announcements.grammar.slots import fill_slots
from releases.announcements.marking.marks import Mark, What
from releases.announcements.marking.names import HEADINGS
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.word_set import word_set

_PARTING = frozenset({Link.STOP, Link.COMMA, Link.OPEN, Link.CLOSE})
_SMALL = frozenset({What.PREPOSITION, What.DETERMINER})
_BOILERPLATE = word_set(
    "immediate ends notes contact about published updated posted by embargoed website editors"
)
_LONGEST_TITLE = 10  # marks
_WORDS_AROUND = word_set("from now only soon exclusively and opens open out on")


@dataclass(slots=True)
class Parts:
    """What a line without a verb consists of."""

    title: Mark | None = None
    dates: list[Mark] = field(default_factory=list)
    places: list[Mark] = field(default_factory=list)
    types: list[Mark] = field(default_factory=list)
    loose: list[Mark] = field(default_factory=list)  # nouns and words that are none of these
    releasing: bool = False  # it names a release
    marks: list[Mark] = field(default_factory=list)

    def slots(self, dates: Sequence[Mark]) -> Iterable[tuple[Mark, Sequence[Mark], Sequence[Mark]]]:
        """Each date with the places and types that go with it."""
        if not self.dates:
            return [(date, self.places, self.types) for date in dates]
        return [(slot.date, slot.places, slot.types) for slot in fill_slots(self.marks, self.dates)]


def parts_of(marks: Sequence[Mark]) -> Parts:
    """The parts of a line: stretches between colons, dashes, commas and brackets, each a title or something known."""
    parts = Parts(marks=list(marks))
    stretches: list[list[Mark]] = [[]]
    for mark in marks:
        if mark.link in _PARTING:
            stretches.append([])
        else:
            stretches[-1].append(mark)
    for stretch in stretches:
        _read_stretch(parts, stretch)
    return parts


def _read_stretch(parts: Parts, stretch: Sequence[Mark]) -> None:
    title = next((mark for mark in stretch if mark.what is What.TITLE), None)
    if title is not None and parts.title is None:
        parts.title = title
    known = [mark for mark in stretch if mark.what in {What.DATE, What.PLACE, What.TYPE}]
    parts.dates += [mark for mark in known if mark.what is What.DATE]
    parts.places += [mark for mark in known if mark.what is What.PLACE]
    parts.types += [mark for mark in known if mark.what is What.TYPE]
    parts.types += [
        replace(mark, what=What.TYPE, type=TYPES_OF_VERBS[mark.verb.lemma])
        for mark in stretch
        if mark.verb is not None and mark.verb.lemma in TYPES_OF_VERBS
    ]
    nouns = [mark for mark in stretch if mark.what is What.NOUN]
    parts.loose += nouns
    if any(mark.is_noun(Noun.RELEASE) for mark in nouns):
        parts.releasing = True
    if len(stretch) == 1 and stretch[0].low in HEADINGS:
        return
    rest = [
        mark
        for mark in stretch
        if mark.what not in _SMALL and mark.low not in _WORDS_AROUND and mark.words[0].isalnum()
    ]
    if title is None and parts.title is None and rest and not known and not nouns and not _names_thing(parts):
        parts.title = _as_title(stretch)
    elif title is None and parts.title is None and not _names_thing(parts):
        name = next((mark for mark in stretch if mark.what is What.NAME and mark.noun is None), None)
        if name is not None and (known or nouns) and not name.low.startswith("immediate"):
            parts.title = name


def _names_thing(parts: Parts) -> bool:
    return any(mark.noun is not Noun.RELEASE for mark in parts.loose)


def _as_title(stretch: Sequence[Mark]) -> Mark | None:
    """A stretch that is nothing else, as a title, if it begins as one does."""
    first, last = stretch[0], stretch[-1]
    named = next((mark for mark in stretch if mark.what is What.NAME), None)
    if (named is not None and named.noun is not None) or len(stretch) > _LONGEST_TITLE:
        return None
    if first.what is What.PREPOSITION or any(mark.low in _BOILERPLATE for mark in stretch):
        return None
    opens = first.words[0].isupper() or first.words[0].isdigit()
    if not opens or not any(char.isupper() for mark in stretch for char in mark.words):
        return None
    words = first.words
    for before, mark in itertools.pairwise(stretch):
        words += " " * min(1, mark.start - before.end) + mark.words
    if named is not None and named.owner:
        return named
    return replace(first, what=What.NAME, end=last.end, words=words, noun=None, verb=None, link=None)
