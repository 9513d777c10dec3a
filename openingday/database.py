"""Opens the database of the settings."""

from db.engine import Database
from db.migrate import is_current, upgrade
from openingday.settings import Settings


def open_database(settings: Settings) -> Database:
    """Return the database, brought up to date."""
    database = Database(settings.database_url)
    if not is_current(database):
        upgrade(database)
    return database
