"""The releases seen so far in a file, to detect rows that repeat or contradict earlier ones."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from releases.release_input import ReleaseInput


class ReleasesInFile:
    """The releases that a file has named, and on which line; kept on disk, so memory does not grow with the file."""

    def __init__(self, place: str = "line") -> None:
        """`place` is the name for a row's position in errors, such as `line`."""
        self.place = place
        # An empty name is a private temporary database on disk, which SQLite deletes on close.
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = MEMORY")
        self._kept.execute(
            "CREATE TABLE told (release BLOB PRIMARY KEY, line INTEGER, entry INTEGER) WITHOUT ROWID"
        )

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Undo what is recorded in this block if it raises."""
        self._kept.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._kept.execute("ROLLBACK")
            raise
        self._kept.execute("COMMIT")

    def before(self, release_id: UUID, line: int, entry: ReleaseInput) -> tuple[int, bool] | None:
        """Record a row; return the earlier line for this release and whether it was equal, or None if there was none."""
        said = hash(entry)
        fresh = self._kept.execute(
            "INSERT OR IGNORE INTO told VALUES (?, ?, ?)", (release_id.bytes, line, said)
        ).rowcount
        if fresh:
            return None
        earlier, other = self._kept.execute(
            "SELECT line, entry FROM told WHERE release = ?", (release_id.bytes,)
        ).fetchone()
        return earlier, other == said

    def close(self) -> None:
        """Delete the record."""
        self._kept.close()
