"""`openingday`: the command line."""

import sys

import typer

from openingday.commands.demo import demo
from openingday.commands.release import release
from openingday.commands.serve import serve, worker
from openingday.commands.token import token

app = typer.Typer(
    name="openingday",
    help="A release calendar and notification service for films.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(serve)
app.command()(worker)
app.command()(demo)
app.add_typer(release, name="release")
app.add_typer(token, name="token")


def main() -> None:
    """Run a command; an error that people can cause is one line, and exit code 1."""
    from pydantic import ValidationError
    from rich.console import Console
    from sqlalchemy.exc import OperationalError

    from releases.errors import OpeningDayError

    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        app()
    except OpeningDayError as error:
        errors.print(f"[red]error:[/] {_escaped(error.detail)}")
        sys.exit(1)
    except ValidationError as error:
        for each in error.errors():
            name = "OPENINGDAY_" + "_".join(str(part) for part in each["loc"]).upper()
            errors.print(f"[red]error:[/] the setting {name}: {_escaped(each['msg'])}")
        sys.exit(1)
    except OperationalError as error:
        # The message of the driver alone: the statement and its values are nobody's business here.
        errors.print(f"[red]error:[/] the database: {_escaped(str(error.orig).strip())}")
        sys.exit(1)


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
