"""`openingday`: registers every command."""

import sys

import typer

from openingday.commands.announce import announce
from openingday.commands.backup import backup, restore
from openingday.commands.bulk import export, import_file
from openingday.commands.demo import demo
from openingday.commands.doctor import doctor
from openingday.commands.feed import feed
from openingday.commands.migrate import migrate
from openingday.commands.publish import publish
from openingday.commands.rehearse import rehearse
from openingday.commands.release import release
from openingday.commands.serve import serve, worker
from openingday.commands.title import title
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
app.command()(rehearse)
app.command()(doctor)
app.command()(migrate)
app.command()(backup)
app.command()(restore)
app.command()(announce)
app.command("import")(import_file)
app.command()(export)
app.command()(publish)
app.add_typer(release, name="release")
app.add_typer(title, name="title")
app.add_typer(token, name="token")
app.add_typer(feed, name="feed")


def main() -> None:
    """Run a command. An error that people can cause is printed as one line, with exit code 1."""
    try:
        app()
    except Exception as error:
        from openingday.failures import explain

        if not explain(error):
            raise
        sys.exit(1)
