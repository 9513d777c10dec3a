"""All candidates of a text: marked ones, known ones, runs of capitals; own lines are found with the layout."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from announcements.page import Page
from announcements.places import place_book
from announcements.titles.candidate import Candidate, Mark
from announcements.titles.known import KnownTitles
from announcements.titles.marked import marked_titles
from announcements.titles.runs import runs_in
from announcements.trie import Token, tokens_of
from announcements.when import Shape, When
from announcements.words import CALENDAR, CONNECTORS, LEADS, SERVICES

_FIXED = frozenset({Mark.QUOTED, Mark.EMPHASIS, Mark.HASHTAG, Mark.CAPITALS})
_COMMON = LEADS | CALENDAR | CONNECTORS | SERVICES
_FOLD = re.compile(r"[\W_]+")


@lru_cache(maxsize=16_384)
def fold(title: str) -> str:
    """A title as two spellings of it are compared."""
    return _FOLD.sub(" ", title.casefold().replace("’", "").replace("'", "").replace("&", "and")).strip()


def candidates_in(
    page: Page, tokens: Sequence[Token], dates: Sequence[When], known: KnownTitles | None
) -> list[Candidate]:
    """Every candidate of a text, left to right; where two stand at the same place, the better marked one."""
    starts = [token.start for token in tokens]
    taken = _taken(starts, tokens, dates)
    found = marked_titles(page)
    inside = sorted((one.start, one.end) for one in found if one.mark is not Mark.CAPITALS)
    for sentence in page.sentences:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        within = tokens[first:last]
        mine = {index - first for index in taken if first <= index < last} if taken else set()
        found += [one for one in runs_in(page.text, within, mine) if not _lies_in(inside, one)]
    found = _known(page, found, known)
    best: dict[tuple[int, int], Candidate] = {}
    for one in found:
        held = best.get((one.start, one.end))
        if (
            held is None
            or (held.mark is Mark.RUN and one.mark is not Mark.RUN)
            or (one.known and not held.known)
        ):
            best[one.start, one.end] = one
    return sorted(best.values(), key=lambda one: (one.start, one.end))


def _taken(starts: Sequence[int], tokens: Sequence[Token], dates: Sequence[When]) -> set[int]:
    """The tokens of days and months; a holiday or a year can also be a part of a title."""
    taken: set[int] = set()
    for one in dates:
        if one.shape in {Shape.HOLIDAY, Shape.YEAR, Shape.UNDATED, Shape.CANCELLED}:
            continue
        index = bisect_left(starts, one.start)
        while index < len(tokens) and tokens[index].start < one.end:
            taken.add(index)
            index += 1
    return taken


def _lies_in(spans: Sequence[tuple[int, int]], one: Candidate) -> bool:
    """Whether a run only repeats or crosses what is marked."""
    at = bisect_left(spans, (one.start + 1,))
    return any(start < one.end and one.start < end for start, end in spans[max(0, at - 2) : at + 2])


def _is_common(name: str) -> bool:
    """Whether a known title is also a place, a month, or a word that begins sentences, and proves nothing."""
    tokens = tokens_of(name)
    hit = place_book().at(tokens, 0)
    return (hit is not None and hit.last == len(tokens)) or all(token.low in _COMMON for token in tokens)


def _known(page: Page, found: list[Candidate], known: KnownTitles | None) -> list[Candidate]:
    """The candidates, with those that are known said to be so, and the known titles that no candidate is."""
    if known is None:
        return found
    spans = {(one.start, one.end): one.name for one in known.find(page.text) if not _is_common(one.name)}
    folded = {fold(name) for name in spans.values()}
    held = {(one.start, one.end) for one in found}
    marked = [
        replace(one, known=True) if (one.start, one.end) in spans or fold(one.title) in folded else one
        for one in found
    ]
    return marked + [
        Candidate(start, end, name, Mark.RUN, known=True)
        for (start, end), name in spans.items()
        if (start, end) not in held
    ]
