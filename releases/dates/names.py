"""Holidays' names as they are compared: without case, diacritics, apostrophes, punctuation or variants of spelling."""

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´"))
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_WORDS = {"labour": "labor", "saint": "st", "xmas": "christmas", "jnr": "jr", "and": "", "the": "", "of": ""}
_NOT_LETTERS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\s*[(\uff08][^()\uff08\uff09]{0,80}[)\uff09]")  # round ones, Latin and full-width


def key(name: str) -> str:
    """What two spellings of one name have in common: "St. Patrick’s Day" and "Saint Patricks day" have one key."""
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
    """A name without what stands in brackets: "(estimated)", "(observed)", in any language."""
    return _BRACKETS.sub("", name).strip()
