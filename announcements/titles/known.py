"""Titles that are known to exist."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from announcements.trie import Phrases, Token, tokens_of


class Known(NamedTuple):
    """A known title where it stands in a text."""

    start: int
    end: int
    name: str  # as it is known


class KnownTitles(Protocol):
    """Whatever can find known titles in a text."""

    def find(self, text: str) -> Iterable[Known]:
        """Yield the known titles in a text, left to right, none overlapping another."""
        ...


class TitleList:
    """Known titles that are given as a list, kept as a trie of their words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._book: Phrases[str] = Phrases()
        for name in names:
            self._book.add([name], name)

    def find(self, text: str) -> Iterable[Known]:
        """Yield the known titles that stand in a text as titles do: beginning with a capital or a digit."""
        tokens = tokens_of(text)
        index = 0
        while index < len(tokens):
            hit = self._book.at(tokens, index) if tokens[index].is_capital else None
            if hit is not None and _is_written_as_title(tokens[hit.first : hit.last]):
                yield Known(tokens[hit.first].start, tokens[hit.last - 1].end, hit.value)
                index = hit.last
            else:
                index += 1


def _is_written_as_title(tokens: Sequence[Token]) -> bool:
    """Not "The end" for The End: of several words the last begins with a capital too."""
    words = [token for token in tokens if token.is_word]
    return bool(words) and words[-1].is_capital
