"""Checks the clocks: the machine's, the database server's, and one set by OPENINGDAY_NOW."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import text

from db.engine import Database
from openingday.doctor.finding import Diagnosis, error, ok, warning
from openingday.settings import Settings
from releases.clock import Clock

_NOTABLE, _TOO_MUCH = timedelta(seconds=2), timedelta(seconds=30)  # a lease lasts a minute


def look_at_clocks(settings: Settings, database: Database) -> Iterator[Diagnosis]:
    """Check that the clock is not set, and agrees with the database server's."""
    if settings.now is not None:
        yield warning(
            "clock",
            f"it is set: a service begins at {settings.now:%Y-%m-%d %H:%M} UTC, whatever the time",
            "unset OPENINGDAY_NOW, which is for rehearsals",
        )
    if database.is_sqlite:
        yield ok("clock", f"{Clock.machine():%Y-%m-%d %H:%M:%S} UTC, the machine's")
    else:
        yield _against(database)


def _against(database: Database) -> Diagnosis:
    with database.read() as session:
        session.connection()  # connect first, so that connecting is not measured
        before = Clock.machine()
        theirs: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
        after = Clock.machine()
    apart = abs(theirs - (before + (after - before) / 2))
    says = f"{after:%Y-%m-%d %H:%M:%S} UTC, {apart.total_seconds():.1f} s from the database server's"
    mend = "set both machines' clocks by NTP: leases and signatures go by them"
    if apart > _TOO_MUCH:
        return error("clock", says, mend)
    return warning("clock", says, mend) if apart > _NOTABLE else ok("clock", says)
