"""The key that signs links: from the settings, else made on first use and kept in the database."""

import secrets

from sqlalchemy.exc import IntegrityError

from db.engine import Database
from db.models import Setting
from openingday.settings import Settings

_NAME = "secret_key"


def secret_key(settings: Settings, database: Database) -> str:
    """Return the key, the same for every process on one database."""
    if given := settings.secret_key.get_secret_value():
        return given
    if kept := _kept(database):
        return kept
    made = secrets.token_urlsafe(32)
    try:
        with database.write() as session:
            session.add(Setting(name=_NAME, value=made))
    except IntegrityError:  # another process made one at the same moment
        return _kept(database) or made
    return made


def _kept(database: Database) -> str | None:
    with database.read() as session:
        found = session.get(Setting, _NAME)
        return found.value if found else None
