"""Answers about releases, regions and feeds, as `/openapi.json` describes them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from db.words import ChangeKind, Precision, ReleaseStatus, ReleaseType, ReminderStatus


class TitleAnswer(BaseModel):
    """The title of a release."""

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
    opens_until: date | None  # the last possible day
    precision: Precision
    opens_at: str | None
    timezone: str
    label: str | None
    status: ReleaseStatus
    sequence: int
    note: str | None
    source: str | None
    created_at: datetime
    updated_at: datetime
    url: str


class ReleasesAnswer(BaseModel):
    """A page of releases."""

    items: list[ReleaseAnswer]
    next: str | None  # the cursor of the next page


class ChangeAnswer(BaseModel):
    """One change of a release: the changed fields, before and after."""

    kind: ChangeKind
    by: str
    at: datetime
    before: dict[str, Any] | None
    after: dict[str, Any]


class HistoryAnswer(BaseModel):
    """The changes of a release, oldest first."""

    items: list[ChangeAnswer]


class ReminderAnswer(BaseModel):
    """A reminder of a release; `hour` is local time in `timezone`."""

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
