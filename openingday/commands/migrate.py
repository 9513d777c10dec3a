"""`openingday migrate`: brings the database up to date before any process uses it."""

import typer


def migrate() -> None:
    """Bring the database up to date, and leave; the other commands do so by themselves."""
    from openingday.database import open_database
    from openingday.settings import Settings

    open_database(Settings()).close()
    typer.echo("the database is up to date")
