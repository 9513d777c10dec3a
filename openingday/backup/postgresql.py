"""Dumps of a PostgreSQL database, by `pg_dump` and `pg_restore`."""

import os
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import text
from sqlmodel import Session, SQLModel

import db.models  # noqa: F401 - fills the metadata
from db.engine import Database
from releases.errors import ConflictError, UnreadableFileError

_AS_OURS = ("--no-owner", "--no-privileges")  # the restoring user becomes the owner


def dump(database: Database, target: Path) -> None:
    """Dump a consistent snapshot of a database, while others write."""
    _run("pg_dump", "--format=custom", *_AS_OURS, f"--file={target}", database=database)


def check(file: Path) -> None:
    """Raise UnreadableFileError unless the file is a complete dump of our database."""
    try:
        listed = _run("pg_restore", "--list", str(file))
        _run("pg_restore", f"--file={os.devnull}", str(file))  # reads the whole file
    except ConflictError as error:
        raise UnreadableFileError(f"{file} is not a backup that is whole: {error.detail}") from None
    if "TABLE DATA public alembic_version" not in listed:
        raise UnreadableFileError(f"{file} is a dump of something else")


def load(database: Database, file: Path) -> None:
    """Load a dump into an empty database, in one transaction."""
    with database.write() as session:
        SQLModel.metadata.drop_all(session.connection())
        session.execute(text("DROP TABLE IF EXISTS alembic_version"))
    _run("pg_restore", "--single-transaction", "--exit-on-error", *_AS_OURS, str(file), database=database)


def is_in_use(session: Session) -> bool:
    """Whether anybody else is connected to the database."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type IS DISTINCT FROM 'autovacuum worker'"
    )
    return bool(session.execute(others).scalar_one())


def _run(program: str, *arguments: str, database: Database | None = None) -> str:
    """Run a program and return its output. Raises ConflictError with its message if it fails."""
    found = shutil.which(program)
    if found is None:
        raise ConflictError(
            f"there is no {program} on the PATH: install PostgreSQL's client programs (Debian: postgresql-client)"
        )
    environment = dict(os.environ)
    where = []
    if database is not None:
        _, target = database.engine.dialect.create_connect_args(database.engine.url)
        if password := target.pop("password", None):
            # Not an argument: every user of the machine can read those.
            environment["PGPASSWORD"] = str(password)
        target.pop("context", None)  # the driver's own
        where.append(f"--dbname={make_conninfo('', **target)}")
    done = subprocess.run(  # noqa: S603 - a program by its full path, and no shell
        [found, *where, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ConflictError(f"{program}: {done.stderr.strip()}")
    return done.stdout
