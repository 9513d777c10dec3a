"""Replaces the database with a backup, and settles which alerts have been sent since it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import inspect, make_url, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from db.engine import Database
from db.migrate import upgrade
from db.models import Subscription, Title, Token
from db.tables import table_of
from openingday.backup import postgresql, sqlite
from openingday.backup.atomic_write import written_whole
from releases.errors import ConflictError
from scheduler.deliveries.restore import count_due, delivered_ids, mark_delivered, mark_sent_before
from scheduler.fanout.replay import replay
from scheduler.health.heartbeat import clear_heartbeat


@dataclass(frozen=True, slots=True)
class Restored:
    """What happens to the alerts that fell due since the backup."""

    not_again: int  # known, or said, to have been sent
    to_send: int  # when a worker starts


def restore(
    database_url: str, file: Path, now: datetime, *, sent_until: datetime | None, replacing: bool
) -> Restored:
    """Restore a backup. What the replaced database has sent is not sent again.

    `sent_until`: treat everything due by then as sent. `replacing`: replace a database that is not empty.
    Raises ConflictError if the database is in use or not empty, UnreadableFileError if the file is damaged.
    """
    if make_url(database_url).get_backend_name() == "sqlite":
        return _restore_sqlite(sqlite.file_of(database_url), file, now, sent_until, replacing=replacing)
    return _restore_postgresql(database_url, file, now, sent_until)


def _restore_sqlite(
    target: Path, file: Path, now: datetime, sent_until: datetime | None, *, replacing: bool
) -> Restored:
    sqlite.check(file)
    sent = _sent_by(target, now, replacing=replacing)
    with sqlite.out_of_use(target), written_whole(target) as part:
        sqlite.copy(file, part)
        database = Database(f"sqlite:///{part}")
        try:
            return _settle(database, now, sent, sent_until)
        finally:
            database.close()


def _sent_by(target: Path, now: datetime, *, replacing: bool) -> Sequence[UUID]:
    """Return the deliveries that the database to be replaced has sent."""
    if not target.exists() or not target.stat().st_size:
        return []
    database = Database(f"sqlite:///{target}", pool_size=1)
    try:
        with database.read() as session:
            if _holds_something(session) and not replacing:
                raise ConflictError(
                    f"{target} holds a database: make a backup of it, then give --force to replace it"
                )
            return delivered_ids(session, now)
    except DBAPIError as error:  # damaged, or not our database
        if not replacing:
            raise ConflictError(f"{target} is there ({error.orig}): give --force to replace it") from None
        return []
    finally:
        database.close()


def _restore_postgresql(
    database_url: str, file: Path, now: datetime, sent_until: datetime | None
) -> Restored:
    postgresql.check(file)
    database = Database(database_url, pool_size=1)
    try:
        with database.read() as session:
            if postgresql.is_in_use(session):
                raise ConflictError(
                    "the database is in use: stop the service, its workers and whoever looks at it"
                )
            if inspect(session.connection()).has_table("title") and _holds_something(session):
                raise ConflictError(
                    "the database holds something: make another, with createdb, and name it in OPENINGDAY_DATABASE_URL"
                )
        postgresql.load(database, file)
        return _settle(database, now, [], sent_until)
    finally:
        database.close()


def _holds_something(session: Session) -> bool:
    tables = (table_of(model) for model in (Title, Subscription, Token))
    return any(session.execute(select(1).select_from(each).limit(1)).first() for each in tables)


def _settle(database: Database, now: datetime, sent: Sequence[UUID], sent_until: datetime | None) -> Restored:
    upgrade(database)
    with database.write() as session:
        clear_heartbeat(session)
    not_again = 0
    if sent_until is not None:
        _catch_up(database, sent_until)
        not_again += mark_sent_before(database, sent_until)
    _catch_up(database, now)
    not_again += mark_delivered(database, sent, now)
    with database.read() as session:
        return Restored(not_again, count_due(session, now))


def _catch_up(database: Database, until: datetime) -> None:
    for _ in replay(database, until):
        pass
