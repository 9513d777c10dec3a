"""A name as people look for it: without case, accents and punctuation, whatever keyboard they have."""

import re
import unicodedata

_NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Apostrophes, primes and what is typed in their place; they part no words.
APOSTROPHES = "'’‘‛ʻʼʽʹ`´′＇ꞌ׳"
_NO_APOSTROPHES = dict.fromkeys(map(ord, APOSTROPHES))


def plain(name: str) -> str:
    """`Amélie` is `amelie`, `Spider-Man: No Way Home` is `spider man no way home`, `***` stays as it is."""
    without = name.casefold().translate(_NO_APOSTROPHES)
    parts = unicodedata.normalize("NFKD", without).translate(_NOT_DECOMPOSED)
    letters = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters)) or " ".join(name.casefold().split())


def unaccented(name: str) -> str:
    """The name case-folded, in compatibility forms and without the marks that Latin, Greek and Cyrillic can do without.

    Marks that make another letter or sound stay: those of kana, of the Indian scripts, of Thai.
    """
    parts = unicodedata.normalize("NFKD", name.casefold()).casefold().translate(_NOT_DECOMPOSED)
    return unicodedata.normalize("NFC", _OPTIONAL_MARKS.sub("", parts))


# Combining diacritical marks; Hebrew points; Arabic vowel signs; and what has no width: soft hyphens, joiners, marks
# of direction.
_OPTIONAL_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u0652\u0670\u00ad\u200b-\u200f\u2060\ufeff]"
)
