"""Reads what is coming, as pages show it: by day, by month while the day is not known, by title."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Select, and_, func, or_, select, text, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models import Release, Title
from db.plain import plain
from db.words import Precision, ReleaseStatus, ReleaseType
from releases.regions import reach
from releases.titles.edit import find_title
from releases.titles.merge import no_release
from releases.titles.search import called, has_words
from releases.titles.shown import SHOWN, shown_name
from releases.visibility import seen_from

CANCELLED_SHOWN = timedelta(days=30)  # how long a cancelled release stays, struck out
_NEAR = timedelta(weeks=12)

# Written out: a partial index serves only a query that says its condition as the index does.
_EXACT, _INEXACT = text("release.precision = 'day'"), text("release.precision <> 'day'")


# Listed's fields, in their order: rows of these are read several times as fast as whole objects.
_FIELDS: tuple[Any, ...] = (
    col(Release.id),
    col(Release.region),
    col(Release.type),
    col(Release.edition),
    col(Release.opens_on),
    col(Release.opens_until),
    col(Release.precision),
    col(Release.opens_at),
    col(Release.label),
    col(Release.status),
    col(Release.moved_from),
    SHOWN,
    col(Title.slug),
)
_LISTED = select(*_FIELDS).join(Title, col(Title.id) == Release.title_id)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list tells of a release."""

    id: UUID
    region: str  # its code
    type: ReleaseType
    edition: str
    opens_on: date | None
    opens_until: date | None
    precision: Precision
    opens_at: time | None
    label: str | None
    status: ReleaseStatus
    moved_from: str | None  # canonical
    title: str  # as it is shown
    slug: str  # the title's

    @property
    def day(self) -> date | None:
        """Its day, if that is known and it stands."""
        is_known = self.precision == Precision.DAY and self.status != ReleaseStatus.CANCELLED
        return self.opens_on if is_known else None


def listed(release: Release, title: Title) -> Listed:
    """A release that has been read whole, as a list tells it."""
    of_release = {
        each.name: getattr(release, each.name) for each in fields(Listed) if hasattr(release, each.name)
    }
    return Listed(**of_release, title=shown_name(title), slug=title.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeQuery:
    """Which releases a page is about, and when it is read."""

    now: datetime
    regions: Sequence[str] = ()  # codes; what a reader in any of these sees; empty: everything
    types: Sequence[ReleaseType] = ()  # empty: all
    titles: Sequence[UUID] = ()  # their ids; empty: all
    text: str = ""  # part of a title's name; empty: any


def coming(
    session: Session,
    wanted: ProgrammeQuery,
    first: date,
    last: date | None = None,
    *,
    limit: int,
    after: UUID | None = None,
) -> list[Listed]:
    """At most `limit` releases with a day from first to last, in order of day and id.

    `after`: only those later than the release of this id on the first day, where an earlier list ended.
    """
    query = _matching(session, wanted).where(_EXACT, col(Release.opens_on) >= first)
    if after is not None:
        query = query.where(tuple_(col(Release.opens_on), col(Release.id)) > (first, after))
    query = query.order_by(col(Release.opens_on), col(Release.id)).limit(limit)
    near = query.where(col(Release.opens_on) <= (last or first + _NEAR))
    rows = session.execute(near).all()
    if last is None and len(rows) < limit:
        # Most often the near ones are enough, and all of them need not be put in order.
        rows = session.execute(query).all()
    return [Listed(*row) for row in rows]


def awaited(session: Session, wanted: ProgrammeQuery, today: date, *, limit: int) -> list[Listed]:
    """At most `limit` releases whose day is not known and may be yet to come, in order of their last day."""
    query = _matching(session, wanted).where(
        _INEXACT, or_(col(Release.opens_until).is_(None), col(Release.opens_until) >= today)
    )
    query = query.order_by(
        col(Release.opens_until).is_(None), col(Release.opens_until), col(Release.opens_on), col(Release.id)
    )
    return [Listed(*row) for row in session.execute(query.limit(limit))]


def last_day(session: Session, regions: Sequence[str]) -> date | None:
    """The last day on which a release of what these regions reach opens; of any, if none are named."""
    steps, release = _regions(), aliased(Release)
    last = select(func.max(col(release.opens_on))).where(
        col(release.region) == steps.c.code, col(release.precision) == Precision.DAY
    )
    newest = select(func.max(last.scalar_subquery())).select_from(steps)
    if regions:
        reached = frozenset().union(*(reach(code) for code in regions))
        newest = newest.where(steps.c.code.in_(sorted(reached)))
    return session.execute(newest).scalar()


def regions_with_releases(session: Session) -> list[str]:
    """The codes of the regions that have any release, in order."""
    codes = _regions().c.code
    return list(session.execute(select(codes).where(codes.is_not(None))).scalars())


def _regions() -> CTE:
    """The regions that have any release, and a NULL: one step along the index for each."""
    steps = select(func.min(col(Release.region)).label("code")).cte(recursive=True)
    onward = aliased(Release)
    further = select(func.min(col(onward.region))).where(col(onward.region) > steps.c.code).scalar_subquery()
    return steps.union_all(select(further).where(steps.c.code.is_not(None)))


def title_with_releases(session: Session, slug: str) -> tuple[Title, list[Listed]]:
    """A title and all of its releases, in order of date. Raises NotFoundError, MovedError."""
    title = find_title(session, slug)
    query = _LISTED.where(col(Release.title_id) == title.id)
    query = query.order_by(col(Release.opens_on).is_(None), col(Release.opens_on), col(Release.id))
    return title, [Listed(*row) for row in session.execute(query)]


def listed_release(session: Session, release_id: UUID) -> Listed:
    """One release. Raises NotFoundError, MovedError."""
    row = session.execute(_LISTED.where(col(Release.id) == release_id)).first()
    if row is None:
        raise no_release(session, release_id)
    return Listed(*row)


def titles_called(session: Session, words: str, *, limit: int) -> list[Title]:
    """At most `limit` titles with these words in their names; those that begin with them first."""
    name, sought = col(Title.plain), plain(words)
    query = select(Title).where(has_words(words))
    query = query.order_by(~name.startswith(sought, autoescape=True), name, col(Title.id))
    return list(session.execute(query.limit(limit)).scalars())


def titles_by_slug(session: Session, slugs: Sequence[str]) -> list[Title]:
    """The titles of these slugs, in order of name; a slug of no title is left out."""
    query = select(Title).where(col(Title.slug).in_(slugs)).order_by(col(Title.key), col(Title.id))
    return list(session.execute(query).scalars())


def _matching(session: Session, wanted: ProgrammeQuery) -> Select[Any]:
    """Releases that stand, or were cancelled a short while ago."""
    query = _LISTED
    if wanted.regions:
        query = query.where(or_(*(seen_from(code) for code in wanted.regions)))
    if wanted.types:
        query = query.where(col(Release.type).in_(wanted.types))
    if wanted.titles:
        query = query.where(col(Release.title_id).in_(wanted.titles))
    if wanted.text:
        query = query.where(called(session, wanted.text))
    lately = and_(
        col(Release.status) == ReleaseStatus.CANCELLED,
        col(Release.updated_at) >= wanted.now - CANCELLED_SHOWN,
    )
    return query.where(or_(col(Release.status) != ReleaseStatus.CANCELLED, lately))
