"""Opens the database of the settings."""

from pathlib import Path

from db.engine import Database
from db.migrate import is_current, upgrade
from openingday.settings import Settings


def open_database(settings: Settings) -> Database:
    """Return the database, brought up to date."""
    database = Database(settings.database_url)
    if not is_current(database):
        upgrade(database)
    return database


def open_if_current(settings: Settings) -> Database | None:
    """Return the database if there is one that is up to date; it is neither made nor changed."""
    path = settings.database_url.removeprefix("sqlite:///")
    if path != settings.database_url and not Path(path).exists():
        return None
    database = Database(settings.database_url)
    if is_current(database):
        return database
    database.close()
    return None
