"""Apply migrations, and check whether the schema is current."""

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

_LOCK = 0x0DA1  # our PostgreSQL advisory lock for migrating
_PATIENCE = "5s"  # a migration waiting for a table lock blocks everyone behind it


def upgrade(database: Database, to: str = "head") -> None:
    """Apply all missing migrations in one transaction; safe to call from several processes at once.

    On PostgreSQL raises OperationalError if a table stays locked for 5 s; try again later.
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
    """Whether our newest migration has been applied, perhaps with later ones by a newer version: that is compatible."""
    with database.read() as session:
        return _has_our_tables(session)


def differences(database: Database) -> list[object]:
    """Return the differences between the models and the migrated tables; empty if they agree."""
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
