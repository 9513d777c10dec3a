"""What the clauses of one sentence say: each release found, in marks, before regions and dates are worked out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.announcements.grammar.predicates import Says
from releases.announcements.marking.marks import Mark, Verb


@dataclass(frozen=True, slots=True)
class Finding:
    """A release that a sentence tells of."""

    says: Says
    titles: tuple[Mark, ...]  # empty: the film that the text is about
    date: Mark | None = None  # None: no date is said
    places: Sequence[Mark] = ()
    types: Sequence[Mark] = ()
    verb: Mark | None = None
    marks: Sequence[Mark] = field(default=())  # of its clause
    inherited_title: bool = False  # named in another clause of the sentence
    doubtful: bool = False  # rumoured, hoped for, asked, denied
    loose: bool = False  # expected rather than announced
    guessed: bool = False  # no verb of release says it
    undated: bool = False  # it says that there is no date any more
    in_passing: bool = False  # after what is past: "premiered at Telluride before opening on Christmas Day"

    @property
    def is_ours(self) -> bool:
        """Whether "we" are said to get it, so that it is at home and not where its sentence spoke of before."""
        return any(mark.low in {"we", "us"} for mark in self.marks)

    @property
    def meaning(self) -> Verb | None:
        """What its verb means."""
        return self.verb.verb if self.verb is not None else None
