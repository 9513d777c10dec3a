"""Phrases of several words, found in a text in one pass."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

_TOKEN = re.compile(r"[^\W_]+(?:['’‘.&\-][^\W_]+)*\+?|[^\w\s]|_")
_STRAIGHT = str.maketrans("’‘ʼ", "'''")


class Token(NamedTuple):
    """A word or a sign."""

    start: int
    end: int
    text: str
    low: str  # in lower case, with straight apostrophes

    @property
    def is_word(self) -> bool:
        """Whether it is more than a sign."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins as a name does: with a capital or a digit."""
        return self.text[0].isupper() or self.text[0].isdigit()


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words and signs of a stretch of text."""
    return [
        Token(match.start(), match.end(), match[0], match[0].lower().translate(_STRAIGHT))
        for match in _TOKEN.finditer(text, start, len(text) if end is None else end)
    ]


Value = TypeVar("Value")


class Hit(NamedTuple, Generic[Value]):
    """A phrase that was found."""

    first: int  # index of its first token
    last: int  # one past its last
    value: Value


@dataclass(slots=True)
class _Node(Generic[Value]):
    next: dict[str, "_Node[Value]"] = field(default_factory=dict)
    value: Value | None = None


class Phrases(Generic[Value]):
    """A trie of phrases by their words; the longest phrase that stands at a place is found."""

    def __init__(self) -> None:
        self._root: _Node[Value] = _Node()

    def add(self, phrases: Iterable[str], value: Value) -> None:
        """Enter phrases that mean the same; a phrase entered again takes the later meaning."""
        for phrase in phrases:
            node = self._root
            for token in tokens_of(phrase):
                node = node.next.setdefault(token.low, _Node())
            if node is not self._root:
                node.value = value

    def find(self, tokens: Sequence[Token]) -> Iterator[Hit[Value]]:
        """Yield what stands in the tokens, left to right, none overlapping another."""
        index = 0
        while index < len(tokens):
            hit = self.at(tokens, index)
            if hit is None:
                index += 1
            else:
                yield hit
                index = hit.last

    def at(self, tokens: Sequence[Token], index: int) -> Hit[Value] | None:
        """Return the longest phrase that begins at a token."""
        node: _Node[Value] | None = self._root
        best: Hit[Value] | None = None
        for place in range(index, len(tokens)):
            node = node.next.get(tokens[place].low) if node else None
            if node is None:
                break
            if node.value is not None:
                best = Hit(index, place + 1, node.value)
        return best
