"""A clause: a verb with what stands before and after it."""

from dataclasses import dataclass, field
from itertools import pairwise

from releases.announcements.marking.marks import Mark, Verb, What
from releases.announcements.words.noun_words import Link, Noun


@dataclass(slots=True)
class Clause:
    """A part of a sentence that says one thing."""

    lead: Link | None  # what joins it to the part before
    before: list[Mark]  # what stands before the verb: mostly the subject
    verb: Mark | None = None
    meaning: Verb | None = None  # of the verb with those that depend on it: "plans to release"
    after: list[Mark] = field(default_factory=list)  # what stands after it
    chain: tuple[Mark, ...] = ()  # the verbs that depend on it

    @property
    def marks(self) -> list[Mark]:
        """Everything in it but the verb."""
        return [*self.before, *self.after]

    def has(self, what: What) -> bool:
        """Whether a mark of this kind stands in it."""
        return any(mark.what is what for mark in self.marks)

    def has_noun(self, *nouns: Noun) -> bool:
        """Whether one of these nouns stands in it."""
        return any(mark.is_noun(*nouns) for mark in self.marks)

    @property
    def date_prepositions(self) -> set[str]:
        """The words right before the dates after its verb."""
        return {before.low for before, mark in pairwise(self.after) if mark.what is What.DATE}
