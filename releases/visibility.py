"""Which releases a region sees: the one rule for feeds, pages, API, export, rehearsal and alerts.

A region sees its own releases, its subdivisions', its country's and the worldwide ones. But a wider release is hidden
from a viewer whose narrower region has its own row for the same title, type and edition, whatever that row says: another
date, no date yet, cancelled.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Exists,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.given import given_ids
from db.json_lists import texts_of
from db.models import Release, Subscription
from releases.regions import WORLDWIDE, find_region, reach


def seen_from(codes: Collection[str]) -> ColumnElement[bool]:
    """Return the condition on `release` that a viewer in any of these regions sees it.

    `codes` are region codes in any case; without any, everything is seen. Raises UnknownRegionError.
    """
    return or_(*(_seen_from_one(code) for code in codes)) if codes else true()


def seen_by(subscription: type[Subscription]) -> ColumnElement[bool]:
    """Return the condition that a region chosen by the subscription sees the release; true if it chose none.

    For one subscription it equals `seen_from` with its regions.
    """
    chosen = texts_of(col(subscription.filters), "regions")
    viewer: SQLColumnExpression[str] = chosen.c.value
    country = _country(viewer)
    reaches = or_(
        col(Release.region).in_([viewer, country, WORLDWIDE]),
        and_(viewer == country, col(Release.region).startswith(viewer.concat("-"))),
    )
    regions = select(viewer).select_from(chosen).correlate_except(chosen)
    return or_(regions.where(reaches, ~_gives_way(viewer, country)).exists(), ~regions.exists())


def is_hidden_somewhere() -> Exists:
    """Return the condition that a narrower region has its own row, so that the release is hidden from it.

    Such releases are few, and only for them does `seen_by` need to be evaluated.
    """
    narrower = aliased(Release)
    within = col(Release.region).in_([WORLDWIDE, _country(col(narrower.region))])
    return _has_same(narrower, col(narrower.region) != col(Release.region), within)


def wider_than(session: Session, release_ids: Collection[UUID]) -> Select[UUID]:
    """Return a query for the ids of the wider releases that these hide somewhere."""
    own = aliased(Release)
    return (
        select(col(Release.id))
        .distinct()
        .join(own, _is_same(own))
        .where(
            col(own.id).in_(given_ids(session, release_ids)),
            col(Release.region).in_([WORLDWIDE, _country(col(own.region))]),
            col(Release.region) != col(own.region),
        )
    )


def _seen_from_one(code: str) -> ColumnElement[bool]:
    region = find_region(code)
    return and_(
        col(Release.region).in_(sorted(reach(region.code))),
        ~_gives_way(region.code, region.country),
    )


def _gives_way(
    viewer: str | SQLColumnExpression[str], country: str | SQLColumnExpression[str]
) -> ColumnElement[bool]:
    """Return the condition that the release is wider than the viewer's region and a narrower one has its own row."""
    own = aliased(Release)
    narrower = and_(col(own.region).in_([viewer, country]), col(own.region) != col(Release.region))
    # The cheap condition first: few rows are of a wider region.
    return and_(
        col(Release.region).in_([country, WORLDWIDE]),
        col(Release.region) != viewer,
        _has_same(own, narrower),
    )


def _has_same(own: type[Release], *conditions: ColumnElement[bool]) -> Exists:
    """Return the condition that another row of the same title, type and edition meets the conditions."""
    return exists().where(_is_same(own), *conditions).correlate_except(own)


def _is_same(own: type[Release]) -> ColumnElement[bool]:
    return and_(
        col(own.title_id) == col(Release.title_id),
        col(own.type) == col(Release.type),
        col(own.edition) == col(Release.edition),
    )


def _country(code: SQLColumnExpression[str]) -> SQLColumnExpression[str]:
    """Return a region code's country, as `Region.country` does."""
    return func.substr(code, 1, 2)
