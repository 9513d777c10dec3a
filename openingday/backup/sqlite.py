"""Copies, checks and locks SQLite databases for backups."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from releases.errors import ConflictError, InvalidValueError, NotFoundError, UnreadableFileError


def file_of(url: str) -> Path:
    """Return the file of a database. Raises InvalidValueError for one in memory."""
    name = make_url(url).database
    if name in {None, "", ":memory:"}:
        raise InvalidValueError("the database is in memory: name a file, as in sqlite:///openingday.db")
    return Path(str(name))


def copy(source: Path, target: Path) -> None:
    """Copy a consistent snapshot of a database, while others write, into one file."""
    if not source.exists():
        raise NotFoundError(f"there is no database {source}")
    with closing(_open(source, "ro")) as whence, closing(_open(target, "rwc")) as whither:
        try:
            whence.backup(whither)
            whither.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise UnreadableFileError(f"{source} cannot be copied: {error}") from None


def check(file: Path) -> None:
    """Raise UnreadableFileError unless the file is an intact database of ours."""
    if not file.is_file():
        raise UnreadableFileError(f"there is no file {file}")
    with closing(_open(file, "ro")) as database:
        try:
            found = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            ours = database.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
            ).fetchone()
        except sqlite3.Error as error:
            raise UnreadableFileError(f"{file} is not a backup that is whole: {error}") from None
    if found != "ok":
        raise UnreadableFileError(f"{file} is not a backup that is whole: {found}")
    if not ours[0]:
        raise UnreadableFileError(f"{file} is a database of something else")


@contextmanager
def out_of_use(file: Path) -> Iterator[None]:
    """Lock a database while it is replaced. Raises ConflictError if another process has it open.

    A file that is missing, or no longer a database, needs no lock.
    """
    if not file.exists():
        yield
        return
    with closing(_open(file, "rw")) as database:
        try:
            # WAL mode can be left only while nobody else has the file open; this also removes the files beside it.
            mode = database.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise ConflictError(
                f"{file} is in use: stop the service and its workers first ({error})"
            ) from None
        except sqlite3.DatabaseError:
            mode = "delete"
        if mode != "delete":
            raise ConflictError(f"{file} is in use: stop the service and its workers first")
        yield


def _open(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=1
    )
