"""What the key of a line ("Release date (UK): 3 May") or the heading of a column says of the value beside it."""

import re
from enum import StrEnum

from releases.announcements.words.word_set import word_set


class Field(StrEnum):
    """What a value is."""

    TITLE = "title"
    DATE = "date"  # of a release
    OLD = "old"  # a date that is given up
    NEW = "new"  # the date in its stead
    PLACE = "place"
    OTHER = "other"  # nothing of a release: a distributor, a certificate


_TITLES = word_set("title titles film films movie movies feature picture name")
_PLACES = word_set("territory territories country countries region market where")
_DATES = word_set(
    "release released releases releasing rel opens opening opener open cinemas cinema theatrical theatrically theaters theatres "
    "digital dvd blu-ray bluray vod pvod svod streaming rental premiere debut launch date dates when screens nationwide wide limited"
)
_OLD = word_set("old was previous previously original originally former formerly")
_NEW = word_set("new now revised")
_OTHERS = word_set(
    "dist distributor distribution distrib sales cert certificate rating rated classification director directed dir writer "
    "written cast starring stars producer producers produced running runtime length duration genre language languages format "
    "formats ratio origin production synopsis logline contact contacts publicity website web trailer tickets ticket booking embargo "
    "published posted updated subject from to re copies prints notes note price rsp cat studio year sound aspect ratio materials "
    "screener press media author by location shoot theatre venue event status isan imdb subtitles music score editor"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z-]{0,20}")
_LONGEST_KEY = 5  # words


def field_of(key: str) -> Field | None:  # noqa: PLR0911 - a line for each case
    """What the value of a key is; None where the words are no key that is known."""
    words = [word.lower() for word in _WORD.findall(key)]
    if not words or len(words) > _LONGEST_KEY or any(char.isdigit() for char in key):
        return None
    if any(word in _OTHERS for word in words):
        return Field.OTHER
    if words[0] in _OLD:
        return Field.OLD
    if words[0] in _NEW:
        return Field.NEW
    if any(word in _DATES for word in words):
        return Field.DATE
    if words[-1] in _TITLES and len(words) <= 2:  # noqa: PLR2004 - "film title"
        return Field.TITLE
    return Field.PLACE if any(word in _PLACES for word in words) else None
