"""What a feed needs to know of a release, and how it is asked to show it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from db.words import Precision, ReleaseStatus, ReleaseType
from feeds.language import Language
from feeds.options import Alarm, Cancelled
from releases.dates import canonical
from releases.regions import find_region

UTC_ZONES = frozenset({"UTC", "Etc/UTC"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A release that has a date, exact or not."""

    id: UUID
    title_id: UUID
    title: str
    region: str  # its code
    type: ReleaseType
    edition: str
    opens_on: date  # in the region: the first day it can be
    opens_until: date  # the last day, itself included
    precision: Precision
    opens_at: time | None  # by the wall clock of `timezone`
    timezone: str  # IANA
    label: str | None
    status: ReleaseStatus
    sequence: int
    moved_from: str | None  # canonical
    note: str | None
    source: str | None
    created_at: datetime  # aware
    updated_at: datetime  # aware

    @property
    def is_exact(self) -> bool:
        """Whether its day is known."""
        return self.precision == Precision.DAY

    @property
    def on(self) -> str:
        """Its date, canonical."""
        return canonical(self.opens_on, self.opens_until, self.precision, find_region(self.region))

    @property
    def zone(self) -> str | None:
        """The zone its VEVENT names in a TZID; none where it has no time, or has it in UTC."""
        return None if self.opens_at is None or self.timezone in UTC_ZONES else self.timezone


@dataclass(frozen=True, slots=True)
class Style:
    """How releases are shown."""

    public_url: str  # what links call this service, without a slash at its end
    language: Language
    alarms: tuple[Alarm, ...] = ()
    cancelled: Cancelled = Cancelled.STATUS

    def link(self, entry: Entry) -> str:
        """The address of a release's page."""
        return f"{self.public_url}/releases/{entry.id}"

    def is_marked(self, entry: Entry) -> bool:
        """Whether its summary says that it was cancelled, and its STATUS does not."""
        return entry.status == ReleaseStatus.CANCELLED and self.cancelled == Cancelled.MARK
