"""A title's name, year, slug and external ids, as people give them and as they are kept."""

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from db.models import Title
from db.plain import plain
from db.title_key import near_key, split_year, title_key
from releases.errors import InvalidValueError
from releases.text import EDITION_LIMIT, TITLE_LIMIT, clean_line

FIRST_YEAR, LAST_YEAR = 1888, 2999  # the first film was shot in 1888
ID_FIELDS = ("imdb_id", "tmdb_id", "wikidata_id")

# A list names each film many times over.
key_of = lru_cache(maxsize=8192)(title_key)
near_key_of = lru_cache(maxsize=8192)(near_key)

_ID_FORMS = {
    "imdb_id": (re.compile(r"(?:.*imdb\.com/(?:[a-z-]+/)?title/)?(tt\d{7,10})(?:[/?#].*)?", re.IGNORECASE), "tt1234567"),
    "tmdb_id": (re.compile(r"(?:.*themoviedb\.org/movie/)?0*([1-9]\d{0,9})(?:\.0|\D.*)?"), "1064213"),
    "wikidata_id": (re.compile(r"(?:.*wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d{0,11})(?:[/?#].*)?", re.IGNORECASE), "Q123456"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """Which film is meant, as somebody says it: the parts that are given are clean."""

    name: str
    year: int | None = None
    imdb_id: str | None = None
    tmdb_id: str | None = None
    wikidata_id: str | None = None
    distinction: str | None = None  # a word that tells it from another film of its name and year

    @property
    def key(self) -> str:
        """The name as it is matched."""
        return key_of(self.name)

    @property
    def ids(self) -> dict[str, str]:
        """The external ids that are given, by their fields."""
        return {name: value for name in ID_FIELDS if (value := getattr(self, name))}


IDENTITY_FIELDS = tuple(each.name for each in fields(Identity) if each.name not in {"name", "year"})


def read_identity(name: str, year: int | None, **others: str | None) -> Identity:
    """Which film is meant: a year in brackets after the name is its year. Raises InvalidValueError."""
    bare, said = split_year(clean_name(name))
    year = clean_year(year)
    if said is not None and year is not None and said != year:
        raise InvalidValueError(f"the title says {said} and the year is {year}: give one", field="year")
    given = {field: value for field, value in others.items() if value}
    if not given:
        return Identity(bare, year or said)
    word = given.get("distinction")
    imdb_id, tmdb_id, wikidata_id = (
        read_id(name, given[name]) if name in given else None for name in ID_FIELDS
    )
    word = clean_line(word, field="distinction", limit=EDITION_LIMIT) if word else None
    return Identity(bare, year or said, imdb_id, tmdb_id, wikidata_id, word)


def read_id(field: str, value: str) -> str:
    """An external id, or the address of its page. Raises InvalidValueError."""
    form, example = _ID_FORMS[field]
    found = form.fullmatch(value.strip())
    if not found:
        raise InvalidValueError(
            f"{field} is {value.strip()[:40]!r}: write one such as {example}", field=field
        )
    return found[1].lower() if field == "imdb_id" else found[1].upper()


def clean_name(name: str, field: str = "title") -> str:
    """A title's name as it is kept. Raises InvalidValueError."""
    return clean_line(name, field=field, limit=TITLE_LIMIT)


def clean_year(year: int | None) -> int | None:
    """A title's year. Raises InvalidValueError for one before film, or far ahead."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidValueError(f"year is {year}: give one from {FIRST_YEAR} to {LAST_YEAR}", field="year")
    return year


def has_key(key: str) -> ColumnElement[bool]:
    """The titles that are called so, as a condition: the near key is what has an index."""
    return and_(col(Title.near_key) == near_key_of(key), col(Title.match_key) == key)


def slugify(name: str) -> str:
    """The name as part of an address: `If I Had Legs I'd Kick You` is `if-i-had-legs-id-kick-you`."""
    words = [word for word in plain(name).split() if word.isalnum()]
    return "-".join(words)[:80].strip("-") or "title"


def first_slugs(identity: Identity) -> list[str]:
    """The slugs that a title would have, the best first."""
    slug = slugify(identity.name)
    more = [slug]
    if identity.year:
        more.append(f"{slug}-{identity.year}")
    if identity.distinction:
        more.append(f"{more[-1]}-{slugify(identity.distinction)}")
    return more
