"""A text with all that is found in it before anything is decided: words by kind, places, types, dates."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Generic, NamedTuple, TypeVar

from announcements.page import Page
from announcements.places import Place, Role, place_book
from announcements.trie import Phrases, Token, tokens_of
from announcements.types import type_book
from announcements.when import When, dates_in
from announcements.words import kinds_book
from db.words import ReleaseType
from releases.errors import UnknownRegionError
from releases.regions import Region, find_region

Value = TypeVar("Value")
_CODE = re.compile(r"(?:(?<=[,(/|\t] )|(?<=[,(/|\t])|(?<=  )|(?<=\n))([A-Z]{2})(?=\s?(?:[,)/|\t\n]|\Z|\s\())")
_NO_CODES = frozenset(
    "LA PG MA TV AM PM NO NR HD CC LP EP QA AV GA UA ID ME IS TO SO".split()
)  # what two capitals mean beside films
_LOWER_ROLES = frozenset({Role.HERE, Role.WORLD})


class Found(NamedTuple, Generic[Value]):
    """A phrase where it stands in the text."""

    start: int
    end: int
    value: Value


class Spread(Generic[Value]):
    """Phrases of one sort, left to right, that can be asked for by stretches of the text."""

    def __init__(self, found: Sequence[Found[Value]]) -> None:
        self._found = found
        self._starts = [one.start for one in found]

    def within(self, start: int, end: int) -> Sequence[Found[Value]]:
        """The phrases that begin in a stretch and end in it."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [one for one in self._found[first:last] if one.end <= end]


class Scan:
    """What stands where in a text."""

    def __init__(self, page: Page, region: Region | None) -> None:
        self.page = page
        self.tokens = tokens_of(page.text)
        self._starts = [token.start for token in self.tokens]
        hits = list(kinds_book().find(self.tokens))
        self.dates = dates_in(page, self.tokens, hits, region)
        self.dated = Spread([Found(one.start, one.end, one) for one in self.dates])
        self.kinds: Spread[frozenset[str]] = Spread(
            [self._found(hit.first, hit.last, hit.value) for hit in hits]
        )
        self.types: Spread[ReleaseType] = Spread(list(self._all(type_book())))
        named = [one for one in self._all(place_book()) if self._is_place(one)]
        self.places: Spread[Place] = Spread(
            sorted([*named, *_codes(page.text, named)], key=lambda one: one.start)
        )

    def _found(self, first: int, last: int, value: Value) -> Found[Value]:
        return Found(self.tokens[first].start, self.tokens[last - 1].end, value)

    def _all(self, book: Phrases[Value]) -> Iterator[Found[Value]]:
        for hit in book.find(self.tokens):
            yield self._found(hit.first, hit.last, hit.value)

    def _is_place(self, one: Found[Place]) -> bool:
        """With a capital, but for "worldwide" and "nationwide"; not "us", nor "IN" and "ME" for a word in capitals."""
        first = self.page.text[one.start]
        return one.value.role in _LOWER_ROLES or (
            first.isupper() and self.page.text[one.start : one.end] not in {"Us", "La"}
        )

    def tokens_within(self, start: int, end: int) -> Sequence[Token]:
        """The words and signs of a stretch."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def kinds_within(self, start: int, end: int) -> set[str]:
        """The kinds of the words of a stretch."""
        return {kind for one in self.kinds.within(start, end) for kind in one.value}


def _codes(text: str, named: Sequence[Found[Place]]) -> Iterator[Found[Place]]:
    """Countries by their codes, where a list has them: "DE, AT, CH"."""
    taken = {one.start for one in named}
    for match in _CODE.finditer(text):
        with suppress(UnknownRegionError):
            if match.start(1) not in taken and match[1] not in _NO_CODES:
                code = {"UK": "GB"}.get(match[1], match[1])
                yield Found(match.start(1), match.end(1), Place(Role.COUNTRY, (find_region(code).code,)))


def overlapping(dates: Sequence[When], start: int, end: int) -> list[When]:
    """The dates that share a character with a stretch."""
    return [one for one in dates if one.start < end and start < one.end]
