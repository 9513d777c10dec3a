"""A sentence while it is being recognised."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.announcements.marking.marks import Mark
from releases.announcements.words.tokens import Token


@dataclass(slots=True)
class Row:
    """The tokens of a sentence, and the marks found so far."""

    tokens: Sequence[Token]
    taken: frozenset[int]  # the indices of tokens that are a date's or a marked title's
    date_starts: frozenset[int]  # those at which a date begins
    marks: list[Mark] = field(default_factory=list)

    @property
    def last(self) -> Mark | None:
        """The mark found last."""
        return self.marks[-1] if self.marks else None

    @property
    def has_capitals(self) -> bool:
        """Whether any word of it begins with a capital."""
        return any(token.is_capital and token.text[0].isalpha() for token in self.tokens)

    def low(self, index: int) -> str:
        """The word at an index in lower case; empty past the end."""
        return self.tokens[index].low if index < len(self.tokens) else ""
