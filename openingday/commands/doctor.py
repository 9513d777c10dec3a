"""`openingday doctor`: prints what is wrong and how to fix it."""

from typing import TYPE_CHECKING, Annotated

import typer

from openingday.commands.output import as_json_line, screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openingday.doctor.finding import Diagnosis

_STYLES = {"ok": "green", "warning": "yellow", "error": "bold red"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="An array of what was looked at.")] = False,
) -> None:
    """Check settings, database, clock and backlog. Exit code 1 if something does not work."""
    from openingday.doctor.examine import examine

    findings = list(examine())
    if as_json:
        as_json_line(
            [
                {"level": each.level, "subject": each.subject, "says": each.says, "mend": each.mend}
                for each in findings
            ]
        )
    else:
        _print(findings)
    raise typer.Exit(int(any(each.level == "error" for each in findings)))


def _print(findings: "Sequence[Diagnosis]") -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for each in findings:
        says = Text(each.says)
        if each.mend is not None:
            says.append(f" → {each.mend}", "italic")
        table.add_row(Text(each.level, _STYLES[each.level]), Text(each.subject), says)
    screen().print(table)
