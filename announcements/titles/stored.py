"""The titles of the calendar as known titles."""

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlmodel import Session, col, select

from announcements.titles.known import Known, TitleList
from announcements.trie import tokens_of
from db.models import Title
from releases.titles import title_key

_LONGEST = 9  # words and signs of a title
_AT_ONCE = 400  # names that one query asks for
_MOST = 200_000  # names that are asked for of one text


class StoredTitles:
    """Finds the titles of the calendar: the database is asked which of a text's capitalised phrases it knows."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, text: str) -> Iterable[Known]:
        """Return the known titles in a text, left to right, none overlapping another."""
        return TitleList(self._known(dict.fromkeys(islice(_phrases(text), _MOST)))).find(text)

    def _known(self, keys: Iterable[str]) -> Iterator[str]:
        waiting = iter(keys)
        while some := list(islice(waiting, _AT_ONCE)):
            yield from self._session.exec(select(Title.name).where(col(Title.key).in_(some)))


def _phrases(text: str) -> Iterator[str]:
    """The keys of all phrases that begin and end with a capital or a digit, with either kind of apostrophe."""
    tokens = tokens_of(text)
    for first, token in enumerate(tokens):
        if not token.is_capital:
            continue
        for last in range(first, min(first + _LONGEST, len(tokens))):
            end = tokens[last]
            if end.is_capital:
                key = title_key(" ".join(text[token.start : end.end].split()))
                yield key
                if "'" in key or "’" in key:
                    yield key.replace("'", "’")
                    yield key.replace("’", "'")
