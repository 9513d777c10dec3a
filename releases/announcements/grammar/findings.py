"""What the clauses of one sentence say: each release found, in marks, before regions and dates are worked out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.announcements.grammar.predicates import Says
from releases.announcements.marking.marks import Mark


@dataclass(slots=True)
class Finding:
    """A release that a sentence tells of."""

    says: Says
    titles: tuple[Mark, ...]  # empty: the film that the text is about
    date: Mark | None  # None: no date is said
    places: list[Mark]
    types: list[Mark]
    verb: Mark | None
    marks: Sequence[Mark]  # of its clause
    subject_is_name: bool = False
    inherited_title: bool = False  # named in another clause of the sentence
    doubtful: bool = False
    loose: bool = False
    guessed: bool = False  # no verb of release says it
    old_dates: list[Mark] = field(default_factory=list)
    undated: bool = False
    in_passing: bool = False  # after what is past: "premiered at Telluride before opening on Christmas Day"


def with_date(found: Finding, date: Mark, places: list[Mark], types: list[Mark]) -> Finding:
    """The same finding of another date, in other places, of other types."""
    return Finding(
        says=found.says, titles=found.titles, date=date, places=places, types=types, verb=found.verb, marks=found.marks,
        subject_is_name=found.subject_is_name, inherited_title=found.inherited_title, doubtful=found.doubtful,
        loose=found.loose, guessed=found.guessed, old_dates=found.old_dates, undated=found.undated, in_passing=found.in_passing,
    )  # fmt: skip
