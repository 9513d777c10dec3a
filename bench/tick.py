"""One tick with 1,000,000 reminders pending and none due: its time, and whether memory stays flat."""

import resource
from datetime import UTC, datetime, timedelta
from statistics import quantiles
from time import perf_counter

from sqlalchemy import insert, text

from bench.databases import KINDS, database_of
from db.engine import Database
from db.models import Release, Title
from db.words import Precision, ReleaseType
from releases.clock import Clock
from scheduler.tick import tick

PENDING = 1_000_000
TICKS = 1_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Print the median and the slowest hundredth of many ticks."""
    for kind in KINDS:
        with database_of(kind) as database:
            _fill(database)
            clock = Clock(NOW)
            for _ in range(20):  # connections are opened, statements compiled
                tick(database, clock)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            times = [_timed(database, clock) for _ in range(TICKS)]
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            parts = quantiles(times, n=100)
            print(f"a tick on {kind} with {PENDING:,} reminders pending and none due, of {TICKS:,}")
            print(f"  median {parts[49] * 1000:.2f} ms, p99 {parts[98] * 1000:.2f} ms (goal ≤ 5 ms)")
            print(f"  memory grew by {grown:.1f} MB (goal: flat)")


def _timed(database: Database, clock: Clock) -> float:
    begun = perf_counter()
    tick(database, clock)
    return perf_counter() - begun


def _fill(database: Database) -> None:
    title = Title(name="Anora", key="anora", slug="anora", created_at=NOW)
    release = Release(
        title_id=title.id,
        region="NZ",
        type=ReleaseType.THEATRICAL,
        precision=Precision.TBA,
        timezone="Pacific/Auckland",
        created_at=NOW,
        updated_at=NOW,
    )
    with database.write() as session:
        session.execute(insert(Title), [title.model_dump()])
        session.execute(insert(Release), [release.model_dump()])
        session.execute(
            text(
                "INSERT INTO reminder (release_id, lead, hour, timezone, opens_on, due_at, status)"
                " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
                " SELECT r.id, i % 30, i % 24, 'UTC', :day, :due, 'pending' FROM n, release r"
            ).bindparams(count=PENDING, day=NOW.date(), due=NOW + timedelta(days=7))
            if not database.is_sqlite
            else text(
                "INSERT INTO reminder (release_id, lead, hour, timezone, opens_on, due_at, status)"
                " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
                " SELECT r.id, i % 30, i % 24, 'UTC', '2026-01-08', '2026-01-08 00:00:00.000000', 'pending'"
                " FROM n, release r"
            ).bindparams(count=PENDING)
        )
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE reminder")


if __name__ == "__main__":
    main()
