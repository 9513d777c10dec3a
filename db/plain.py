"""The search form of a name: without case, accents and punctuation, so that any keyboard can type it."""

import re
import unicodedata

_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHES = frozenset("'’‘`ʻ")


def plain(name: str) -> str:
    """Return `amelie` for `Amélie`, `spider man no way home` for `Spider-Man: No Way Home`, and `***` unchanged."""
    parts = unicodedata.normalize("NFKD", name.casefold()).translate(_NOT_DECOMPOSED)
    letters = "".join(c for c in parts if not unicodedata.combining(c) and c not in _APOSTROPHES)
    return " ".join(re.findall(r"[^\W_]+", letters)) or " ".join(name.casefold().split())
