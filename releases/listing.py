"""Pages of releases in order of date, undated ones last; and a release's changes and reminders."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlmodel import Session, col

from db.models import Change, Release, Reminder, Title
from releases.errors import InvalidValueError
from releases.query import Releases

MOST_AT_ONCE = 200
_UNDATED = "tba"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of releases with their titles, and the cursor of the next page."""

    rows: list[tuple[Release, Title]]
    next: str | None


def list_releases(session: Session, wanted: Releases, limit: int = 50, cursor: str | None = None) -> Page:
    """Return a page of at most `limit` releases; `cursor` is the previous page's `next`. Raises InvalidValueError."""
    after_day, after_id = _read_cursor(cursor) if cursor else (None, None)
    rows: list[tuple[Release, Title]] = []
    if after_day != _UNDATED:
        dated = wanted.where(col(Release.opens_on).is_not(None))
        if after_day is not None:
            key = tuple_(col(Release.opens_on), col(Release.id))
            dated = dated.where(key > (date.fromisoformat(after_day), after_id))
        statement = dated.select(Release, Title).order_by(col(Release.opens_on), col(Release.id))
        rows = [(release, title) for release, title in session.execute(statement.limit(limit + 1))]
    if len(rows) <= limit:
        undated = wanted.where(col(Release.opens_on).is_(None))
        if after_day == _UNDATED:
            undated = undated.where(col(Release.id) > after_id)
        statement = undated.select(Release, Title).order_by(col(Release.id)).limit(limit + 1 - len(rows))
        rows += [(release, title) for release, title in session.execute(statement)]
    return Page(rows[:limit], _cursor(rows[limit - 1][0]) if len(rows) > limit else None)


def history(session: Session, release_id: UUID) -> list[Change]:
    """Return the changes of a release, oldest first."""
    statement = select(Change).where(col(Change.release_id) == release_id).order_by(col(Change.seq))
    return list(session.execute(statement).scalars())


def latest_changes(session: Session, limit: int) -> list[tuple[Change, Release, Title]]:
    """Return the last `limit` changes of all releases, newest first."""
    statement = select(Change, Release, Title).join(Release, col(Release.id) == col(Change.release_id))
    statement = statement.join(Title, col(Title.id) == col(Release.title_id))
    rows = session.execute(statement.order_by(col(Change.seq).desc()).limit(limit))
    return [(change, release, title) for change, release, title in rows]


def reminders_of(session: Session, release_id: UUID) -> list[Reminder]:
    """Return the reminders of a release, in order of due time."""
    statement = select(Reminder).where(col(Reminder.release_id) == release_id)
    statement = statement.order_by(col(Reminder.due_at), col(Reminder.id))
    return list(session.execute(statement).scalars())


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
