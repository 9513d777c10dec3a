"""An editor's input for a release, and its parsing into the columns of a row."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from db.columns import uuid7
from db.models import Release
from db.words import Precision, ReleaseStatus, ReleaseType
from releases.dates import ReleaseDate, canonical, parse_date
from releases.doubts import Doubt, DoubtCode
from releases.editors import Editor
from releases.errors import InvalidValueError
from releases.fields import check_exists, read_time, read_timezone, read_word
from releases.regions import Region, find_region
from releases.text import (
    CLASSIFICATION_LIMIT,
    DISTRIBUTOR_LIMIT,
    EDITION_LIMIT,
    LABEL_LIMIT,
    clean_address,
    clean_line,
    clean_note,
)
from releases.titles.names import IDENTITY_FIELDS, Identity, read_identity
from releases.zones import zone_named

# Lists have few days and many films, so parsed days are cached.
_parse_date = lru_cache(maxsize=4096)(parse_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """A new release as an editor enters it, unparsed. Only the first three fields are required."""

    title: str
    region: str
    on: str  # as parse_date reads it
    type: str = ReleaseType.THEATRICAL
    edition: str = ""
    at: str | None = None  # such as 19:00, local time in the zone
    year: int | None = None
    note: str | None = None
    source: str | None = None
    timezone: str | None = None  # IANA; None: the region's
    status: str | None = None  # None: confirmed
    label: str | None = None  # the holiday's name, if `on` does not contain it
    distributor: str | None = None
    classification: str | None = None
    tickets: str | None = None  # an address
    imdb_id: str | None = None  # this and the next three say which film is meant
    tmdb_id: str | None = None
    wikidata_id: str | None = None
    distinction: str | None = None  # a word that tells it from another film of its name and year
    must_stand: bool = False  # it changes a release: where none stands, that is a doubt
    doubts: tuple[Doubt, ...] = ()  # that whoever read the words had
    accept: frozenset[DoubtCode] = frozenset()  # doubts that are none for this release


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Changes to a release. None leaves a field unchanged; an empty string clears it, where it can be empty."""

    on: str | None = None
    at: str | None = None
    note: str | None = None
    source: str | None = None
    timezone: str | None = None
    status: str | None = None
    label: str | None = None
    type: str | None = None
    edition: str | None = None
    region: str | None = None
    distributor: str | None = None
    classification: str | None = None
    tickets: str | None = None
    doubts: tuple[Doubt, ...] = ()  # that whoever read the words had
    accept: frozenset[DoubtCode] = frozenset()  # doubts that are none for this edit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseInput:
    """A parsed and checked new release. Its fields are named as the row's columns."""

    film: Identity = field(compare=False)  # spellings differ; which film it is, its id says
    region: str
    type: ReleaseType
    edition: str
    opens_on: date | None
    opens_until: date | None
    precision: Precision
    opens_at: time | None
    timezone: str
    label: str | None
    status: ReleaseStatus
    note: str | None
    source: str | None
    distributor: str | None
    classification: str | None
    tickets: str | None
    id: UUID = field(default_factory=uuid7, compare=False)

    def columns(self, title_id: UUID, now: datetime) -> dict[str, Any]:
        """Return the complete row of a new release."""
        return {
            **{name: getattr(self, name) for name in _COLUMNS},
            "title_id": title_id,
            "version": 1,
            "sequence": 0,
            "moved_from": None,
            "created_at": now,
            "updated_at": now,
        }


_COLUMNS = [each.name for each in fields(ReleaseInput) if each.name != "film"]


def read_entry(new: NewRelease, editor: Editor, now: datetime) -> ReleaseInput:
    """Parse and check a new release. Raises InvalidValueError, or ForbiddenError if the region is not the editor's."""
    region = find_region(new.region)
    editor.require(region.code)
    timezone = read_timezone(new.timezone) if new.timezone else region.timezone
    when = _read_date(new.on, region, timezone, now)
    return ReleaseInput(
        film=read_identity(new.title, new.year, **{name: getattr(new, name) for name in IDENTITY_FIELDS}),
        region=region.code,
        type=read_word(new.type, ReleaseType, field="type"),
        edition=_read_edition(new.edition),
        opens_on=when.first,
        opens_until=when.last,
        precision=when.precision,
        opens_at=_read_opening_time(new.at, when.first, when.precision, timezone) if new.at else None,
        timezone=timezone,
        label=_read_label(new.label) if new.label else when.label,
        status=read_word(new.status, ReleaseStatus, field="status")
        if new.status
        else ReleaseStatus.CONFIRMED,
        note=clean_note(new.note) if new.note else None,
        source=clean_address(new.source) if new.source else None,
        distributor=_read_distributor(new.distributor) if new.distributor else None,
        classification=_read_classification(new.classification) if new.classification else None,
        tickets=clean_address(new.tickets, field="tickets") if new.tickets else None,
    )


def apply_edit(release: Release, edit: Edit, now: datetime) -> None:
    """Apply an edit to a release object. Raises InvalidValueError."""
    if edit.region is not None:
        _move_to(release, find_region(edit.region))
    region = find_region(release.region)
    if edit.type is not None:
        release.type = read_word(edit.type, ReleaseType, field="type")
    _apply_date(release, edit, region, now)
    for name, read in _TEXTS.items():
        if (words := getattr(edit, name)) is not None:
            setattr(release, name, read(words))
    if edit.status is not None:
        release.status = read_word(edit.status, ReleaseStatus, field="status")


def _apply_date(release: Release, edit: Edit, region: Region, now: datetime) -> None:
    """Apply what an edit says of the day, its label, and the time."""
    if edit.timezone is not None:
        release.timezone = read_timezone(edit.timezone) if edit.timezone else region.timezone
    if edit.on is not None:
        _redate(release, _read_date(edit.on, region, release.timezone, now), region)
    if edit.label is not None:
        release.label = _read_label(edit.label) if edit.label.strip() else None
    if edit.at is not None:
        release.opens_at = read_time(edit.at) if edit.at else None
    if release.opens_at and not (edit.at is edit.on is edit.timezone is None):
        _check_opening_time(release.opens_at, release.opens_on, release.precision, release.timezone)


def _move_to(release: Release, region: Region) -> None:
    """Into another region, and its zone, unless the release has one of its own."""
    if release.timezone == find_region(release.region).timezone:
        release.timezone = region.timezone
    release.region = region.code


def _redate(release: Release, when: ReleaseDate, region: Region) -> None:
    before = (release.opens_on, release.opens_until, release.precision)
    if (when.first, when.last, when.precision) != before:
        release.moved_from = canonical(*before, region)
    release.opens_on, release.opens_until, release.precision = when.first, when.last, when.precision
    release.label = when.label
    if when.precision != Precision.DAY:
        release.opens_at = None


def _read_date(words: str, region: Region, timezone: str, now: datetime) -> ReleaseDate:
    return _parse_date(words, region, now.astimezone(zone_named(timezone)).date())


def _read_label(words: str) -> str:
    return clean_line(words, field="label", limit=LABEL_LIMIT)


def _read_edition(words: str) -> str:
    return clean_line(words, field="edition", limit=EDITION_LIMIT) if words.strip() else ""


def _read_distributor(words: str) -> str | None:
    return clean_line(words, field="distributor", limit=DISTRIBUTOR_LIMIT) if words.strip() else None


def _read_classification(words: str) -> str | None:
    return clean_line(words, field="classification", limit=CLASSIFICATION_LIMIT) if words.strip() else None


# What is read by itself, and may be empty.
_TEXTS: dict[str, Callable[[str], str | None]] = {
    "edition": _read_edition,
    "note": clean_note,
    "source": clean_address,
    "distributor": _read_distributor,
    "classification": _read_classification,
    "tickets": partial(clean_address, field="tickets"),
}


def _read_opening_time(at: str, day: date | None, precision: Precision, timezone: str) -> time:
    read = read_time(at)
    _check_opening_time(read, day, precision, timezone)
    return read


def _check_opening_time(at: time, day: date | None, precision: Precision, timezone: str) -> None:
    if precision != Precision.DAY or day is None:
        raise InvalidValueError("at needs a date that is exact: give the day as well", field="at")
    check_exists(at, day, timezone)
