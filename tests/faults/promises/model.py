"""What subscribers are promised, worked out beside the product: from what the editors and they themselves did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from db.words import EventType
from tests.faults.local_time import local_time

ZONES = {"NZ": "Pacific/Auckland", "US": "America/New_York", "WW": "UTC"}  # of the releases in this play


@dataclass
class Film:
    """A release as its editor left it."""

    id: UUID
    region: str
    zone: str
    day: date | None  # none while the date is not exact
    last_day: date
    dated_at: datetime  # when it last got this day, or came back
    stands: bool = True
    changed_at: list[datetime] = field(default_factory=list)  # when it moved, fell or came back


@dataclass
class Reader:
    """A subscription as it was last chosen."""

    id: UUID
    region: str | None  # none: every one
    hour: int
    zone: str
    events: tuple[str, ...]
    since: dict[int, datetime]  # each lead, and since when it stands at this hour
    made_at: datetime

    def hears(self, film: Film, event: str) -> bool:
        return event in self.events and (self.region is None or film.region in {self.region, "WW"})

    def zone_for(self, film: Film) -> str:
        return self.zone if film.region == "WW" else film.zone

    def instants(self, film: Film) -> dict[int, datetime]:
        """When each lead is due; none for a release that does not stand, or on no exact day."""
        if not film.stands or film.day is None:
            return {}
        local = local_time(self.zone_for(film))
        return {lead: local.hour_before(film.day, lead, self.hour) for lead in self.since}

    def day_ends(self, film: Film) -> datetime | None:
        """When the opening day is over, where the reader is told of it."""
        return None if film.day is None else local_time(self.zone_for(film)).end(film.day)


@dataclass(frozen=True)
class News:
    """Something that happened to a release, and until when it is worth telling."""

    film: UUID
    event: EventType
    at: datetime
    until: datetime


@dataclass(frozen=True)
class Owed:
    """A reminder that a subscription must get, or a nearer one of the same day."""

    reader: UUID
    film: UUID
    day: date
    lead: int


def owed(films: Iterable[Film], readers: Iterable[Reader], before: datetime, now: datetime) -> list[Owed]:
    """The nearest reminder of each release to each subscription that came due after `before`, up to `now`.

    Not for a date that was set, nor a lead that was chosen, after the reminder's instant; nor once the day is over.
    """
    found = []
    for film in films:
        for reader in readers:
            ends = reader.day_ends(film)
            if film.day is None or ends is None or ends <= now or not reader.hears(film, EventType.REMINDER):
                continue
            leads = [
                lead
                for lead, due in reader.instants(film).items()
                if max(reader.since[lead], film.dated_at, before) < due <= now
            ]
            if leads:
                found.append(Owed(reader.id, film.id, film.day, min(leads)))
    return found
