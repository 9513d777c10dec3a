"""Dates told from the date before: "a week later", "two days earlier", "the same day"."""

import re
from collections.abc import Sequence

from releases.announcements.words.tokens import Token
from releases.announcements.words.word_set import word_set

_LENGTH = 3  # words of every such date
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NUMBERS |= {"a": 1, "an": 1} | {str(number): number for number in range(1, 31)}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
_DIRECTIONS = {"later": 1, "afterwards": 1, "earlier": -1, "beforehand": -1}
_SAME = frozenset({"the same day", "that same day", "the same date", "the same night", "the same evening"})
_NEXT = {"the following week": 7, "the following day": 1, "the next day": 1, "the day after": 1}
_ENDS = word_set("in for across throughout . , ; ) here")
_THAN = word_set("than that as")  # after these it is told from something else: "a week later than planned"


def relative_date(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:  # noqa: PLR0911 - a line for each case
    """How many tokens a date told from another takes at a token, and how many days it is later."""
    words = [token.low for token in tokens[index : index + _LENGTH]]
    following = tokens[index + _LENGTH].low if index + _LENGTH < len(tokens) else ""
    if len(words) < _LENGTH:
        return None
    number, unit, direction = words
    if unit in _UNITS and number in _NUMBERS and direction == "after" and following in {"that", "this"}:
        return _LENGTH + 1, _NUMBERS[number] * _UNITS[unit]
    if following in _THAN:
        return None
    if unit in _UNITS and direction in _DIRECTIONS and number in _NUMBERS:
        return _LENGTH, _NUMBERS[number] * _UNITS[unit] * _DIRECTIONS[direction]
    phrase = " ".join(words)
    if phrase in _SAME:
        return _LENGTH, 0
    if phrase in _NEXT and (not following or following in _ENDS):
        return _LENGTH, _NEXT[phrase]
    return None


def days_of(number: str, unit: str) -> int | None:
    """The days in "three weeks"; None where the words are no such time."""
    return _NUMBERS[number] * _UNITS[unit] if number in _NUMBERS and unit in _UNITS else None


_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_AFTER_DAY = _ENDS | word_set("and with there to at from over while but or on : – — !")


def day_alone(tokens: Sequence[Token], index: int) -> int | None:
    """The day of a month that stands elsewhere: "on the 20th"."""
    if tokens[index].low != "the" or index + 1 >= len(tokens):
        return None
    found = _ORDINAL.fullmatch(tokens[index + 1].low)
    following = tokens[index + 2].low if index + 2 < len(tokens) else ""
    if found is None or (following and following not in _AFTER_DAY):
        return None
    before = tokens[index - 1].low if index else ""
    return int(found[1]) if before in _BEFORE_DAY else None


_BEFORE_DAY = word_set("on from until till to for by")
