"""Doubts: what makes a fact worth a question before it is published."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from releases.errors import ConflictError
from releases.fields import read_word


class DoubtCode(StrEnum):
    """The kinds of doubt. One that an editor accepts by its code is not raised again for that fact."""

    NEAR_TITLE = "near-title"  # a title with almost this name stands
    YEAR_OFF_BY_ONE = "year-off-by-one"  # a title of this name stands with the year before or after
    NAMESAKE = "namesake"  # a second film of one name and year
    MOVES_BY_A_YEAR = "moves-by-a-year"
    OPENS_IN_THE_PAST = "opens-in-the-past"
    MONTH_OR_DAY = "month-or-day"  # Dec-24: December 2024, or 24 December
    DAY_MONTH_ORDER = "day-month-order"  # 03/04/2027
    SPREADSHEET_NUMBER = "spreadsheet-number"  # 45652: a day as a spreadsheet counts it
    SEVERAL_PLACES = "several-places"  # the name of more than one region
    TWO_DATES = "two-dates"  # one release with two dates
    UNMARKED_TITLE = "unmarked-title"  # nothing in the text marks the words as a title
    UNKNOWN_TITLE = "unknown-title"  # no film of this name is known
    EDITED_BY_HAND = "edited-by-hand"  # an editor has changed what a source says
    GONE_FROM_SOURCE = "gone-from-source"


# These would make a second film or a wrong day: they wait for an editor's yes. The others are told and hold nothing up.
HEAVY = frozenset(
    {
        DoubtCode.NEAR_TITLE,
        DoubtCode.NAMESAKE,
        DoubtCode.MONTH_OR_DAY,
        DoubtCode.DAY_MONTH_ORDER,
        DoubtCode.SEVERAL_PLACES,
        DoubtCode.MOVES_BY_A_YEAR,
        DoubtCode.TWO_DATES,
    }
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about one field of a fact."""

    code: DoubtCode
    message: str  # a sentence for the editor: what is doubtful, and what would settle it
    field: str
    existing: str | None = None  # the path of what it is about: `/titles/anora`, `/releases/0193…`

    def document(self, base_url: str) -> dict[str, Any]:
        """The doubt as JSON; `base_url` is what paths are below: `https://…/api/v1`."""
        document = {"code": self.code.value, "message": self.message, "field": self.field}
        return document | ({"existing": f"{base_url}{self.existing}"} if self.existing else {})


class DoubtError(ConflictError):
    """This is doubtful, and waits for a yes."""

    slug = "doubt"

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        codes = ", ".join(dict.fromkeys(doubt.code.value for doubt in doubts))
        self.reason = "; ".join(doubt.message for doubt in doubts)
        super().__init__(f"{self.reason} (accept {codes} to take it in all the same)", field=doubts[0].field)
        self.doubts = tuple(doubts)


def settle(doubts: Iterable[Doubt], accepted: Collection[DoubtCode]) -> tuple[Doubt, ...]:
    """The doubts that are not accepted. Raises DoubtError, with all of them, if any of them is heavy."""
    left = tuple(doubt for doubt in doubts if doubt.code not in accepted)
    if any(doubt.code in HEAVY for doubt in left):
        raise DoubtError(left)
    return left


def read_codes(words: Iterable[str], *, field: str = "accept") -> frozenset[DoubtCode]:
    """The codes that these words name. Raises InvalidValueError for one that is none."""
    return frozenset(read_word(word, DoubtCode, field=field) for word in words)
