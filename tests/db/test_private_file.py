"""Whom the database's file is for."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from db.engine import Database

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.mark.parametrize("mode", [None, 0o644, 0o666])
def test_a_database_file_is_its_owners_alone(tmp_path: Path, mode: int | None) -> None:
    file = tmp_path / "new.db"
    if mode is not None:
        file.touch()
        file.chmod(mode)
    database = Database(f"sqlite:///{file}")
    with database.write() as session:
        session.execute(text("CREATE TABLE kept (id INTEGER)"))
        assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}
    database.close()
