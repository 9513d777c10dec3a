"""One tick with 1,000,000 reminders pending and none due: its time, and whether memory stays flat."""

import resource
from datetime import timedelta
from statistics import quantiles
from time import perf_counter

from sqlalchemy import bindparam, insert, text

from bench.databases import KINDS, database_of, settle
from bench.deliveries import NOW, new_release
from db.columns import Instant
from db.engine import Database
from db.models import Release, Title
from releases.clock import Clock
from scheduler.fanout.tick import tick

PENDING = 1_000_000
TICKS = 1_000


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
    title, release = new_release()
    with database.write() as session:
        session.execute(insert(Title), [title.model_dump()])
        session.execute(insert(Release), [release.model_dump()])
        due = bindparam("due", NOW + timedelta(days=7), type_=Instant)
        session.execute(
            text(
                "INSERT INTO reminder (release_id, lead, hour, timezone, opens_on, due_at, status)"
                " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
                " SELECT r.id, i % 30, i % 24, 'UTC', r.opens_on, :due, 'pending' FROM n, release r"
            ).bindparams(due),
            {"count": PENDING},
        )
    settle(database, "reminder")


if __name__ == "__main__":
    main()
