"""Checks the database: whether it can be reached, is current, and has disk space."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from db.address import read_address
from db.engine import Database
from db.migrate import is_current
from openingday.doctor.finding import Diagnosis, error, ok, warning

_OLDEST_POSTGRESQL = 130_000  # 13.0, as PostgreSQL numbers it
_LITTLE, _TOO_LITTLE = 2**30, 100 * 2**20  # bytes


def open_database(url: str) -> Database | Diagnosis:
    """Return the database, or why it cannot be used. Unlike `openingday serve`, this creates and changes nothing."""
    right = "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    try:
        parsed = read_address(url)
    except ArgumentError:
        return error("database", "OPENINGDAY_DATABASE_URL cannot be read", right)
    if parsed.drivername == "sqlite":
        if parsed.database in {None, "", ":memory:"}:
            return error("database", "it is in memory, and forgotten when a process ends", right)
        if not Path(str(parsed.database)).exists():
            return warning("database", f"there is no file {parsed.database}", "`openingday serve` makes it")
    elif parsed.drivername != "postgresql+psycopg":
        return error("database", f"OPENINGDAY_DATABASE_URL begins with {parsed.drivername}://", right)
    return Database(url, pool_size=1)


def look_at_database(database: Database) -> Iterator[Diagnosis]:
    """Check that the database can be reached, and which it is."""
    try:
        with database.read() as session:
            yield from _sqlite(session) if database.is_sqlite else _postgresql(session)
    except DBAPIError as failure:
        yield error(
            "database",
            f"it cannot be reached: {' '.join(str(failure.orig).split())}",
            "see OPENINGDAY_DATABASE_URL, and whether the database runs",
        )


def look_at_migrations(database: Database) -> Iterator[Diagnosis]:
    """Check that the tables are those of this version."""
    if is_current(database):
        yield ok("migrations", "the tables are up to date")
    else:
        yield error(
            "migrations",
            "the tables are not those of this version",
            "start `openingday serve` of this version",
        )


def _sqlite(session: Session) -> Iterator[Diagnosis]:
    version, mode = session.execute(text("SELECT sqlite_version()")).scalar_one(), _journal_mode(session)
    if mode == "wal":
        yield ok("database", f"SQLite {version}, writing ahead")
    else:
        yield error(
            "database",
            f"SQLite {version} keeps its journal as {mode}, not as wal: readers wait for writers",
            "move the file to a disk of this machine: on a network's disks wal does not work",
        )
    yield _room(Path(session.get_bind().engine.url.database or ""))


def _journal_mode(session: Session) -> str:
    return str(session.execute(text("PRAGMA journal_mode")).scalar_one())


def _room(file: Path) -> Diagnosis:
    free = shutil.disk_usage(file.absolute().parent).free
    says = (
        f"{free / 2**30:,.1f} GiB are free beside the file, which has {file.stat().st_size / 2**20:,.1f} MiB"
    )
    mend = "make room: what cannot be written down is not sent"
    if free < _TOO_LITTLE:
        return error("disk", says, mend)
    return warning("disk", says, mend) if free < _LITTLE else ok("disk", says)


def _postgresql(session: Session) -> Iterator[Diagnosis]:
    version = session.execute(text("SHOW server_version")).scalar_one()
    number = int(session.execute(text("SHOW server_version_num")).scalar_one())
    if number < _OLDEST_POSTGRESQL:
        yield error("database", f"PostgreSQL {version} is too old", "take PostgreSQL 13 or newer")
    else:
        yield ok("database", f"PostgreSQL {version}")
