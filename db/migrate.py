"""Brings a database up to date, and says whether it is."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlmodel import Session, SQLModel

import db.models  # noqa: F401 - fills the metadata
from db.engine import Database

_LOCK = 0x0DA1  # a number of our own among PostgreSQL's advisory locks
_PATIENCE = "5s"  # behind a migration that waits for a table, everybody waits


def upgrade(database: Database, to: str = "head") -> None:
    """Apply every migration that is missing, in one transaction; several processes may try at once.

    On PostgreSQL it gives up, with an OperationalError, if a table is in use for long: it can be tried again.
    """
    with database.write() as session:
        if not database.is_sqlite:
            session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            session.execute(
                text("SELECT set_config('lock_timeout', :patience, true)"), {"patience": _PATIENCE}
            )
        if not _has_our_tables(session):
            command.upgrade(_config(session.connection()), to)


def is_current(database: Database) -> bool:
    """Whether our newest migration has been applied. A newer version may have added to it: we work beside it."""
    with database.read() as session:
        return _has_our_tables(session)


def differences(database: Database) -> list[object]:
    """What the models say and the migrated tables do not, or the other way round. Empty: they agree."""
    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def _has_our_tables(session: Session) -> bool:
    applied = MigrationContext.configure(session.connection()).get_current_revision()
    newest = ScriptDirectory.from_config(_config(None)).get_current_head()
    return applied is not None and newest is not None and int(applied) >= int(newest)


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
