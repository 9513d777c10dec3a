"""What commands print: tables for people, JSON for programs."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console


def console() -> "Console":
    """Standard output; what is piped is not wrapped."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, empty: str) -> None:
    """A table as wide as the terminal, or the words for an empty one."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        typer.echo(empty)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == "id")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    # Piped, a row is a line: nothing is folded to a terminal's width.
    wide = Console(highlight=False)
    (wide if wide.is_terminal else Console(highlight=False, width=400)).print(table)


def as_json_line(value: object) -> None:
    """JSON, indented."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
