import re

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from openingday.command import app
from openingday.settings import Settings
from tests.docs.pages import GUIDES, ROOT

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
