from pathlib import Path

import pytest
import typer
from typer.main import get_command

from openingday.command import app
from openingday.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def commands(group: typer.core.TyperGroup, prefix: str) -> list[str]:
    found = []
    for name, command in group.commands.items():
        line = f"{prefix} {name}"
        is_group = isinstance(command, typer.core.TyperGroup)
        found += commands(command, line) if is_group else [line]
    return found


@pytest.mark.parametrize("name", [f"OPENINGDAY_{name.upper()}" for name in Settings.model_fields])
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"| `{name}` |" in README


@pytest.mark.parametrize("line", commands(get_command(app), "openingday"))  # type: ignore[arg-type] # a group
def test_every_command_is_in_the_readme(line: str) -> None:
    assert f"| `{line}" in README
