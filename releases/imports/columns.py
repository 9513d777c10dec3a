"""The fields that a row of a file can have, what people call them, and how a row becomes a release."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from db.words import ReleaseType
from releases.errors import InvalidValueError, OpeningDayError
from releases.fields import read_word
from releases.regions import region_called
from releases.release_input import NewRelease

FIELDS = (
    "title", "year", "region", "on", "label", "type", "edition", "at", "timezone", "status", "note", "source",
    "distributor", "classification", "tickets", "imdb_id", "tmdb_id", "wikidata_id", "distinction",
)  # fmt: skip
REQUIRED = ("title", "region", "on")

_SYNONYMS = {
    "title": ("film", "film title", "movie", "name", "picture", "title name"),
    "region": ("country", "territory", "market", "country code", "region code", "where"),
    "on": ("date", "release date", "opens", "opens on", "opening", "opening date", "release", "released", "when"),
    "type": ("release type", "format", "kind"),
    "edition": ("version",),
    "year": ("film year", "production year"),
    "at": ("time", "opens at", "opening time"),
    "note": ("notes", "comment", "comments", "remarks"),
    "source": ("url", "link", "source url"),
    "timezone": ("time zone", "tz", "zone"),
    "status": (),
    "label": ("holiday",),
    "distributor": ("released by", "distribution"),
    "classification": ("rating", "certificate", "certification", "age rating"),
    "tickets": ("ticket link", "tickets link", "booking link", "book tickets"),
    "imdb_id": ("imdb", "imdb id", "imdbid", "const", "tconst"),
    "tmdb_id": ("tmdb", "tmdb id", "tmdbid"),
    "wikidata_id": ("wikidata", "wikidata id", "qid"),
    "distinction": ("disambiguation",),
}  # fmt: skip
_FIELD_NAMED = {
    name.replace("_", " "): field for field, names in _SYNONYMS.items() for name in (field, *names)
}

# What people call the types, and our own feeds do.
_TYPES = {
    ReleaseType.THEATRICAL: ("cinema", "cinemas", "in cinemas", "theaters", "theatres", "in theaters", "in theatres", "wide"),
    ReleaseType.LIMITED: ("limited release", "select cinemas"),
    ReleaseType.DIGITAL: ("streaming", "vod", "svod", "tvod", "pvod", "online"),
    ReleaseType.PHYSICAL: ("dvd", "blu-ray", "bluray", "home video"),
    ReleaseType.TV: ("on tv", "television", "broadcast"),
    ReleaseType.PREMIERE: ("festival", "world premiere"),
}  # fmt: skip
_TYPE_CALLED = {word: known.value for known, words in _TYPES.items() for word in words}

_LONGEST_FIELD = 10_000  # characters: past every limit that a field has of its own

Row = tuple[int, "dict[str, str] | OpeningDayError"]  # the line it begins on, and its fields or what is wrong
Release = tuple[int, "NewRelease | OpeningDayError"]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a row means that does not say it."""

    region: str | None = None
    type: str | None = None

    def fields(self) -> dict[str, str]:
        """Those that are given."""
        return {name: value for name in ("region", "type") if (value := getattr(self, name))}


def read_defaults(region: str | None, release_type: str | None) -> Defaults:
    """The defaults, from a region's code or name and a type. Raises InvalidValueError."""
    return Defaults(
        region=region_called(region).code if region else None,
        type=read_word(_type(release_type), ReleaseType, field="type") if release_type else None,
    )


def field_called(column: str) -> str | None:
    """The field that a column's heading means, in any case; None for one that is none of ours."""
    return _FIELD_NAMED.get(" ".join(re.split(r"[\s_-]+", column.strip().casefold())))


def missing(fields: Collection[str]) -> list[str]:
    """The fields that are needed and not there."""
    return [name for name in REQUIRED if name not in fields]


def new_release(row: Mapping[str, str], defaults: Defaults) -> NewRelease:
    """What a row says. A field that is empty says nothing. Raises InvalidValueError."""
    fields = defaults.fields() | {name: value for name, value in row.items() if value.strip()}
    if lacking := missing(fields):
        raise InvalidValueError(f"{lacking[0]} is missing", field=lacking[0])
    for name, value in fields.items():
        if len(value) > _LONGEST_FIELD:
            raise InvalidValueError(f"{name} has {len(value)} characters: that is too much", field=name)
    return NewRelease(
        title=fields["title"],
        region=region_called(fields["region"]).code,
        on=fields["on"],
        type=_type(fields.get("type", ReleaseType.THEATRICAL)),
        edition=fields.get("edition", ""),
        at=fields.get("at"),
        year=_year(fields["year"]) if "year" in fields else None,
        note=fields.get("note"),
        source=fields.get("source"),
        timezone=fields.get("timezone"),
        status=fields.get("status"),
        label=fields.get("label"),
        distributor=fields.get("distributor"),
        classification=fields.get("classification"),
        tickets=fields.get("tickets"),
        imdb_id=fields.get("imdb_id"),
        tmdb_id=fields.get("tmdb_id"),
        wikidata_id=fields.get("wikidata_id"),
        distinction=fields.get("distinction"),
    )


def _type(words: str) -> str:
    word = words.strip().casefold()
    return _TYPE_CALLED.get(word, word)


def _year(words: str) -> int:
    digits = words.strip().removesuffix(".0")  # as spreadsheets write a number
    if not re.fullmatch(r"[0-9]{1,6}", digits):
        raise InvalidValueError("year is not a number: write one such as 2024", field="year")
    return int(digits)
