"""Output of commands: tables for people, JSON for programs."""

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

Accept = Annotated[
    list[str] | None,
    typer.Option(help="A doubt, by its code, that is none here. It can be given several times."),
]

_ROWS_AT_ONCE = 1000  # of a table


def console() -> "Console":
    """Return standard output for text; piped text is not wrapped."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def screen() -> "Console":
    """Return standard output for tables; piped, each row stays on one line."""
    from rich.console import Console

    wide = Console(highlight=False)
    return wide if wide.is_terminal else Console(highlight=False, width=400)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str) -> None:
    """Print a table as wide as the terminal, or `empty` if there are no rows; long ones in batches as they are read."""
    from rich.table import Table
    from rich.text import Text

    remaining, pieces, printer = iter(rows), 0, screen()
    while piece := list(islice(remaining, _ROWS_AT_ONCE)):
        table = Table(box=None, pad_edge=False, header_style="bold", show_header=pieces == 0)
        for column in columns:
            table.add_column(column, overflow="fold", no_wrap=column == "id")
        for row in piece:
            table.add_row(*(Text(cell) for cell in row))
        printer.print(table)
        pieces += 1
    if pieces == 0:
        typer.echo(empty)


def as_json_line(value: object) -> None:
    """Print a value as indented JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def as_json_array(values: Iterable[object]) -> None:
    """Print a JSON array, each value on its own line as it is read."""
    before = "["
    for value in values:
        typer.echo(before + "\n  " + json.dumps(value, ensure_ascii=False), nl=False)
        before = ","
    typer.echo("[]" if before == "[" else "\n]")
