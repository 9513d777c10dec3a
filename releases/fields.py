"""Parsers for the fields of a release; their errors name the field."""

from datetime import time
from enum import StrEnum
from typing import TypeVar

from db.words import ReleaseType
from releases.clock_times import read_clock
from releases.errors import InvalidValueError

_LONGEST_SHOWN = 40  # characters of the input quoted in an error

# What people call the types, and TMDB, Radarr and Sonarr do. TMDB numbers them 1 to 6.
_TYPES = {
    ReleaseType.PREMIERE: "1, festival, world premiere, premieres, gala, festival premiere",
    ReleaseType.LIMITED: "2, theatrical (limited), theatrical limited, limited theatrical, select cinemas, select theaters, select theatres,"
    " platform, exclusive engagement",
    ReleaseType.THEATRICAL: "3, cinema, cinemas, in cinemas, incinemas, theaters, theatres, in theaters, in theatres, theater, theatre,"
    " wide, nationwide, general, theatrical (wide), theatrical wide, kino, cine, sortie",
    ReleaseType.DIGITAL: "4, streaming, vod, svod, tvod, pvod, avod, est, online, web, web dl, download, stream, on demand, video on demand",
    ReleaseType.PHYSICAL: "5, dvd, blu ray, bluray, dvd/blu ray, dvd & blu ray, blu ray & dvd, 4k, uhd, 4k uhd, home video, home entertainment, disc, vhs",
    ReleaseType.TV: "6, on tv, television, broadcast, tv premiere, tv movie, series, airing, air date, episode",
}  # fmt: skip
_TYPE_CALLED = {
    word.strip(): known for known, words in _TYPES.items() for word in (known.value, *words.split(","))
}

Word = TypeVar("Word", bound=StrEnum)


def read_word(value: str, vocabulary: type[Word], *, field: str) -> Word:
    """Return the enum member for a word in any case. Raises InvalidValueError, which lists the words."""
    try:
        return vocabulary(value.strip().lower())
    except ValueError:
        words = ", ".join(vocabulary)
        raise InvalidValueError(f"{field} is {shown(value)}: write one of {words}", field=field) from None


def read_type(value: str, *, field: str = "type") -> ReleaseType:
    """A release's type: one of the six words, TMDB's number of it, or what people and programs call it."""
    word = " ".join(value.replace("_", " ").replace("-", " ").casefold().split())
    known = _TYPE_CALLED.get(word) or _TYPE_CALLED.get(word.removesuffix(" release").removesuffix(".0"))
    return known or read_word(value, ReleaseType, field=field)


def read_time(value: str, *, field: str = "at") -> time:
    """A wall-clock time of hours and minutes: `19:00`, `7:30 PM`, `9am`."""
    read = read_clock(value)
    if read is None or read.second:
        raise InvalidValueError(f"{field} is {shown(value)}: write a time such as 19:00", field=field)
    return read


def shown(value: str) -> str:
    """A value as an error quotes it: short, and with nothing that could break a line."""
    return repr(value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…")
