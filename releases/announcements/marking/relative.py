"""Dates told from the date before: "a week later", "two days earlier", "the same day"."""

from collections.abc import Sequence

from releases.announcements.words.tokens import Token
from releases.announcements.words.word_set import word_set

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
_DIRECTIONS = {"later": 1, "afterwards": 1, "earlier": -1, "beforehand": -1}
_SAME = (("the", "same", "day"), ("that", "same", "day"), ("the", "same", "date"))
_NEXT = {
    ("the", "following", "week"): 7,
    ("the", "following", "day"): 1,
    ("the", "next", "day"): 1,
    ("the", "day", "after"): 1,
}
_ENDS = word_set("in for across throughout . , ; ) here")


def relative_date(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """How many tokens a date told from another takes at a token, and how many days it is later."""
    words = tuple(token.low for token in tokens[index : index + 4])
    if len(words) < 3:
        return None
    number = _NUMBERS.get(words[0]) or (
        int(words[0]) if words[0].isascii() and words[0].isdigit() and len(words[0]) < 3 else None
    )
    if number is not None and words[1] in _UNITS and words[2] in _DIRECTIONS:
        than = len(words) > 3 and words[3] in {"than", "that"}
        return None if than else (3, number * _UNITS[words[1]] * _DIRECTIONS[words[2]])
    if words[:3] in _SAME:
        as_other = len(words) > 3 and words[3] in {"as", "that"}
        return None if as_other else (3, 0)
    first = (words[0], words[1], words[2])
    if first in _NEXT and (len(words) == 3 or words[3] in _ENDS):
        return 3, _NEXT[first]
    return None
