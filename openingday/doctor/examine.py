"""Runs all checks in order; checks that an error makes pointless are left out."""

from collections.abc import Iterator

from pydantic import ValidationError

from db.engine import Database
from openingday.doctor.clocks import look_at_clocks
from openingday.doctor.environment import look_at_names, look_at_settings
from openingday.doctor.finding import Diagnosis, Level, error
from openingday.doctor.post import look_at_mail
from openingday.doctor.storage import look_at_database, look_at_migrations, open_database
from openingday.doctor.work import look_at_work
from openingday.failures import lines_about
from openingday.settings import Settings
from releases.clock import Clock


def examine() -> Iterator[Diagnosis]:
    """Check the settings, the mail server, the database, the clocks and the work. Nothing is changed."""
    yield from look_at_names()
    try:
        settings = Settings()
    except ValidationError as bad:
        for line in lines_about(bad):
            yield error("settings", line, "docs/operators.md says what each setting can be")
        return
    yield from look_at_settings(settings)
    yield from look_at_mail(settings)
    database = open_database(settings.database_url)
    if isinstance(database, Diagnosis):
        yield database
        return
    try:
        yield from _examine_database(settings, database)
    finally:
        database.close()


def _examine_database(settings: Settings, database: Database) -> Iterator[Diagnosis]:
    for look in (look_at_database, look_at_migrations):
        found = list(look(database))
        yield from found
        if any(each.level == Level.ERROR for each in found):
            return
    yield from look_at_clocks(settings, database)
    with database.read() as session:
        yield from look_at_work(session, Clock(settings.now).now())
