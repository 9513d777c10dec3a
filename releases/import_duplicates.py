"""What a file has told so far, so that it can be told when it says something else of the same release."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from releases.release_input import ReleaseInput


class ReleasesInFile:
    """Which releases a file has told of, and where. Its memory is on disk: it does not grow with the file."""

    def __init__(self, place: str = "line") -> None:
        """`place`: what a row of it is called."""
        self.place = place
        # A name that is empty is a private database on disk, which SQLite deletes when it is closed.
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = MEMORY")
        self._kept.execute(
            "CREATE TABLE told (release BLOB PRIMARY KEY, line INTEGER, entry INTEGER) WITHOUT ROWID"
        )

    @contextmanager
    def batch(self) -> Iterator[None]:
        """What is told in this block is forgotten if it raises."""
        self._kept.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._kept.execute("ROLLBACK")
            raise
        self._kept.execute("COMMIT")

    def before(self, release_id: UUID, line: int, entry: ReleaseInput) -> tuple[int, bool] | None:
        """The line that told of this release before, and whether it said the same. None: this one is the first."""
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
        """Forget it all."""
        self._kept.close()
