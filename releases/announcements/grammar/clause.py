"""A clause: a verb with what stands before and after it."""

from dataclasses import dataclass

from releases.announcements.marking.marks import Mark, Verb
from releases.announcements.words.noun_words import Link


@dataclass(slots=True)
class Clause:
    """A part of a sentence that says one thing."""

    lead: Link | None  # what joins it to the part before
    before: list[Mark]  # what stands before the verb: mostly the subject
    verb: Mark | None
    meaning: Verb | None  # of the verb with those that depend on it: "plans to release"
    after: list[Mark]  # what stands after it
    chain: list[Mark]  # the verbs that depend on it

    @property
    def marks(self) -> list[Mark]:
        """Everything in it but the verb."""
        return [*self.before, *self.after]
