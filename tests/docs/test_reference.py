import re
from pathlib import Path

import httpx
import pytest
from typer.core import TyperGroup
from typer.main import get_command

from db.engine import Database
from feeds.address import OFFERED
from feeds.options import Cancelled, Inexact, Summary
from openingday.app import make_app
from openingday.command import app
from openingday.settings import Settings
from releases.clock import Clock
from releases.doubts import HEAVY, DoubtCode
from tests.docs.pages import GUIDES, ROOT
from tests.server import serving

CONTRACT = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
READERS = (ROOT / "docs" / "readers.md").read_text(encoding="utf-8")
OPERATORS = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")


def commands(command: object, line: str) -> list[str]:
    if not isinstance(command, TyperGroup):
        return [line]
    return [found for name, each in command.commands.items() for found in commands(each, f"{line} {name}")]


COMMANDS = commands(get_command(app), "openingday")
SETTINGS = [f"OPENINGDAY_{name.upper()}" for name in Settings.model_fields]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_the_guide_for_operators(name: str) -> None:
    assert f"| `{name}` |" in OPERATORS


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_in_the_guide_for_operators(line: str) -> None:
    assert f"| `{line}" in OPERATORS


def test_the_guides_name_no_setting_that_does_not_exist() -> None:
    named = {name for page in GUIDES for name in re.findall(r"\bOPENINGDAY_[A-Z_]+", page.read_text())}
    assert named - set(SETTINGS) == set()


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_every_api_call_is_in_the_contract(sqlite_template: Path) -> None:
    database = Database(f"sqlite:///{sqlite_template}")
    service = make_app(Settings(), database, Clock(), worker=False)
    with serving(service) as address:
        paths = httpx.get(f"{address}/openapi.json").json()["paths"]
    database.close()
    calls = {
        f"{method.upper()} {re.sub('{[^}]*id}', '{id}', path.removeprefix('/api/v1'))}"
        for path, operations in paths.items()
        if path.startswith("/api/v1/")
        for method in operations
    }
    assert {call for call in calls if not re.search(f"`{re.escape(call)}[`?]", CONTRACT)} == set()


@pytest.mark.parametrize("option", sorted({option for offered in OFFERED.values() for option in offered}))
def test_every_feed_option_is_in_the_guide_for_readers(option: str) -> None:
    assert f"| `{option}` |" in READERS


@pytest.mark.parametrize("value", [*Cancelled, *Inexact, *Summary])
def test_every_value_of_a_feed_option_is_in_the_guide_for_readers(value: str) -> None:
    assert f"`{value}`" in READERS


@pytest.mark.parametrize("code", sorted(HEAVY))
def test_every_doubt_that_refuses_a_write_is_in_the_contract(code: DoubtCode) -> None:
    assert f"`{code}`" in CONTRACT
