"""What is recognised in a sentence: an unbroken row of marks, each a word or phrase with its meaning."""

from dataclasses import dataclass
from enum import StrEnum

from db.words import ReleaseType
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Place, Role
from releases.announcements.words.verb_words import Sense


class What(StrEnum):
    """What kind of thing a mark is."""

    DATE = "date"
    PLACE = "place"
    TYPE = "type"
    TITLE = (
        "title"  # surely or probably a film's title: quoted, in italics, or known from elsewhere in the text
    )
    NAME = "name"  # words that begin with capitals: a film, a person, a company
    VERB = "verb"
    NOUN = "noun"
    LINK = "link"
    PREPOSITION = "preposition"
    DETERMINER = "determiner"
    WORD = "word"


class Tense(StrEnum):
    """When a verb puts what it says."""

    FUTURE = "future"
    PRESENT = "present"
    INFINITIVE = "infinitive"  # to open
    ING = "ing"  # opening
    PERFECT = "perfect"  # has opened
    PAST = "past"
    PLANNED = "planned"  # was to open: a plan of the past


FINITE_TENSES = frozenset({Tense.PRESENT, Tense.FUTURE, Tense.PAST, Tense.PERFECT, Tense.PLANNED})
PAST_TENSES = frozenset({Tense.PAST, Tense.PERFECT})  # of what has happened


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with the words before it that belong to it."""

    sense: Sense
    tense: Tense
    lemma: str
    negative: bool = False
    no_longer: bool = False
    doubtful: bool = False  # might, is rumoured to
    loose: bool = False  # is expected to
    now: bool = False  # will now open
    passive: bool = False
    bare: bool = False  # no auxiliary before it


@dataclass(slots=True)
class Mark:
    """A word or phrase of a sentence and what it means."""

    what: What
    start: int
    end: int
    words: str
    place: Place | None = None
    type: ReleaseType | None = None
    verb: Verb | None = None
    noun: Noun | None = None
    link: Link | None = None
    owner: str = ""  # of a name: who it belongs to ("Sean Baker" of "Sean Baker's Anora")
    possessive: bool = False
    sure: bool = True  # of a title: it looks like one
    day: int | None = None  # of a date that is a day alone: "the 20th"
    days_later: int | None = None  # of a date that is told from the one before: "a week later"

    def is_link(self, *links: Link) -> bool:
        """Whether it is one of these links."""
        return self.link is not None and self.link in links

    def is_noun(self, *nouns: Noun) -> bool:
        """Whether it is one of these nouns."""
        return self.noun is not None and self.noun in nouns

    def is_sense(self, *senses: Sense) -> bool:
        """Whether it is a verb of one of these senses."""
        return self.verb is not None and self.verb.sense in senses

    def is_place(self, *roles: Role) -> bool:
        """Whether it is a place of one of these roles."""
        return self.place is not None and self.place.role in roles

    @property
    def low(self) -> str:
        """Its words in lower case."""
        return self.words.lower()
