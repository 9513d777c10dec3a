"""How long before opening a reminder fires, in days: 7, or in words such as `1 week`, `2 days`, `on the day`."""

import re

from releases.errors import InvalidValueError
from releases.fields import shown

_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
}
_UNITS = {"d": 1, "day": 1, "w": 7, "wk": 7, "week": 7, "fortnight": 14}
_LEAD = re.compile(
    r"(?:P(?P<period>\d{1,4})(?P<letter>[DW])|(?:(?P<count>\d{1,4})\s*|(?P<word>[a-z]+)\s+)?(?P<unit>d|w|wk|day|week|fortnight)s?)"
    r"(?:\s+(?:before|ahead|earlier|prior|in advance))?",
    re.IGNORECASE | re.ASCII,
)
_THE_DAY = frozenset(
    {"on the day", "the day", "same day", "day of", "opening day", "on opening day", "at opening"}
)


def read_lead(value: object, *, field: str = "leads") -> int:
    """Days before opening, from a number or from words. Raises InvalidValueError."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    words = " ".join(value.casefold().removeprefix("the ").split()) if isinstance(value, str) else ""
    if words in _THE_DAY or f"the {words}" in _THE_DAY:
        return 0
    if words.isascii() and words.isdecimal() and len(words) <= 4:  # noqa: PLR2004 - digits of any lead
        return int(words)
    found = _LEAD.fullmatch(words)
    count = _count(found["period"] or found["count"] or found["word"] or "1") if found else None
    unit = _UNITS.get((found["letter"] or found["unit"] or "").casefold()) if found else None
    if count is None or unit is None:
        raise InvalidValueError(
            f"{field} has {shown(str(value))}: give days before opening, such as 7, or 1 week", field=field
        )
    return count * unit


def _count(word: str) -> int | None:
    return int(word) if word.isdecimal() else _COUNTS.get(word.casefold())
