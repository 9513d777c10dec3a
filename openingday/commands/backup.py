"""`openingday backup` and `openingday restore`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import datetime


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")] = False,
) -> None:
    """Write the database to a file, while the service runs."""
    from openingday.backup.make import make_backup
    from openingday.settings import Settings

    size = make_backup(Settings().database_url, file, overwrite=force)
    typer.echo(f"{file}: {size / 2**20:,.1f} MiB, and whole")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `openingday backup` wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what the database holds (SQLite).")] = False,
    sent_until: Annotated[
        str | None,
        typer.Option(metavar="INSTANT", help="Take all that was due by then as sent; without a zone, UTC."),
    ] = None,
) -> None:
    """Put a backup in the place of the database; the service must be stopped."""
    from openingday.backup.restore import restore as put_back
    from openingday.settings import Settings
    from releases.clock import Clock

    settings = Settings()
    now = Clock(settings.now).now()
    until = _read_instant(sent_until, now) if sent_until is not None else None
    done = put_back(settings.database_url, file, now, sent_until=until, replacing=force)
    typer.echo(f"restored {file}")
    typer.echo(f"alerts that were sent since it was made, and are not sent again: {done.not_again:,}")
    typer.echo(f"alerts that are due, and are sent when the service starts: {done.to_send:,}")


def _read_instant(text: str, now: "datetime") -> "datetime":
    from datetime import UTC, datetime

    from releases.errors import InvalidValueError

    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValueError(
            f"--sent-until is {text!r}: give an instant, as 2024-12-26T09:00+13:00"
        ) from None
    instant = instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
    if instant > now:
        raise InvalidValueError(
            f"--sent-until is {text}, and it is {now:%Y-%m-%d %H:%M} UTC: nothing was sent yet"
        )
    return instant
