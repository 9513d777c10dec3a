"""The database for one command: opened, used for one reading or one transaction, and closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from openingday.settings import Settings
    from releases.desk import Desk

ACTOR = "command line"  # the name of the command line in the log of changes


@contextmanager
def reading() -> "Iterator[tuple[Session, Settings]]":
    """Yield a reading session and the settings."""
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
    """Yield a session in one transaction, and the current instant."""
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
    """Yield a session in one transaction, and the desk for an editor without region limits."""
    from releases.desk import Desk
    from releases.editors import Editor

    with writing() as (session, now):
        yield session, Desk(session, now, Editor(ACTOR))
