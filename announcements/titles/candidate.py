"""A stretch of text that could be a title, and the title it would be."""

import re
from dataclasses import dataclass
from enum import StrEnum

from announcements.words import CONNECTORS

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_ROMAN = re.compile(r"[IVX]{2,5}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])")
_SINGLE_QUOTED = re.compile(r"['‘][^'‘’]{1,120}['’]")


class Mark(StrEnum):
    """What sets a title off from the words around it."""

    QUOTED = "quoted"
    EMPHASIS = "emphasis"  # italics or bold, as Markdown has them
    HASHTAG = "hashtag"
    CAPITALS = "capitals"  # all of it in capitals, in a text that is not
    LINE = "line"  # a line or a cell of its own
    RUN = "run"  # words that begin with capitals


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the text that could be a title."""

    start: int
    end: int
    title: str  # as the film would be called
    mark: Mark
    known: bool = False
    leads: bool = False  # it begins its sentence
    cut: str = ""  # where a longer run was cut to make it: "and", "possessive", …


def clean_title(words: str) -> str:
    """A title in one line, without the signs around it."""
    words = _SPACES.sub(" ", words).strip(' \t\n"“”«»„`_,;:|–—-*•')
    words = words.strip("‘") if words.count("‘") > words.count("’") else words
    while words.endswith(".") and not words.endswith("..") and not re.search(r"\b[A-Z]\.[A-Z]\.$", words):
        words = words[:-1].rstrip()
    return words[1:-1] if _SINGLE_QUOTED.fullmatch(words) else words


def title_case(words: str) -> str:
    """A title that is written all in capitals, as it is written elsewhere."""
    parts: list[str] = []
    place, begins = 0, True
    for match in _WORD.finditer(words):
        between, word = words[place : match.start()], match[0]
        begins = begins or any(sign in between for sign in ":–—")
        low = word.lower()
        if _ROMAN.fullmatch(word) or (len(word) < 3 and not word.isalpha()):
            shown = word
        elif low in CONNECTORS and not begins:
            shown = low
        else:
            shown = "-".join(piece[:1].upper() + piece[1:] for piece in low.split("-"))
        parts += [between, shown]
        place, begins = match.end(), False
    return "".join([*parts, words[place:]])


def hashtag_title(words: str) -> str:
    """`TheBigDay` is The Big Day; one word stays as it is."""
    return " ".join(_HUMP.split(words))


def is_shouted(words: str) -> bool:
    """Whether words are in capitals throughout."""
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) > 1 and not any(letter.islower() for letter in letters)
