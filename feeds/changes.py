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

Titles are not in the log: an edit of a title is written as a change of each of its releases (releases/retitle.py),
since it changes each one's event. A release shows its title's year while another title has the same name, so a change
of one also concerns its namesakes: `with_namesakes`.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, func, select, text
from sqlalchemy.orm import aliased
from sqlalchemy.types import BigInteger, String, Uuid
from sqlmodel import Session, col

from db.models import Change, Release, Title

_SINCE = text("""
    WITH here AS (
        SELECT pg_snapshot_xmin(now)::text::bigint AS oldest, pg_snapshot_xmax(now)::text::bigint AS next
        FROM pg_current_snapshot() AS now
    )
    SELECT here.oldest, here.next, change.txid, change.seq, release.title_id, release.region
    FROM here LEFT JOIN (change JOIN release ON release.id = change.release_id)
        ON change.txid >= :low AND change.txid < here.next
""").columns(
    oldest=BigInteger, next=BigInteger, txid=BigInteger, seq=BigInteger, title_id=Uuid, region=String
)
_AT_ONCE = 500  # titles in one query
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
            select(col(Change.seq), col(Release.title_id), col(Release.region))
            .join(Release, col(Release.id) == Change.release_id)
            .where(col(Change.seq) > self._low)
        )
        rows = session.execute(new).all()
        self._low = max((row.seq for row in rows), default=self._low)
        return {(row.title_id, row.region) for row in rows}

    def _read_postgresql(self, session: Session) -> set[tuple[UUID, str]]:
        if self._low is None:
            self._low = session.execute(_OLDEST).scalar_one()
            return set()
        rows = session.execute(_SINCE, {"low": self._low}).all()  # one statement sees one snapshot
        if rows[0].next < self._low:
            self._low, self._seen = rows[0].oldest, frozenset()
            raise ReplacedError
        found = [row for row in rows if row.seq is not None]
        new = {(row.title_id, row.region) for row in found if row.seq not in self._seen}
        self._low = rows[0].oldest
        self._seen = frozenset(row.seq for row in found if row.txid >= self._low)
        return new


def with_namesakes(session: Session, changes: Collection[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
    """Return the changes with the titles and regions of releases whose shown year can depend on them."""
    found = set(changes)
    titles = sorted({title for title, _ in changes})
    other = aliased(Title)
    for start in range(0, len(titles), _AT_ONCE):
        namesakes = (
            select(col(other.id), col(Release.region))
            .distinct()
            .join(Title, and_(col(Title.key) == other.key, col(Title.id) != other.id))
            .join(Release, col(Release.title_id) == other.id)
            .where(col(Title.id).in_(titles[start : start + _AT_ONCE]), col(other.year).is_not(None))
        )
        found.update((title, region) for title, region in session.execute(namesakes))
    return found
