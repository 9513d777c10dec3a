"""Words with their positions, and a book of phrases to look them up in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from releases.announcements.words.word_set import word_set

# Single characters join the parts of a word, so each can be read in one way only and the search is linear.
_TOKEN = re.compile(r"[\U0001F1E6-\U0001F1FF]{2}|[^\W_]+(?:['’.\-&][^\W_]+)*\+?|[^\w\s]|_")
# what stands between commas inside a verb, and says nothing that the commas would change
_ASIDE = re.compile(
    r",\s(?:after all|however|of course|in fact|at last|finally|instead|too|alas|meanwhile|sadly|then|therefore|indeed|in turn|for now),(?=\s[a-z])"
)
_POSSESSIVE = ("'s", "’s")
_CONTRACTIONS = word_set("it's he's she's that's there's here's what's who's let's where's how's")


class Token(NamedTuple):
    """A word or a sign."""

    text: str
    low: str  # in lower case, with straight apostrophes and without a possessive 's
    start: int
    end: int
    possessive: bool

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or a digit."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins as a name does: with a capital or a digit."""
        return self.text[0].isupper() or self.text[0].isdigit()


def tokenise(plain: str, start: int, end: int) -> list[Token]:
    """The words and signs between two positions."""
    tokens: list[Token] = []
    aside = {at for found in _ASIDE.finditer(plain, start, end) for at in (found.start(), found.end() - 1)}
    for found in _TOKEN.finditer(plain, start, end):
        if found.start() in aside:
            continue
        text = found[0]
        low = text.lower().replace("’", "'")
        possessive = text.endswith(_POSSESSIVE) and low not in _CONTRACTIONS
        tokens.append(Token(text, low[:-2] if possessive else low, found.start(), found.end(), possessive))
    return tokens


Value = TypeVar("Value")


@dataclass(slots=True)
class PhraseBook(Generic[Value]):
    """Phrases of one or more words; the longest that stands at a place is found."""

    _entries: dict[str, list[tuple[tuple[str, ...], Value]]] = field(default_factory=dict)

    def add(self, phrases: Iterable[str], value: Value) -> None:
        """Enter phrases that mean the same; one entered later replaces the same one entered before."""
        for phrase in phrases:
            words = tuple(token.low for token in tokenise(phrase, 0, len(phrase)))
            entries = self._entries.setdefault(words[0], [])
            entries[:] = [entry for entry in entries if entry[0] != words[1:]]
            entries.append((words[1:], value))
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, tokens: Sequence[Token], index: int) -> tuple[int, Value] | None:
        """How many tokens the longest phrase at `index` has, and what it means."""
        for rest, value in self._entries.get(tokens[index].low, ()):
            end = index + 1 + len(rest)
            if end <= len(tokens) and all(
                token.low == word for token, word in zip(tokens[index + 1 : end], rest, strict=True)
            ):
                return len(rest) + 1, value
        return None
