"""One release as feeds see it, and the style that a feed shows its releases in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from db.words import Precision, ReleaseStatus, ReleaseType
from feeds.language import Language
from feeds.options import Alarm
from releases.dates import canonical
from releases.regions import find_region
from releases.zones import zone_named

# How long an opening lasts is never announced, and Exchange refuses an event without an end (MS-STANXICAL,
# on RFC 5545 section 3.6.1). Two hours is the length of a film.
NOMINAL_LENGTH = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Entry:
    """A release that has a date, exact or not."""

    id: UUID
    title_id: UUID
    title: str  # as it is shown: with the year or a word where another title has the same name
    region: str  # its code
    type: ReleaseType
    edition: str
    opens_on: date  # in the region: the first day it can be
    opens_until: date  # the last day it can be, inclusive
    precision: Precision
    opens_at: time | None  # wall-clock time in `timezone`
    timezone: str  # IANA
    label: str | None
    status: ReleaseStatus
    sequence: int
    moved_from: str | None  # canonical
    note: str | None
    source: str | None
    created_at: datetime  # aware
    updated_at: datetime  # aware
    poster: str | None = None  # the address of an image

    @property
    def is_exact(self) -> bool:
        """Whether its day is known."""
        return self.precision == Precision.DAY

    @property
    def is_expected(self) -> bool:
        """Whether it is tentative: its day is not known, or not confirmed."""
        return self.status == ReleaseStatus.TENTATIVE or (
            not self.is_exact and self.status != ReleaseStatus.CANCELLED
        )

    @property
    def on(self) -> str:
        """Its date, canonical."""
        return canonical(self.opens_on, self.opens_until, self.precision, find_region(self.region))

    def begins_at(self, at: time, before: timedelta = timedelta(0)) -> datetime:
        """Return the UTC instant of a wall-clock time on the opening day, or on a day so long before it.

        A time that daylight saving skips is read as moved forward by the gap; of one that occurs twice, the
        first is meant (PEP 495, fold=0).
        """
        return datetime.combine(self.opens_on - before, at, zone_named(self.timezone)).astimezone(UTC)

    def ends_at(self, begin: datetime) -> datetime:
        """Return the UTC end of a timed release: after `NOMINAL_LENGTH`, but at the latest when its day is over.

        A client in the region would otherwise show a late screening on two days.
        """
        following = self.opens_on + timedelta(days=1)
        midnight = datetime.combine(following, time.min, zone_named(self.timezone)).astimezone(UTC)
        return min(begin + NOMINAL_LENGTH, midnight)


@dataclass(frozen=True, slots=True)
class Style:
    """How a feed shows its releases."""

    public_url: str  # the base of links to this service, without a trailing slash
    language: Language
    home: frozenset[str] = frozenset()  # regions that go without saying, as in a feed of one region
    alarms: tuple[Alarm, ...] = ()
    alarms_from: date = date.min  # releases that opened before this day have no alarms
    all_day: bool = False  # show timed releases as whole days
    title_only: bool = False  # the summary is the title alone

    def link(self, entry: Entry) -> str:
        """Return the address of a release's page."""
        return f"{self.public_url}/releases/{entry.id}"

    def names_region(self, entry: Entry) -> bool:
        """Whether the summary says which region the release is in."""
        return entry.region not in self.home
