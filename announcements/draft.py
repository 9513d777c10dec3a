"""What reading an announcement gives: drafts for an editor, and what was not understood."""

from dataclasses import dataclass
from enum import StrEnum

from db.words import Precision, ReleaseType


class Action(StrEnum):
    """What a draft would do to the calendar."""

    ANNOUNCE = "announce"
    MOVE = "move"
    CANCEL = "cancel"


class Certainty(StrEnum):
    """Whether a draft may be written without a person."""

    SURE = "sure"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look at a draft before it is published."""

    code: str  # "unmarked-title", "unknown-title", "two-dates", …
    message: str  # a sentence
    field: str  # the draft's field it is about


@dataclass(frozen=True, slots=True)
class Draft:
    """One release that a text announces, moves or cancels, and the words that say so."""

    action: Action
    title: str  # as the film is called, without quotation marks or Markdown
    region: str | None  # its code; None where nothing says it
    on: str | None  # canonical ("2024-12-26", "2024-Q4", "tba"); None for a cancelled one
    precision: Precision | None  # None for a cancelled one
    label: str | None  # the holiday's name, where the date was given by one
    type: ReleaseType
    edition: str  # of a re-release; empty for a first run
    evidence: str  # the sentence, list item or table row it was read from, exactly as it stands
    spans: dict[str, tuple[int, int]]  # where title, region, date, type and action stand in the text
    certainty: Certainty
    doubts: tuple[Doubt, ...]
    from_prose: bool  # read from a sentence, not from a list, a table or a label line

    @property
    def is_sure(self) -> bool:
        """Whether it may be written without a person."""
        return self.certainty is Certainty.SURE


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one text."""

    drafts: tuple[Draft, ...]  # in the order they stand in the text
    unused: tuple[str, ...]  # dates, in the text's words, that no draft came from
    notes: tuple[str, ...]  # what the editor should know or do, a sentence each
