"""Which releases a region sees: one rule for feeds, pages, API, export, rehearsal and alerts.

A region sees its own releases, its subdivisions', its country's and the worldwide ones. A release of a wider region
gives way where a narrower one that the viewer is in has its own row for the same title, type and edition, whatever
that row says: its own date, "not yet known", "cancelled".
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
    """The condition on `release` that a viewer in any of these regions sees it.

    `codes` are region codes in any case; none: everything is seen. Raises UnknownRegionError.
    """
    return or_(*(_seen_from_one(code) for code in codes)) if codes else true()


def seen_by(subscription: type[Subscription]) -> ColumnElement[bool]:
    """The condition that one of the regions a subscription chose sees the release; always true if it chose none.

    For each subscription it is what `seen_from` of its regions is.
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
    """The condition that some region does not see the release though it is within its own.

    Only of these few releases, wider ones with a narrower row beside them, does `seen_by` need to be asked.
    """
    narrower = aliased(Release)
    within = col(Release.region).in_([WORLDWIDE, _country(col(narrower.region))])
    return _has_same(narrower, col(narrower.region) != col(Release.region), within)


def wider_than(session: Session, release_ids: Collection[UUID]) -> Select[UUID]:
    """The ids of the wider releases that give way to these, each once."""
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
    """Whether a release is of a region wider than the viewer's, where a narrower one has its own row."""
    own = aliased(Release)
    narrower = and_(col(own.region).in_([viewer, country]), col(own.region) != col(Release.region))
    # The cheap question first: few rows are of a wider region.
    return and_(
        col(Release.region).in_([country, WORLDWIDE]),
        col(Release.region) != viewer,
        _has_same(own, narrower),
    )


def _has_same(own: type[Release], *conditions: ColumnElement[bool]) -> Exists:
    """Whether there is another row of the same title, type and edition of which the conditions hold."""
    return exists().where(_is_same(own), *conditions).correlate_except(own)


def _is_same(own: type[Release]) -> ColumnElement[bool]:
    return and_(
        col(own.title_id) == col(Release.title_id),
        col(own.type) == col(Release.type),
        col(own.edition) == col(Release.edition),
    )


def _country(code: SQLColumnExpression[str]) -> SQLColumnExpression[str]:
    """The country of a region, as `Region.country`."""
    return func.substr(code, 1, 2)
