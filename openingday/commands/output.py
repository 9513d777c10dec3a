"""What commands print: tables for people, JSON for programs."""

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
    """Standard output; what is piped is not wrapped."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def screen() -> "Console":
    """Standard output for tables. Piped, a row is a line: nothing is folded to a terminal's width."""
    from rich.console import Console

    wide = Console(highlight=False)
    return wide if wide.is_terminal else Console(highlight=False, width=400)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, empty: str) -> None:
    """A table as wide as the terminal, or the words for an empty one. A long one comes in pieces, as it is read."""
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
    """JSON, indented."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def as_json_array(values: Iterable[object]) -> None:
    """A JSON array, each value as it comes, on a line of its own."""
    before = "["
    for value in values:
        typer.echo(before + "\n  " + json.dumps(value, ensure_ascii=False), nl=False)
        before = ","
    typer.echo("[]" if before == "[" else "\n]")
