"""Follow the log of changes: each read returns the releases that changed since the one before, and misses none.

On SQLite one transaction writes at a time, so the log's numbers become visible in order: what is above the highest
number seen is new.

On PostgreSQL they do not: a transaction that took number 7 can commit after the one that took 8. So each record
carries the id of the transaction that wrote it (`change.txid`, 64 bits, never reused), and a read returns the records
of transactions that were still running at the previous read, or began since: `txid >= low`, where `low` was the
oldest one running then (`pg_snapshot_xmin`). What a transaction below `low` wrote was visible at that read, or was
rolled back; what has become visible since is at `low` or above, however long ago that read was. Records at `low` or
above that were visible already are recognized by their `seq`.

A restored dump has the transaction ids of another cluster, which can be far above this one's. Nothing depends on
them: a read looks only below the first id that this cluster has not assigned (`pg_snapshot_xmax`), and what is new
was written here. Where an old id falls between the two by chance, its release is returned once too often, which costs
a rendering and changes nothing. A `low` above the ids in use means that the database itself was replaced by another
or an older one; a read then says that nothing seen before holds.

Titles are not in the log: an edit of a title is written as a change of each of its releases
(releases/titles/edit.py), since it changes each one's event. A release that comes from another title or region has
that in its change, and is told of both.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text
from sqlalchemy.types import BigInteger, String, Uuid
from sqlmodel import Session, col

from db.models import Change, Release

_SINCE = text("""
    WITH here AS (
        SELECT pg_snapshot_xmin(now)::text::bigint AS oldest, pg_snapshot_xmax(now)::text::bigint AS next
        FROM pg_current_snapshot() AS now
    )
    SELECT here.oldest, here.next, change.txid, change.seq, release.title_id, release.region,
        change.former_title_id, change.former_region
    FROM here LEFT JOIN (change JOIN release ON release.id = change.release_id)
        ON change.txid >= :low AND change.txid < here.next
""").columns(
    oldest=BigInteger,
    next=BigInteger,
    txid=BigInteger,
    seq=BigInteger,
    title_id=Uuid,
    region=String,
    former_title_id=Uuid,
    former_region=String,
)
_OLDEST = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


class ReplacedError(Exception):
    """The database is another one, or an older one, than at the last read."""


class ChangeLog:
    """A position in the log, for one reader in one thread at a time."""

    def __init__(self) -> None:
        self._low: int | None = None  # None before the first read
        self._seen: frozenset[int] = frozenset()  # records at or above it that were visible before

    def read(self, session: Session) -> set[tuple[UUID, str]]:
        """Return the titles and regions of the releases that changed since the last read.

        The first read returns nothing and takes the log's end as its position. Raises ReplacedError, and takes the
        position anew. If a read fails, the next one returns what it would have.
        """
        read = self._read_sqlite if session.get_bind().dialect.name == "sqlite" else self._read_postgresql
        return read(session)

    def _read_sqlite(self, session: Session) -> set[tuple[UUID, str]]:
        if self._low is None:
            self._low = session.execute(select(func.max(col(Change.seq)))).scalar() or 0
            return set()
        new = (
            select(
                col(Change.seq),
                col(Release.title_id),
                col(Release.region),
                col(Change.former_title_id),
                col(Change.former_region),
            )
            .join(Release, col(Release.id) == Change.release_id)
            .where(col(Change.seq) > self._low)
        )
        rows = session.execute(new).all()
        self._low = max((row.seq for row in rows), default=self._low)
        return {place for row in rows for place in _places(row)}

    def _read_postgresql(self, session: Session) -> set[tuple[UUID, str]]:
        if self._low is None:
            self._low = session.execute(_OLDEST).scalar_one()
            return set()
        rows = session.execute(_SINCE, {"low": self._low}).all()  # one statement sees one snapshot
        if rows[0].next < self._low:
            self._low, self._seen = rows[0].oldest, frozenset()
            raise ReplacedError
        found = [row for row in rows if row.seq is not None]
        new = {place for row in found if row.seq not in self._seen for place in _places(row)}
        self._low = rows[0].oldest
        self._seen = frozenset(row.seq for row in found if row.txid >= self._low)
        return new


def _places(row: Row[Any]) -> set[tuple[UUID, str]]:
    """The titles and regions that a change touches: where its release is, and where it was."""
    titles = {row.title_id, row.former_title_id or row.title_id}
    return {(title, region) for title in titles for region in (row.region, row.former_region or row.region)}
