"""The database as the command line uses it: one reading, or one transaction, and it is closed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from openingday.settings import Settings
    from releases.desk import Desk

ACTOR = "command line"  # what the log of changes calls it


@contextmanager
def reading() -> "Iterator[tuple[Session, Settings]]":
    """A session that reads, and the settings."""
    from openingday.database import open_database
    from openingday.settings import Settings

    settings = Settings()
    database = open_database(settings)
    try:
        with database.read() as session:
            yield session, settings
    finally:
        database.close()


@contextmanager
def writing() -> "Iterator[tuple[Session, datetime]]":
    """One transaction, and the instant it is."""
    from openingday.database import open_database
    from openingday.settings import Settings
    from releases.clock import Clock

    settings = Settings()
    database = open_database(settings)
    try:
        with database.write() as session:
            yield session, Clock(settings.now).now()
    finally:
        database.close()


@contextmanager
def at_the_desk() -> "Iterator[tuple[Session, Desk]]":
    """One transaction, and the desk in it, for an editor without limits."""
    from releases.desk import Desk
    from releases.editors import Editor

    with writing() as (session, now):
        yield session, Desk(session, now, Editor(ACTOR))
