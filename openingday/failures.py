"""Explains in one line what went wrong with a command."""

from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from sqlalchemy.exc import OperationalError

from releases.errors import OpeningDayError


def explain(error: Exception) -> bool:
    """Print an error that people can cause and fix. Return False if it is not of that kind."""
    lines = lines_about(error)
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for line in lines:
        console.print(f"[red]error:[/] {escape(line)}")
    return bool(lines)


def lines_about(error: Exception) -> list[str]:
    """Return the lines that explain an error that people can cause; empty for any other error."""
    if isinstance(error, OpeningDayError):
        return [error.detail]
    if isinstance(error, ValidationError):
        return [
            f"the setting OPENINGDAY_{'_'.join(str(part) for part in each['loc']).upper()}: {each['msg']}"
            for each in error.errors()
        ]
    if isinstance(error, OperationalError):
        # Only the driver's message: the statement and its values may be private.
        return [f"the database: {str(error.orig).strip()}"]
    return []
