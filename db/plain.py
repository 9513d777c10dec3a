"""A name as people look for it: without case, accents and punctuation, whatever keyboard they have."""

import re
import unicodedata

_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHES = frozenset("'’‘`ʻ")


def plain(name: str) -> str:
    """`Amélie` is `amelie`, `Spider-Man: No Way Home` is `spider man no way home`, `***` stays as it is."""
    parts = unicodedata.normalize("NFKD", name.casefold()).translate(_NOT_DECOMPOSED)
    letters = "".join(c for c in parts if not unicodedata.combining(c) and c not in _APOSTROPHES)
    return " ".join(re.findall(r"[^\W_]+", letters)) or " ".join(name.casefold().split())
