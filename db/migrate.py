"""Brings a database up to date, and says whether it is."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

import db.models  # noqa: F401 - fills the metadata
from db.engine import Database

_LOCK = 0x0DA1  # a number of our own among PostgreSQL's advisory locks


def upgrade(database: Database) -> None:
    """Apply every migration that is missing, in one transaction; several processes may try at once."""
    with database.write() as session:
        if not database.is_sqlite:
            session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(_config(session.connection()), "head")


def is_current(database: Database) -> bool:
    """Whether the newest migration has been applied."""
    with database.read() as session:
        applied = MigrationContext.configure(session.connection()).get_current_revision()
    return applied == ScriptDirectory.from_config(_config(None)).get_current_head()


def differences(database: Database) -> list[object]:
    """What the models say and the migrated tables do not, or the other way round. Empty: they agree."""
    with database.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
