"""The latest changes of the releases that a feed holds, from the log of changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Change, Release, Title
from db.words import ChangeKind, ReleaseType
from feeds.choice import Choice
from releases.dates import canonical
from releases.document import clock_time
from releases.regions import find_region
from releases.titles.shown import shown_name
from releases.visibility import seen_from

KEPT = timedelta(days=60)  # how long a change is news
MOST = 200  # items in a feed, the latest
NEWS = (
    ChangeKind.ANNOUNCED,
    ChangeKind.MOVED,
    ChangeKind.CONFIRMED,
    ChangeKind.CANCELLED,
    ChangeKind.RESTORED,
)


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One change of a release."""

    seq: int  # its place in the log
    kind: ChangeKind
    at: datetime  # aware
    release_id: UUID
    title_id: UUID
    title: str
    region: str  # its code
    type: ReleaseType
    edition: str
    on: str  # the date after the change, canonical
    opens_at: str | None  # the time after the change: `19:00`, in `timezone`
    timezone: str  # after the change
    label: str | None  # after the change
    before: dict[str, Any]  # what was different before, as the log keeps it
    note: str | None  # as it is now
    source: str | None  # as it is now


def news_of(session: Session, choice: Choice, now: datetime) -> Iterator[NewsItem]:
    """Yield the latest changes of the releases that a choice reaches, newest first."""
    since = now - KEPT
    query = (
        select(Change, Release, Title)
        .join(Release, col(Release.id) == Change.release_id)
        .join(Title, col(Title.id) == Release.title_id)
        # A release was last updated when it last changed: most are out of the question without a look at the log.
        .where(col(Change.kind).in_(NEWS), col(Change.at) >= since, col(Release.updated_at) >= since)
        .order_by(col(Change.seq).desc())
        .limit(MOST)
    )
    if choice.regions:
        query = query.where(seen_from(choice.regions))
    if choice.types:
        query = query.where(col(Release.type).in_(choice.types))
    facts: dict[UUID, dict[str, Any]] = {}  # of each release, as they were after the change that comes next
    for change, release, title in session.execute(query):
        known = facts.setdefault(release.id, _facts(release))
        yield NewsItem(
            seq=change.seq,
            kind=change.kind,
            at=change.at,
            release_id=release.id,
            title_id=title.id,
            title=shown_name(title),
            region=release.region,
            type=release.type,
            edition=release.edition,
            on=known["on"],
            opens_at=known["at"],
            timezone=known["timezone"],
            label=known["label"],
            before=change.before or {},
            note=release.note,
            source=release.source,
        )
        known.update(change.before or {})


def _facts(release: Release) -> dict[str, Any]:
    region = find_region(release.region)
    return {
        "on": canonical(release.opens_on, release.opens_until, release.precision, region),
        "at": clock_time(release.opens_at),
        "timezone": release.timezone,
        "label": release.label,
    }
