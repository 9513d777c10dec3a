"""What is answered about releases and regions, as `/openapi.json` shows it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from db.words import ChangeKind, Precision, ReleaseStatus, ReleaseType, ReminderStatus
from releases.doubts import DoubtCode


class TitleAnswer(BaseModel):
    """A title as a release names it."""

    name: str
    slug: str
    year: int | None


class ReleaseAnswer(BaseModel):
    """A release. Dates are days in its region; `opens_at` is a wall-clock time in its time zone."""

    id: UUID
    title: TitleAnswer
    region: str
    region_name: str
    type: ReleaseType
    edition: str
    opens_on: date | None
    opens_until: date | None  # the last day it can be
    precision: Precision
    opens_at: str | None
    timezone: str
    label: str | None
    status: ReleaseStatus
    sequence: int
    note: str | None
    source: str | None
    distributor: str | None
    classification: str | None
    tickets: str | None  # the address where they are sold
    created_at: datetime
    updated_at: datetime
    url: str


class DoubtAnswer(BaseModel):
    """What makes a fact worth a question."""

    code: DoubtCode
    message: str
    field: str
    existing: str | None = None  # the address of what it is about


class NewReleaseAnswer(ReleaseAnswer):
    """A release that was added, and what is doubtful about it."""

    doubts: list[DoubtAnswer] | None = None  # absent where there is none


class ReleasesAnswer(BaseModel):
    """A page of releases."""

    items: list[ReleaseAnswer]
    next: str | None  # the cursor of the next page


class WholeTitleAnswer(TitleAnswer):
    """A title, with all that is known of it."""

    shown_as: str  # the name, with what tells it from another title of that name
    original_name: str | None
    aliases: list[str]
    distinction: str | None
    imdb_id: str | None
    tmdb_id: str | None
    wikidata_id: str | None
    director: str | None
    runtime: int | None  # minutes
    synopsis: str | None
    trailer: str | None
    website: str | None
    poster: str | None  # its address here
    url: str


class TitleWithReleasesAnswer(WholeTitleAnswer):
    """A title and its releases, in order of date."""

    releases: list[ReleaseAnswer]


class TitlesAnswer(BaseModel):
    """A page of titles."""

    items: list[WholeTitleAnswer]
    next: str | None  # the cursor of the next page


class ChangeAnswer(BaseModel):
    """One change of a release: the fields that differ, before and after."""

    kind: ChangeKind
    by: str
    at: datetime
    before: dict[str, Any] | None
    after: dict[str, Any]


class HistoryAnswer(BaseModel):
    """The changes of a release, the oldest first."""

    items: list[ChangeAnswer]


class ReminderAnswer(BaseModel):
    """When a reminder of a release fires: `hour` is the wall clock's in `timezone`."""

    lead: int
    hour: int
    timezone: str
    opens_on: date
    due_at: datetime
    status: ReminderStatus
    recipients: int | None


class RemindersAnswer(BaseModel):
    """The reminders of a release."""

    items: list[ReminderAnswer]


class RegionAnswer(BaseModel):
    """A region, and the address of its feed."""

    code: str
    name: str
    timezone: str
    feed: str


class RegionsAnswer(BaseModel):
    """Regions."""

    items: list[RegionAnswer]


class WholeRegionAnswer(RegionAnswer):
    """A region with its subdivisions."""

    subdivisions: list[RegionAnswer]


class FeedAnswer(BaseModel):
    """A personal feed's token, shown only once, and its addresses."""

    token: str
    url: str
    webcal: str
