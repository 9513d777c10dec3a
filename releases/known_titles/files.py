"""Reads lists of films, a row at a time: IMDb's `title.basics.tsv`, TMDB's daily `movie_ids_*.json`, and CSV.

Each may be packed by gzip. https://developer.imdb.com/non-commercial-datasets/ and
https://developer.themoviedb.org/docs/daily-id-exports describe the first two.
"""

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import IO, BinaryIO

from releases.errors import InvalidValueError, UnreadableFileError
from releases.text import TITLE_LIMIT
from releases.titles.names import FIRST_YEAR, LAST_YEAR, read_id

_GZIP = b"\x1f\x8b"  # RFC 1952 section 2.3.1
_LONGEST_LINE = 100_000  # characters
_IMDB_KINDS = frozenset({"movie", "tvMovie"})
_IMDB_NONE = "\\N"
_UNLABELLED = re.compile(r"Q\d+")

_NAMES = frozenset(
    "name title filmtitle movie itemlabel filmlabel movielabel worklabel label titlelabel".split()
)
_ITEMS = frozenset(
    "item film work wikidata wikidataid qid".split()
)  # Wikidata's address or Q-number; else a name
_YEARS = frozenset("year date publicationdate pubdate releasedate released publication filmyear".split())
_IMDB = frozenset("imdb imdbid tconst const".split())
_TMDB = frozenset("tmdb tmdbid tmdbmovieid".split())


@dataclass(frozen=True, slots=True)
class KnownFilm:
    """One name of a film that exists."""

    name: str
    year: int | None = None
    imdb_id: str | None = None
    tmdb_id: str | None = None
    wikidata_id: str | None = None
    is_original: bool = False  # its name in its own language, where the list has another first


def read_known_titles(binary: BinaryIO) -> Iterator[KnownFilm]:
    """The films of a list. A row that names none is left out. Raises UnreadableFileError."""
    reader = binary if isinstance(binary, io.BufferedReader) else io.BufferedReader(binary)  # type: ignore[type-var] # a raw stream
    packed = reader.peek(2)[:2] == _GZIP
    source: IO[bytes] = gzip.GzipFile(fileobj=reader) if packed else reader  # type: ignore[assignment] # it reads alike
    with io.TextIOWrapper(source, encoding="utf-8-sig", errors="replace", newline="") as text:
        try:
            yield from _films(_lines(text))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableFileError(f"the file is not whole: {error}") from None


def _lines(text: IO[str]) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise UnreadableFileError(f"a line has over {_LONGEST_LINE} characters: this is no list of films")
        yield line


def _films(lines: Iterator[str]) -> Iterator[KnownFilm]:
    first = next(lines, "")
    if first.startswith("{"):
        return (film for line in chain([first], lines) if (film := _of_tmdb(line)))
    if first.startswith("tconst\t"):
        return (film for line in lines for film in _of_imdb(line.rstrip("\r\n").split("\t")))
    return _of_csv(first, lines)


def _of_tmdb(line: str) -> KnownFilm | None:
    try:
        film = json.loads(line)
        name, number = film["original_title"], film["id"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(name, str) or not isinstance(number, int) or film.get("adult") or film.get("video"):
        return None
    return _film(name, None, tmdb_id=str(number))


def _of_imdb(cells: Sequence[str]) -> Iterator[KnownFilm]:
    if len(cells) < 6 or cells[1] not in _IMDB_KINDS or cells[4] == "1":  # noqa: PLR2004 - as far as startYear
        return
    imdb_id, name, original, year = cells[0], cells[2], cells[3], cells[5]
    if film := _film(name, year, imdb_id=imdb_id):
        yield film
        if original not in {name, _IMDB_NONE} and (
            other := _film(original, year, imdb_id=imdb_id, is_original=True)
        ):
            yield other


def _of_csv(heading: str, lines: Iterator[str]) -> Iterator[KnownFilm]:
    delimiter = max(",;\t", key=heading.count)
    columns = [
        re.sub(r"[^a-z]", "", cell.lower()) for cell in next(csv.reader([heading], delimiter=delimiter), [])
    ]
    if not set(columns) & (_NAMES | _ITEMS):
        raise UnreadableFileError(
            "this is no list of films: give a CSV whose first line names the columns, name and year among them, IMDb's"
            " title.basics.tsv or TMDB's movie_ids_….json"
        )
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            continue
        if cells is None:
            return
        if film := _of_row(dict(zip(columns, cells, strict=False))):
            yield film


def _of_row(row: dict[str, str]) -> KnownFilm | None:
    item = _first(row, _ITEMS)
    wikidata_id = None
    with suppress(InvalidValueError):
        wikidata_id = read_id("wikidata_id", item)
    name = _first(row, _NAMES) or ("" if wikidata_id else item)
    return _film(
        name,
        _first(row, _YEARS),
        imdb_id=_first(row, _IMDB),
        tmdb_id=_first(row, _TMDB),
        wikidata_id=wikidata_id,
    )


def _first(row: dict[str, str], columns: frozenset[str]) -> str:
    return next((row[name].strip() for name in row if name in columns and row[name].strip()), "")


def _film(
    name: str,
    year: str | None,
    *,
    imdb_id: str = "",
    tmdb_id: str = "",
    wikidata_id: str | None = None,
    is_original: bool = False,
) -> KnownFilm | None:
    name = " ".join(name.split())
    if not name or len(name) > TITLE_LIMIT or not name.isprintable() or _UNLABELLED.fullmatch(name):
        return None
    number = int(year[:4]) if year and year[:4].isdecimal() else None
    return KnownFilm(
        name,
        number if number and FIRST_YEAR <= number <= LAST_YEAR else None,
        _id("imdb_id", imdb_id),
        _id("tmdb_id", tmdb_id),
        wikidata_id,
        is_original,
    )


def _id(field: str, value: str) -> str | None:
    """An id, where it is one: a list may hold anything."""
    with suppress(InvalidValueError):
        return read_id(field, value) if value else None
    return None
