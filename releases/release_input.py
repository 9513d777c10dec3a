"""What an editor says of a release, in words, and what it is once they are read."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from db.columns import uuid7
from db.words import Precision, ReleaseStatus, ReleaseType
from releases.dates.column import DateColumn
from releases.doubts import Doubt, DoubtCode
from releases.titles.names import Identity

_ALONE = DateColumn()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """A new release as an editor enters it, unparsed. Only the first three fields are required."""

    title: str
    region: str
    on: str  # as parse_date reads it
    type: str = ReleaseType.THEATRICAL
    edition: str = ""
    at: str | None = None  # 19:00, by the wall clock of the zone
    year: int | str | None = None
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
    column: DateColumn = field(
        default=_ALONE, compare=False
    )  # what the whole column says of how `on` is written
    remarks: tuple[str, ...] = field(
        default=(), compare=False
    )  # what there is to say of how the words were found, to whoever sent them
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
    column: DateColumn = field(
        default=_ALONE, compare=False
    )  # what the whole column says of how `on` is written
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
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)  # about what its words mean
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


_COLUMNS = [each.name for each in fields(ReleaseInput) if each.name not in {"film", "doubts"}]
