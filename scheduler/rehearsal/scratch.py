"""A scratch database: a private, temporary SQLite file in which production's own code can run without consequences.

Rows are read from the live database in a transaction that only reads: it locks nothing, so nobody waits for it and no
worker skips a row. Secrets are not copied; addresses are, so the file is readable by its owner alone.
"""

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, SQLModel

from db.engine import Database
from db.models import Delivery, Event, Release, Reminder, Subscription, Title
from db.tables import table_of

_TABLES = (Title, Release, Reminder, Event, Subscription, Delivery)


@contextmanager
def scratch_database() -> Iterator[Database]:
    """Open an empty scratch database; it is deleted when the block ends."""
    with tempfile.TemporaryDirectory(prefix="openingday-scratch-") as folder:  # mode 0700
        database = Database(f"sqlite:///{Path(folder) / 'scratch.db'}")
        event.listen(database.engine, "connect", _relax)
        try:
            SQLModel.metadata.create_all(database.engine, [table_of(model) for model in _TABLES])
            yield database
        finally:
            database.close()


def add_rows(scratch: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, except those that are there already. Each names every column that has no default."""
    if rows:
        scratch.connection().execute(insert(table_of(model)).on_conflict_do_nothing(), [*rows])


def copy_rows(live: Session, scratch: Session, model: type[SQLModel], ids: Collection[Any]) -> None:
    """Copy rows by their ids, except those that are there already."""
    table = table_of(model)
    rows = live.connection().execute(select(table).where(table.c.id.in_(ids))) if ids else ()
    add_rows(scratch, model, [dict(row._mapping) for row in rows])  # noqa: SLF001 - SQLAlchemy's public name for it


def _relax(connection: Any, _: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
    # Nothing here outlives the process, and rows are here without all that they refer to.
    for pragma in ("synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")
