"""`openingday import` and `openingday export`: many releases at once."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from openingday.commands.database import ACTOR, reading
from openingday.commands.files import opened
from openingday.commands.output import Accept, console

if TYPE_CHECKING:
    from releases.imports import ImportReport, Source


class FormatOption(StrEnum):
    """The formats that are written, for the command line's help."""

    CSV = "csv"
    JSON = "json"
    ICS = "ics"


class ReadOption(StrEnum):
    """The formats that are read."""

    CSV = "csv"
    JSON = "json"
    ICS = "ics"
    XLSX = "xlsx"
    ODS = "ods"


def import_file(
    file: Annotated[str, typer.Argument(help="A CSV, JSON, .ics, .xlsx or .ods file; - is standard input.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")
    ] = False,
    file_format: Annotated[
        ReadOption | None, typer.Option("--format", help="The file's format; else its beginning shows it.")
    ] = None,
    region: Annotated[str | None, typer.Option(help="Where, for rows that do not say it.")] = None,
    type: Annotated[str | None, typer.Option(help="The type of rows that do not say it.")] = None,  # noqa: A002 - the contract's word
    title: Annotated[str | None, typer.Option(help="The film, for rows that do not say it.")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="Of a workbook, the sheet that lists the releases.")
    ] = None,
    accept: Accept = None,
) -> None:
    """Add and move many releases. Good rows go in, bad ones are named; twice changes nothing."""
    from openingday.database import open_database
    from openingday.settings import Settings
    from releases.clock import Clock
    from releases.doubts import read_codes
    from releases.editors import Editor
    from releases.imports import (
        FileFormat,
        ImportReport,
        format_named,
        import_releases,
        open_source,
        read_defaults,
        read_rows,
    )

    settings = Settings()
    report = ImportReport(dry_run=dry_run)
    defaults = read_defaults(region, type, title)
    with opened(file) as binary, open_source(binary, sheet=sheet, given=defaults.fields()) as source:
        report.remarks += source.remarks
        chosen = FileFormat(file_format) if file_format else format_named(file, source.text)
        rows = read_rows(source.text, chosen, defaults, report.remarks.append)
        database = open_database(settings)
        try:
            with _progress(source) as progress:
                now = Clock(settings.now).now()
                import_releases(
                    database, rows, Editor(ACTOR), now, report, progress, read_codes(accept or ())
                )
        finally:
            database.close()
    _say(report)
    raise typer.Exit(0 if report.is_clean else 1)


def export(
    file_format: Annotated[FormatOption, typer.Option("--format", help="The format.")] = FormatOption.CSV,
    region: Annotated[
        str | None, typer.Option(help="Only what this region's feed has: NZ, AU-SA, WW, …")
    ] = None,
) -> None:
    """Print every release that stands, as `openingday import` reads it back."""
    from releases.exports import FileFormat, all_releases, count_undated, write_releases

    with reading() as (session, _):
        for piece in write_releases(all_releases(session, region), FileFormat(file_format)):
            sys.stdout.buffer.write(piece.encode())
        sys.stdout.buffer.flush()
        undated = count_undated(session, region) if file_format == FormatOption.ICS else 0
    if undated:
        typer.echo(
            f"left out: {undated} without a date, which a calendar cannot show (csv and json can)", err=True
        )


@contextmanager
def _progress(source: "Source") -> Iterator[Callable[[], None]]:
    """A bar on standard error, if that is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield lambda: None
        return
    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("reading", total=source.size)
        yield lambda: bar.update(task, completed=source.position())


def _say(report: "ImportReport") -> None:
    from releases.bulk import RowOutcome

    for remark in report.remarks:
        typer.echo(f"note: {remark}", err=True)
    for each in report.told:
        field = f"{each.field}: " if each.field else ""
        outcome = "" if each.outcome == RowOutcome.BAD else f"{each.outcome.value.replace('_', ' ')}: "
        codes = "".join(f" [{code}]" for code in dict.fromkeys(doubt.code.value for doubt in each.doubts))
        typer.echo(f"{report.place} {each.line}: {outcome}{field}{each.reason}{codes}", err=True)
    if report.counts[RowOutcome.DOUBTED]:
        typer.echo(
            "what is doubted was not taken in: --accept CODE does, for all rows with that doubt", err=True
        )
    if report.untold:
        typer.echo(f"… and {report.untold} more rows", err=True)
    counts = ", ".join(
        f"{outcome.value.replace('_', ' ')} {report.counts[outcome]}"
        for outcome in RowOutcome
        if outcome != RowOutcome.DOUBTED or report.counts[outcome]
    )
    console().print(f"{'Would be: ' if report.dry_run else ''}{counts}", markup=False)
