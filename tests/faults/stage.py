"""What the fault tests play on: reminders that are due at one instant, for many subscriptions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, func, select

from db.engine import Database
from db.models import Attempt, Delivery
from db.words import DeliveryStatus
from releases.clock import Clock
from tests.scheduler.scene import Scene

DUE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)  # 09:00 in Auckland, a week before Boxing Day


@contextmanager
def opened(database_url: str) -> Iterator[Database]:
    """A database as long as the block lasts."""
    database = Database(database_url, pool_size=2)
    try:
        yield database
    finally:
        database.close()


def fill(database: Database, url: str, *, releases: int, subscriptions: int) -> int:
    """Releases whose reminders are due at `DUE`, and who wants them. How many deliveries that makes."""
    scene = Scene(database, Clock(DUE - timedelta(hours=1)))
    for number in range(releases):
        announce(database, f"Film {number}")
    for number in range(subscriptions):
        scene.subscribe(f"{url}/{number}", leads=[7])
    return releases * subscriptions


def announce(database: Database, title: str) -> None:
    """One more release, which has a reminder for everyone that is due at `DUE`."""
    Scene(database, Clock(DUE - timedelta(hours=1))).announce(title=title)


def delivered(database: Database) -> set[str]:
    """The ids of what is recorded as delivered."""
    with database.read() as session:
        found = session.exec(select(Delivery.id).where(Delivery.status == DeliveryStatus.DELIVERED))
        return {str(each) for each in found}


def all_delivered(database: Database, count: int) -> bool:
    """Whether so many are recorded as delivered."""
    with database.read() as session:
        done = select(func.count()).where(col(Delivery.status) == DeliveryStatus.DELIVERED)
        return session.exec(done).one() == count


def most_attempts(database: Database) -> int:
    """The most tries that were written down of one delivery."""
    with database.read() as session:
        tries = select(func.count()).group_by(col(Attempt.delivery_id)).select_from(Attempt)
        return max(session.exec(tries))


def check_integrity(session: Session) -> None:
    """What SQLite itself says of its file."""
    answer = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one()
    assert answer == "ok"
