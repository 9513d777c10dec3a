"""What the kinds of evidence share."""

import re

from announcements.pairs import Material
from announcements.titles import Candidate, Mark

AGAINST = (
    "shoot",
    "festival",
    "ticket",
    "trailer",
    "award",
    "game",
    "music",
    "series",
    "stage",
    "past",
    "say",
    "other",
    "negated",
    "old",
    "aside",
)
FOR = ("open", "premiere", "date", "cinema", "move", "undate", "cancel")
MARKED = frozenset({Mark.QUOTED, Mark.EMPHASIS, Mark.HASHTAG, Mark.CAPITALS, Mark.LINE})
NEW_BEFORE = re.compile(
    r"\b(?:to|until|now|for|and now|instead|into|moves? to|on to)\b[^.;,]{0,16}\Z", re.IGNORECASE
)


def candidates_in(material: Material, start: int, end: int) -> list[Candidate]:
    """Return the candidates that begin in a stretch."""
    from bisect import bisect_left

    first = bisect_left(material.candidates, start, key=lambda one: one.start)
    last = bisect_left(material.candidates, end, key=lambda one: one.start)
    return list(material.candidates[first:last])


def kinds_at(material: Material, start: int, end: int, wanted: tuple[str, ...]) -> list[str]:
    """Return which of the wanted kinds the words of a stretch are of."""
    found = material.scan.kinds_within(start, end)
    return [kind for kind in wanted if kind in found]
