"""A sentence while it is being recognised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from releases.announcements.marking.marks import Mark
from releases.announcements.words.tokens import Token


@dataclass(slots=True)
class Row:
    """The tokens of a sentence, and the marks found so far."""

    tokens: Sequence[Token]
    taken: frozenset[int]  # the indices of tokens that are a marked title's, or a date's that is surely one
    date_starts: frozenset[int]  # those at which a date begins
    soft: Mapping[int, int] = field(
        default_factory=dict
    )  # dates that can be in a title: from the first token to the one after
    marks: list[Mark] = field(default_factory=list)

    @property
    def last(self) -> Mark | None:
        """The mark found last."""
        return self.marks[-1] if self.marks else None

    @property
    def has_capitals(self) -> bool:
        """Whether any word of it begins with a capital."""
        return any(token.is_capital and token.text[0].isalpha() for token in self.tokens)

    def has_other_date(self, index: int) -> bool:
        """Whether a date begins elsewhere than at a token."""
        return any(start != index for start in self.date_starts)

    def low(self, index: int) -> str:
        """The word at an index in lower case; empty past the end."""
        return self.tokens[index].low if index < len(self.tokens) else ""
