"""`openingday feed …`: checks anybody's calendar feeds."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openingday.commands.output import as_json_line

if TYPE_CHECKING:
    from feeds.check.finding import CheckReport, Finding

feed = typer.Typer(help="Check calendar feeds, anyone's.", no_args_is_help=True)

UNREADABLE = 2  # the exit code


@feed.command()
def check(
    target: Annotated[
        str, typer.Argument(help="A file, - for standard input, or an address: http, https, webcal.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="The findings as a list.")] = False,
) -> None:
    """Name what is wrong with a calendar feed, line by line, and with how it is served.

    Exit code 0 without errors, 1 with errors, 2 if the feed cannot be read.
    """
    from feeds.check.check import UnreadableFeedError
    from feeds.check.finding import Severity

    name = _name(target)
    try:
        report = _check(target)
    except (UnreadableFeedError, OSError) as error:
        reason = error.detail if isinstance(error, UnreadableFeedError) else error.strerror
        typer.echo(f"{name}: cannot be read: {reason}", err=True)
        raise typer.Exit(UNREADABLE) from error
    if as_json:
        as_json_line([_as_document(finding) for finding in report.findings])
    else:
        for finding in report.findings:
            typer.echo(_as_line(name, finding))
    for line in _summary(name, report):
        typer.echo(line, err=as_json)
    raise typer.Exit(int(report.counts[Severity.ERROR] > 0))


def _check(target: str) -> "CheckReport":
    from feeds.check.address import SCHEMES, check_address
    from feeds.check.check import MOST_OCTETS, check_feed

    if target.lower().startswith(SCHEMES):
        return check_address(target)
    if target == "-":
        return check_feed(sys.stdin.buffer.read(MOST_OCTETS + 1))
    with Path(target).open("rb") as file:
        return check_feed(file.read(MOST_OCTETS + 1))


def _name(target: str) -> str:
    """Return the target's name in the output, without the password of an address."""
    scheme, separator, rest = target.partition("://")
    if not separator:
        return "standard input" if target == "-" else target
    authority, slash, path = rest.partition("/")
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"


def _as_line(name: str, finding: "Finding") -> str:
    where = name if finding.line is None else f"{name}:{finding.line}"
    return f"{where}: {finding.severity}  {finding.code}  {finding.message} ({finding.source})"


def _as_document(finding: "Finding") -> dict[str, object]:
    return {
        "line": finding.line,
        "severity": finding.severity.value,
        "code": finding.code,
        "message": finding.message,
        "source": finding.source,
    }


def _summary(name: str, report: "CheckReport") -> list[str]:
    """Return the lines that count the findings, including those not shown."""
    from feeds.check.finding import Severity

    lines = []
    if report.hidden:
        hidden = ", ".join(f"{count:,} {code}" for code, count in report.hidden.most_common())
        lines.append(f"{name}: not shown are {report.hidden.total():,} more: {hidden}")
    errors, warnings, advice = (report.counts[severity] for severity in Severity)
    lines.append(
        f"{name}: {errors:,} error{'s' * (errors != 1)}, {warnings:,} warning{'s' * (warnings != 1)}, "
        f"{advice:,} advice in {report.events:,} event{'s' * (report.events != 1)}"
    )
    return lines
