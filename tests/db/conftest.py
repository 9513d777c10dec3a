"""Fixtures of the database tests."""

from collections.abc import Iterator

import pytest

from db.engine import Database


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    """A database without tables."""
    database = Database(empty_database_url, pool_size=5)
    yield database
    database.close()
