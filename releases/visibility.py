"""Which releases a region's reader sees, as a condition on a query: the same in feeds and on pages."""

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Release
from releases.regions import WORLDWIDE, find_region, reach


def seen_from(code: str) -> ColumnElement[bool]:
    """The releases of a region, of its subdivisions, of its country and of the world. Raises UnknownRegionError.

    One of a wider region gives way where a narrower one that the reader lives in has its own row for the same
    title, type and edition, whatever that row says: its own date, "not yet known", "cancelled".
    """
    region, own = find_region(code), aliased(Release)
    home = list(dict.fromkeys((region.code, region.country, WORLDWIDE)))  # from narrow to wide
    narrower = [
        and_(col(Release.region) == wider, col(own.region).in_(home[:index]))
        for index, wider in enumerate(home)
        if index > 0
    ]
    reached = col(Release.region).in_(sorted(reach(region.code)))
    if not narrower:
        return reached
    same = and_(
        col(own.title_id) == Release.title_id,
        col(own.type) == Release.type,
        col(own.edition) == Release.edition,
    )
    gives_way = exists().where(same, or_(*narrower))
    # Few rows are of a wider region: only for those is it worth looking.
    return and_(reached, or_(col(Release.region).not_in(home[1:]), ~gives_way))
