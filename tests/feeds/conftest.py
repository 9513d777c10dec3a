"""A real database for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from db.engine import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'feeds.db'}")
    SQLModel.metadata.create_all(opened.engine)
    yield opened
    opened.close()
