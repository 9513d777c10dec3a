"""Fixtures for the tests of the command line."""

from pathlib import Path

import pytest

from tests.openingday.machine import Machine


@pytest.fixture
def machine(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Machine:
    return Machine(tmp_path, database_url, monkeypatch, capsys)
