"""The titles of the calendar, and the films that are known to exist, as known titles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from sqlmodel import Session, col, select

from announcements.titles.known import Known, TitleList
from announcements.trie import tokens_of
from db.models import Title
from db.models.title import KnownTitle, TitleAlias
from db.title_key import title_key

_LONGEST = 9  # words and signs of a title
_AT_ONCE = 400  # names that one query asks for
_MOST = 200_000  # names that are asked for of one text


class StoredTitles:
    """Finds the titles of the calendar: the database is asked which of a text's capitalised phrases it knows."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, text: str) -> Iterable[Known]:
        """Return the known titles in a text, left to right, none overlapping another."""
        phrases: dict[str, set[str]] = defaultdict(set)
        for phrase in islice(_phrases(text), _MOST):
            phrases[title_key(phrase)].add(phrase)
        return TitleList(phrase for key in self._known(phrases) for phrase in phrases[key]).find(text)

    def _known(self, keys: Iterable[str]) -> Iterator[str]:
        """The keys that a title, another name of one, or a film that is known to exist has."""
        waiting = iter(keys)
        while some := list(islice(waiting, _AT_ONCE)):
            for column in (Title.match_key, TitleAlias.key, KnownTitle.key):
                yield from self._session.exec(select(col(column)).where(col(column).in_(some)))


def _phrases(text: str) -> Iterator[str]:
    """All phrases that begin and end with a capital or a digit."""
    tokens = tokens_of(text)
    for first, token in enumerate(tokens):
        if not token.is_capital:
            continue
        for last in range(first, min(first + _LONGEST, len(tokens))):
            if tokens[last].is_capital:
                yield " ".join(text[token.start : tokens[last].end].split())
