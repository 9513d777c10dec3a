"""Which releases a region's feed holds."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models import Release, Title
from db.words import Precision, ReleaseStatus
from feeds.event import Entry
from releases.regions import WORLDWIDE, Region, find_region, reach

PAST = timedelta(days=365)  # how long a release stays after its day
CANCELLED = timedelta(days=30)  # how long a cancelled one stays, so that every client has seen it

# An Entry's fields, in their order; the region's code stands where its name will.
_FIELDS: tuple[Any, ...] = (
    col(Release.id),
    col(Title.name),
    col(Release.region),
    col(Release.type),
    col(Release.edition),
    col(Release.opens_on),
    col(Release.opens_until),
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


def today_in(region: Region, now: datetime) -> date:
    """The calendar date that it is in the region."""
    return now.astimezone(ZoneInfo(region.timezone)).date()


def beginning(day: date, region: Region) -> datetime:
    """The instant at which a day begins in the region."""
    return datetime.combine(day, time.min, ZoneInfo(region.timezone))


def releases_of(region: Region, today: date) -> Select[Any]:
    """The query for a region's feed on a day of the region's, as one row for each release, in no order.

    It holds the releases of the region, of its subdivisions, of its country and of the world whose day is
    known. One of a wider region gives way where a narrower one that the reader lives in has its own row
    for the same title, type and edition, whatever that row says: its own date, "not yet known", "cancelled".
    """
    own = aliased(Release)
    home = list(dict.fromkeys((region.code, region.country, WORLDWIDE)))  # from narrow to wide
    narrower = [
        and_(col(Release.region) == wider, col(own.region).in_(home[:index]))
        for index, wider in enumerate(home)
        if index > 0
    ]
    same = and_(
        col(own.title_id) == Release.title_id,
        col(own.type) == Release.type,
        col(own.edition) == Release.edition,
    )
    return (
        select(*_FIELDS)
        .join(Title, col(Title.id) == Release.title_id)
        .where(
            col(Release.region).in_(sorted(reach(region.code))),
            col(Release.precision) == Precision.DAY,
            col(Release.opens_on) >= today - PAST,
            or_(
                col(Release.status) != ReleaseStatus.CANCELLED,
                col(Release.updated_at) >= beginning(today - CANCELLED, region),
            ),
            ~exists().where(same, or_(false(), *narrower)),
        )
    )


def entries_of(session: Session, region: Region, today: date) -> list[Entry]:
    """The releases of a region's feed on a day of the region's: by date, then title, then id."""
    rows = session.execute(releases_of(region, today))
    entries = [Entry(key, title, find_region(code).name, *rest) for key, title, code, *rest in rows]
    # Ordered here and not by the database, whose collations differ from one machine to the next.
    return sorted(entries, key=lambda entry: (entry.opens_on, entry.title, entry.id))


def last_changed(session: Session, region: Region) -> datetime | None:
    """When a release that the region's feed holds, held or may yet hold was last changed."""
    newest = select(func.max(col(Release.updated_at))).where(
        col(Release.region).in_(sorted(reach(region.code)))
    )
    return session.execute(newest).scalar()
