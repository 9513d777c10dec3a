"""Keys for comparing holiday names: without case, diacritics, punctuation or spelling variants."""

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


@lru_cache(maxsize=8192)  # the same names recur
def key(name: str) -> str:
    """Return the key that all spellings of a name share: "St. Patrick's Day" and "saint patricks day" are equal."""
    bare = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    bare = (
        "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold().translate(_LETTERS)
    )
    words = (_WORDS.get(word, word) for word in _NOT_LETTERS.split(bare))
    return " ".join(word for word in words if word)


def short(name_key: str) -> str:
    """Return a key without its "day", which people leave out or add."""
    return name_key.removesuffix(" day")


def without_remark(name: str) -> str:
    """Return a name without bracketed remarks such as "(estimated)", in any language."""
    return _REMARK.sub("", name).strip()


@cache
def _region_names() -> frozenset[str]:
    return frozenset(key(region.name) for region in all_regions())


def is_region_name(name_key: str) -> bool:
    """Whether a name is a country's: "Australia" alone does not mean Australia Day."""
    return name_key in _region_names()
