from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from openingday.command import app
from openingday.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def commands(command: object, line: str) -> list[str]:
    if not isinstance(command, TyperGroup):
        return [line]
    return [found for name, each in command.commands.items() for found in commands(each, f"{line} {name}")]


@pytest.mark.parametrize("name", [f"OPENINGDAY_{name.upper()}" for name in Settings.model_fields])
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"| `{name}` |" in README


@pytest.mark.parametrize("line", commands(get_command(app), "openingday"))
def test_every_command_is_in_the_readme(line: str) -> None:
    assert f"| `{line}" in README
