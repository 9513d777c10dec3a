"""Reads lists of releases, a page at a time, in order of date; those with no date yet come last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select, tuple_
from sqlmodel import Session, col

from db.models import Change, Release, Reminder, Title
from db.words import ReleaseType
from releases.errors import InvalidValueError
from releases.regions import reach
from releases.titles.search import called

MOST_AT_ONCE = 200
_UNDATED = "tba"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which releases. A region stands for all that it reaches: its subdivisions, and the world."""

    regions: Sequence[str] = ()
    types: Sequence[ReleaseType] = ()
    title: str | None = None  # a slug
    text: str | None = None  # part of a title's name
    first: date | None = None  # opens on this day or later
    last: date | None = None  # opens on this day or earlier


@dataclass(frozen=True, slots=True)
class Page:
    """Some releases with their titles, and where the next page begins."""

    rows: list[tuple[Release, Title]]
    next: str | None


def list_releases(session: Session, query: Query, limit: int = 50, cursor: str | None = None) -> Page:
    """A page of at most `limit` releases. `cursor` is an earlier page's `next`."""
    after_day, after_id = _read_cursor(cursor) if cursor else (None, None)
    dated, rows = after_day != _UNDATED, []
    if dated:
        statement = _matching(session, query).where(col(Release.opens_on).is_not(None))
        if after_day is not None:
            key = tuple_(col(Release.opens_on), col(Release.id))
            statement = statement.where(key > (date.fromisoformat(after_day), after_id))
        statement = statement.order_by(col(Release.opens_on), col(Release.id))
        rows = [(row[0], row[1]) for row in session.execute(statement.limit(limit + 1))]
    if len(rows) <= limit and query.first is None and query.last is None:
        statement = _matching(session, query).where(col(Release.opens_on).is_(None))
        if not dated:
            statement = statement.where(col(Release.id) > after_id)
        statement = statement.order_by(col(Release.id)).limit(limit + 1 - len(rows))
        rows += [(row[0], row[1]) for row in session.execute(statement)]
    return Page(rows[:limit], _cursor(rows[limit - 1][0]) if len(rows) > limit else None)


def history(session: Session, release_id: UUID) -> list[Change]:
    """The changes of a release, the oldest first."""
    statement = select(Change).where(col(Change.release_id) == release_id).order_by(col(Change.seq))
    return list(session.execute(statement).scalars())


def latest_changes(session: Session, limit: int) -> list[tuple[Change, Release, Title]]:
    """The last `limit` changes of all releases, the newest first."""
    statement = select(Change, Release, Title).join(Release, col(Release.id) == col(Change.release_id))
    statement = statement.join(Title, col(Title.id) == col(Release.title_id))
    rows = session.execute(statement.order_by(col(Change.seq).desc()).limit(limit))
    return [(change, release, title) for change, release, title in rows]


def reminders_of(session: Session, release_id: UUID) -> list[Reminder]:
    """The reminders of a release, in the order in which they fire."""
    statement = select(Reminder).where(col(Reminder.release_id) == release_id)
    statement = statement.order_by(col(Reminder.due_at), col(Reminder.id))
    return list(session.execute(statement).scalars())


def _matching(session: Session, query: Query) -> Select[Release, Title]:
    statement = select(Release, Title).join(Title)
    if query.regions:
        reached = {code for region in query.regions for code in reach(region)}
        statement = statement.where(col(Release.region).in_(sorted(reached)))
    if query.types:
        statement = statement.where(col(Release.type).in_(query.types))
    if query.title is not None:
        statement = statement.where(col(Title.slug) == query.title)
    if query.text is not None:
        statement = statement.where(called(session, query.text))
    if query.first is not None:
        statement = statement.where(col(Release.opens_until) >= query.first)
    if query.last is not None:
        statement = statement.where(col(Release.opens_on) <= query.last)
    return statement


def _cursor(release: Release) -> str:
    return f"{release.opens_on or _UNDATED}_{release.id}"


def _read_cursor(cursor: str) -> tuple[str, UUID]:
    day, _, release_id = cursor.partition("_")
    try:
        if day != _UNDATED:
            date.fromisoformat(day)
        return day, UUID(release_id)
    except ValueError:
        raise InvalidValueError("cursor is not one that a page gave as next", field="cursor") from None
