"""Whether two keys of titles are so near that they may be two spellings of one name."""

from difflib import SequenceMatcher

from db.title_key import near_letters

_ALIKE = 0.87  # of 1: a typing error in eight letters


def is_near(key: str, other: str) -> bool:
    """Whether two keys with one near key differ only in spaces, other languages' articles, number words or a slip."""
    letters, others = near_letters(key), near_letters(other)
    return letters == others or SequenceMatcher(None, letters, others, autojunk=False).ratio() >= _ALIKE
