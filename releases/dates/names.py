"""Holidays' names as they are compared: without case, diacritics, apostrophes, punctuation or variants of spelling."""

import re
import unicodedata
from functools import cache, lru_cache

from releases.regions import all_regions

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`\u02bc\u02bb\u00b4"))
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
_WORDS = {"labour": "labor", "saint": "st", "xmas": "christmas", "jnr": "jr", "and": "", "the": "", "of": ""}
_NOT_LETTERS = re.compile(r"[\W_]+")
_REMARK = re.compile(
    r"\s*[(\uff08][^()\uff08\uff09]{0,80}[)\uff09]"
)  # in round brackets, Latin or full-width


@lru_cache(maxsize=8192)  # the same names come again and again
def key(name: str) -> str:
    """What the spellings of one name have in common: "St. Patrick's Day" and "saint patricks day" have one key."""
    bare = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    bare = (
        "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold().translate(_LETTERS)
    )
    words = (_WORDS.get(word, word) for word in _NOT_LETTERS.split(bare))
    return " ".join(word for word in words if word)


def short(name_key: str) -> str:
    """A key without its "day", which people leave out or add."""
    return name_key.removesuffix(" day")


def without_remark(name: str) -> str:
    """A name without what stands in brackets: "(estimated)", in any language."""
    return _REMARK.sub("", name).strip()


@cache
def _region_names() -> frozenset[str]:
    return frozenset(key(region.name) for region in all_regions())


def is_region_name(name_key: str) -> bool:
    """Whether a name without its "day" is a country: "Australia" alone is not Australia Day."""
    return name_key in _region_names()
