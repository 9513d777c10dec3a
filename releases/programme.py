"""The lists that pages show: coming releases by day, releases without an exact day, and titles."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, func, or_, select, text, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models import Release, Title
from db.plain import plain
from db.words import Precision, ReleaseStatus, ReleaseType
from releases.query import Releases
from releases.regions import reach
from releases.titles.edit import find_title
from releases.titles.merge import no_release
from releases.titles.search import has_words
from releases.titles.shown import SHOWN, shown_name

CANCELLED_SHOWN = timedelta(days=30)  # how long a cancelled release stays listed, struck out
_NEAR = timedelta(weeks=12)

# As literal SQL: a partial index is used only if the query repeats its condition exactly.
_EXACT, _INEXACT = text("release.precision = 'day'"), text("release.precision <> 'day'")


# Listed's fields, in order: reading such rows is several times as fast as loading whole objects.
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


@dataclass(frozen=True, slots=True)
class Listed:
    """A release as a list shows it."""

    id: UUID
    region: str  # code
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
        """The opening day; None if it is not known exactly or the release is cancelled."""
        is_known = self.precision == Precision.DAY and self.status != ReleaseStatus.CANCELLED
        return self.opens_on if is_known else None


def listed(release: Release, title: Title) -> Listed:
    """Return a loaded release as a list shows it."""
    of_release = {
        each.name: getattr(release, each.name) for each in fields(Listed) if hasattr(release, each.name)
    }
    return Listed(**of_release, title=shown_name(title), slug=title.slug)


def shown(now: datetime) -> Releases:
    """Return a query for what lists show: releases that are not cancelled, or were within CANCELLED_SHOWN."""
    return Releases().standing(or_cancelled_since=now - CANCELLED_SHOWN)


def coming(
    session: Session,
    wanted: Releases,
    first: date,
    last: date | None = None,
    *,
    limit: int,
    after: UUID | None = None,
) -> list[Listed]:
    """Return at most `limit` releases with an exact day from first to last, by day and id.

    `after` is the id of the last release of the previous list, which opens on `first`: only those after it are given.
    """
    query = wanted.where(_EXACT, col(Release.opens_on) >= first).select(*_FIELDS)
    if after is not None:
        query = query.where(tuple_(col(Release.opens_on), col(Release.id)) > (first, after))
    query = query.order_by(col(Release.opens_on), col(Release.id)).limit(limit)
    near = query.where(col(Release.opens_on) <= (last or first + _NEAR))
    rows = session.execute(near).all()
    if last is None and len(rows) < limit:
        # Usually the near ones are enough, which saves sorting them all.
        rows = session.execute(query).all()
    return [Listed(*row) for row in rows]


def awaited(session: Session, wanted: Releases, today: date, *, limit: int) -> list[Listed]:
    """Return at most `limit` releases without an exact day that may still be to come, by last possible day."""
    yet_to_come = or_(col(Release.opens_until).is_(None), col(Release.opens_until) >= today)
    query = wanted.where(_INEXACT, yet_to_come).select(*_FIELDS)
    query = query.order_by(
        col(Release.opens_until).is_(None), col(Release.opens_until), col(Release.opens_on), col(Release.id)
    )
    return [Listed(*row) for row in session.execute(query.limit(limit))]


def last_day(session: Session, regions: Sequence[str]) -> date | None:
    """Return the last exact opening day among the releases that reach these regions, or of all if none are given."""
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
    """Return the codes of the regions that have releases, in order."""
    codes = _regions().c.code
    return list(session.execute(select(codes).where(codes.is_not(None))).scalars())


def _regions() -> CTE:
    """Return a CTE of the regions that have releases, and a NULL, by a loose index scan: one step per region."""
    steps = select(func.min(col(Release.region)).label("code")).cte(recursive=True)
    onward = aliased(Release)
    further = select(func.min(col(onward.region))).where(col(onward.region) > steps.c.code).scalar_subquery()
    return steps.union_all(select(further).where(steps.c.code.is_not(None)))


def title_with_releases(session: Session, slug: str) -> tuple[Title, list[Listed]]:
    """Return a title and all its releases, in order of date. Raises NotFoundError, MovedError."""
    title = find_title(session, slug)
    query = Releases().of_titles(title.id).select(*_FIELDS)
    query = query.order_by(col(Release.opens_on).is_(None), col(Release.opens_on), col(Release.id))
    return title, [Listed(*row) for row in session.execute(query)]


def listed_release(session: Session, release_id: UUID) -> Listed:
    """Return one release. Raises NotFoundError, MovedError."""
    row = session.execute(Releases().where(col(Release.id) == release_id).select(*_FIELDS)).first()
    if row is None:
        raise no_release(session, release_id)
    return Listed(*row)


def titles_called(session: Session, words: str, *, limit: int) -> list[Title]:
    """Return at most `limit` titles with these words in their names, those that begin with them first."""
    name, sought = col(Title.plain), plain(words)
    query = select(Title).where(has_words(words))
    query = query.order_by(~name.startswith(sought, autoescape=True), name, col(Title.id))
    return list(session.execute(query.limit(limit)).scalars())


def titles_by_slug(session: Session, slugs: Sequence[str]) -> list[Title]:
    """Return the titles with these slugs, by name; unknown slugs are ignored."""
    query = select(Title).where(col(Title.slug).in_(slugs)).order_by(col(Title.key), col(Title.id))
    return list(session.execute(query).scalars())
