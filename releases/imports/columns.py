"""The fields of a row, their aliases, and how a row becomes a release."""

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from releases.dates.column import DateColumn
from releases.dates.serial import is_day_zero
from releases.errors import InvalidValueError, OpeningDayError
from releases.fields import read_type
from releases.imports.encoding import bad_byte
from releases.regions import region_called, regions_called
from releases.release_input import NewRelease

FIELDS = (
    "title", "year", "region", "on", "label", "type", "edition", "at", "timezone", "status", "note", "source",
    "distributor", "classification", "tickets", "imdb_id", "tmdb_id", "wikidata_id", "distinction",
)  # fmt: skip
REQUIRED = ("title", "region", "on")

_SYNONYMS = {
    "title": ("film", "film title", "movie", "movie title", "name", "picture", "title name", "film name"),
    "region": ("country", "territory", "market", "country code", "region code", "where", "countries", "territories", "regions", "markets"),
    "on": ("date", "release date", "opens", "opens on", "opening", "opening date", "release", "released", "when", "release day", "opening day", "dates", "release dates", "day"),
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

_BETWEEN_WORDS = re.compile(r"[\s_:*#.-]+")
_YEAR = re.compile(r"([0-9]{1,6})(?:\.0*)?")  # as spreadsheets and programs write a number
_LONGEST_FIELD = 10_000  # characters: past every limit that a field has of its own

_REQUIRED_AND_EMPTY = dict.fromkeys(REQUIRED, "")
_IN_A_FILE = DateColumn(from_file=True)

Row = tuple[int, "dict[str, str] | OpeningDayError"]  # its number, and its fields or what is wrong
Release = tuple[int, "NewRelease | OpeningDayError"]


class LeftOutError(OpeningDayError):
    """This is in the file, and not taken in."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """Values for rows that leave a field empty."""

    region: str | None = None
    type: str | None = None
    title: str | None = None

    def fields(self) -> dict[str, str]:
        """Those that are given."""
        return {name: value for name in ("region", "type", "title") if (value := getattr(self, name))}


def read_defaults(region: str | None, release_type: str | None, title: str | None = None) -> Defaults:
    """The defaults, from a region's code or name, a type, and the film that all rows are of. Raises InvalidValueError."""
    return Defaults(
        region=region_called(region).code if region else None,
        type=read_type(release_type) if release_type else None,
        title=title or None,
    )


def field_called(column: str) -> str | None:
    """The field that a column's heading means, in any case; None for one that is none of ours."""
    return _FIELD_NAMED.get(" ".join(word for word in _BETWEEN_WORDS.split(column.casefold()) if word))


def missing(fields: Collection[str]) -> list[str]:
    """Return the required fields that are missing."""
    return [name for name in REQUIRED if name not in fields]


def new_release(row: Mapping[str, str], defaults: Defaults) -> NewRelease:
    """What a row by itself says, which has one region. Raises InvalidValueError."""
    said = new_releases(row, defaults, DateColumn())
    if len(said) > 1:
        region_called(row.get("region") or defaults.region or "")  # says why it is not one
        raise InvalidValueError("region names several: give one", field="region")
    return said[0]


def new_releases(
    row: Mapping[str, str], defaults: Defaults, column: DateColumn = _IN_A_FILE, remarks: Sequence[str] = ()
) -> list[NewRelease]:
    """What a row says: a release, or one for each of several regions. A field that is empty says nothing.

    A region that cannot be read is left as it is, for `read_entry` to name with all else that is wrong.
    Raises InvalidValueError.
    """
    fields = defaults.fields() | {name: value for name, value in row.items() if value and not value.isspace()}
    for name, value in fields.items():
        if len(value) > _LONGEST_FIELD:
            raise InvalidValueError(f"{name} has {len(value)} characters: that is too much", field=name)
        if bad := bad_byte(value):
            raise InvalidValueError(
                f"{name} has the byte {bad}, which is no letter in UTF-8: save the file in UTF-8", field=name
            )
    if is_day_zero(fields.get("on", "")):
        shown = fields.pop("on")
        raise InvalidValueError(
            f"on is missing: {shown[:40]!r} is how programs show an empty date", field="on"
        )
    words: dict[str, Any] = _REQUIRED_AND_EMPTY | fields
    if year := _YEAR.fullmatch(fields.get("year", "").strip()):
        words["year"] = int(year[1])
    if "type" in fields:
        with suppress(InvalidValueError):
            words["type"] = read_type(fields["type"])
    said = NewRelease(
        **words,
        column=column,
        remarks=tuple(remarks),
    )
    try:
        regions = regions_called(said.region)
    except InvalidValueError:
        return [said]
    if len(regions) == 1:
        return [replace(said, region=regions[0].code)] if regions[0].code != said.region else [said]
    codes = ", ".join(region.code for region in regions)
    apart = (*said.remarks, f"{said.region[:40]!r} is taken apart into {codes}")
    return [replace(said, region=region.code, remarks=apart) for region in regions]
