"""Which releases a feed holds on a day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from db.models import Release
from db.words import ReleaseType
from feeds.entry import Entry
from feeds.options import DEFAULT_PAST, Cancelled, Inexact
from releases.query import Releases
from releases.regions import find_region, reach
from releases.titles.shown import SHOWN

CANCELLED = timedelta(days=30)  # how long a cancelled release stays, so that every client has seen it
# Where a day ends last: no release leaves a feed of several regions before its day is over where it opens.
LAST_ZONE = "Etc/GMT+12"
_AT_ONCE = 500  # rows that are held while they are rendered

# An Entry's fields, in order.
_FIELDS: tuple[Any, ...] = (
    col(Release.id),
    col(Release.title_id),
    SHOWN,
    col(Release.region),
    col(Release.type),
    col(Release.edition),
    col(Release.opens_on),
    col(Release.opens_until),
    col(Release.precision),
    col(Release.opens_at),
    col(Release.timezone),
    col(Release.label),
    col(Release.status),
    col(Release.sequence),
    col(Release.moved_from),
    col(Release.note),
    col(Release.source),
    col(Release.created_at),
    col(Release.updated_at),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a feed's releases have in common."""

    regions: tuple[str, ...] = ()  # what a reader in any of these gets; empty: everything
    types: tuple[ReleaseType, ...] = ()  # empty: all
    titles: tuple[UUID, ...] = ()  # their ids; empty: all
    release: UUID | None = None  # this one alone
    past: int | None = DEFAULT_PAST  # days that a release stays after its last; none: for ever
    cancelled: Cancelled = Cancelled.SHOW
    inexact: Inexact = Inexact.OMIT

    @property
    def zone(self) -> str:
        """The zone whose days count: the region's; that where a day ends last if there is not just one."""
        return find_region(self.regions[0]).timezone if len(self.regions) == 1 else LAST_ZONE

    @property
    def reach(self) -> frozenset[str]:
        """The regions whose releases can be in it, or can make a wider one's give way; empty: all."""
        return frozenset().union(*(reach(code) for code in self.regions))

    def today(self, now: datetime) -> date:
        """The calendar date that it is in the choice's zone."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def beginning(self, day: date) -> datetime:
        """The instant at which a day begins in the choice's zone."""
        return datetime.combine(day, time.min, ZoneInfo(self.zone))


def releases_of(choice: Choice, today: date, titles: Collection[UUID] | None = None) -> Select[Any]:
    """The query for a choice on a day, as one row for each release, in no order; of these titles alone if any are given.

    It holds the releases that have a date and that a reader in one of the regions sees.
    """
    first = date.min if choice.past is None else today - timedelta(days=choice.past)
    found = Releases().seen_from(*choice.regions).of_types(*choice.types).of_titles(*choice.titles)
    if choice.release is not None:
        found = found.where(col(Release.id) == choice.release)
    if titles is not None:
        found = found.where(col(Release.title_id).in_(titles))
    if choice.inexact == Inexact.OMIT:
        found = found.on_known_days(first)
    else:
        found = found.where(col(Release.opens_on).is_not(None)).opening_between(first, None)
    if choice.cancelled == Cancelled.OMIT:
        found = found.standing()
    elif choice.cancelled == Cancelled.SHOW:
        found = found.standing(or_cancelled_since=choice.beginning(today - CANCELLED))
    return found.select(*_FIELDS)


def entries_of(
    session: Session, choice: Choice, today: date, titles: Collection[UUID] | None = None
) -> Iterator[Entry]:
    """The releases of a choice on a day, in no order, read a few at a time."""
    rows = session.execute(releases_of(choice, today, titles), execution_options={"yield_per": _AT_ONCE})
    return (Entry(*row) for row in rows)


def last_changed(session: Session, choice: Choice, titles: Collection[UUID] | None = None) -> datetime | None:
    """When a release that the choice holds, held or may yet hold was last changed; of these titles alone if any."""
    newest = select(func.max(col(Release.updated_at)))
    if choice.regions:
        newest = newest.where(col(Release.region).in_(sorted(choice.reach)))
    if choice.titles:
        newest = newest.where(col(Release.title_id).in_(choice.titles))
    if choice.release is not None:
        newest = newest.where(col(Release.id) == choice.release)
    if titles is not None:
        newest = newest.where(col(Release.title_id).in_(titles))
    return session.execute(newest).scalar()
