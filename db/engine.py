"""The engine, and how transactions begin on SQLite and PostgreSQL."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from db.address import read_address, who_answers
from db.columns import sqlite_new_id
from db.ids import sqlite_pair_id

PRIVATE = 0o600  # of files that hold secrets: read and written by their owner alone
_WRITES = "openingday_writes"  # a connection's execution option


class Database:
    """A database, opened for transactions that read or write."""

    def __init__(self, url: str, *, pool_size: int = 20) -> None:
        """Open `sqlite:///FILE` or `postgresql://…` (see `read_address`)."""
        self.engine = _open(read_address(url), pool_size)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._reads = self.engine.execution_options(postgresql_readonly=True)
        self._writes = self.engine.execution_options(**{_WRITES: True})

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a read-only session."""
        with Session(self._reads, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a transaction that commits when the block ends and rolls back if it raises."""
        with Session(self._writes, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def rehearse(self) -> Iterator[Session]:
        """Open a transaction that always rolls back. On SQLite it blocks other writers until then."""
        with Session(self._writes, expire_on_commit=False) as session:
            yield session
            session.rollback()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _open(url: URL, pool_size: int) -> Engine:
    # Some parameters are secrets, so errors do not show them.
    if url.drivername.startswith("sqlite"):
        sqlite = {"timeout": 30, "check_same_thread": False}
        engine = create_engine(url, connect_args=sqlite, hide_parameters=True)
        event.listen(engine, "do_connect", _make_private)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_on_sqlite)
        return engine
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, hide_parameters=True
    )
    event.listen(engine, "do_connect", _connect_to_postgresql)
    return engine


def _make_private(_: Dialect, __: ConnectionPoolEntry, positional: list[Any], ___: dict[str, Any]) -> None:
    """Make a database file that only its owner can read, and take the others' rights to one that is there.

    SQLite gives the files that it makes beside it the same rights. What is not ours to change is left to SQLite.
    """
    name = str(positional[0])
    if name == ":memory:" or name.startswith("file:"):
        return
    with suppress(OSError):
        os.close(os.open(name, os.O_RDWR | os.O_CREAT, PRIVATE))
        for file in (name, f"{name}-wal", f"{name}-shm"):
            Path(file).chmod(PRIVATE)


def _connect_to_postgresql(
    dialect: Dialect, _: ConnectionPoolEntry, positional: tuple[Any, ...], arguments: dict[str, Any]
) -> DBAPIConnection:
    return dialect.connect(*positional, **{**arguments, **who_answers(arguments)})


def _set_up_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # _begin_on_sqlite emits BEGIN
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("new_id", 0, sqlite_new_id)
    connection.create_function("pair_id_of", 2, sqlite_pair_id)


def _begin_on_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads before it writes fails at once if another wrote in between;
    # BEGIN IMMEDIATE waits its turn.
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")
