"""What reading an announcement gives: drafts for an editor to check."""

from dataclasses import dataclass
from enum import StrEnum

from db.words import Precision, ReleaseType


class Action(StrEnum):
    """What a draft would do to the calendar."""

    ANNOUNCE = "announce"
    MOVE = "move"
    CANCEL = "cancel"


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
    edition: str  # empty for a first run
    evidence: str  # the sentence, list item or table row it was read from, exactly as it stands
    spans: dict[str, tuple[int, int]]  # where title, region, date, type and action stand in the text
    confidence: float  # from 0 to 1; below 0.5 it is a guess
    reasons: tuple[str, ...]  # what is uncertain, a sentence each
