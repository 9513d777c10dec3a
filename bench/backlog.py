"""A backlog: whether 100,000 deliveries that are due drain steadily in bounded memory, and a claim among a million."""

import resource
from bisect import bisect_left
from itertools import pairwise
from statistics import median
from time import perf_counter

import uvloop
from sqlalchemy import text

from bench.databases import KINDS, database_of, settle
from bench.deliveries import NOW, deliver, fill
from bench.receiver import receiving
from db.engine import Database
from openingday.logs import set_up_logs
from scheduler.deliveries.lease import claim_due
from scheduler.deliveries.receiver_queues import move_to_queue

SUBSCRIPTIONS, EVENTS = 2_000, 50
MILLION = 1_000_000
CLAIMS = 40


def main() -> None:
    """Print the rate of each fifth of the backlog, the growth of memory, and the time of a claim."""
    set_up_logs("console", level="WARNING")
    with receiving() as receiver:
        for kind in KINDS:
            with database_of(kind) as database:
                _drain(kind, database, receiver.url)
            with database_of(kind) as database:
                _claim(database, receiver.url)


def _drain(kind: str, database: Database, url: str) -> None:
    fill(database, url, SUBSCRIPTIONS, EVENTS)
    count = SUBSCRIPTIONS * EVENTS
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    left = uvloop.run(deliver(database))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    done = [count - rest for _, rest in left]
    marks = [left[bisect_left(done, count * part // 5)][0] for part in range(6)]
    rates = [count / 5 / (after - start) for start, after in pairwise(marks)]
    print(f"a backlog of {count:,} on {kind}: {count / left[-1][0]:,.0f}/s")
    print(f"  by fifths: {', '.join(f'{rate:,.0f}/s' for rate in rates)}; memory grew by {grown:.0f} MB")


def _claim(database: Database, url: str) -> None:
    fill(database, url, SUBSCRIPTIONS)
    _multiply(database)
    times = []
    for _ in range(CLAIMS):
        begun = perf_counter()
        with database.write() as session:
            claim_due(session, NOW, 250)
        times.append(perf_counter() - begun)
    print(f"  a claim of 250 among {MILLION:,} due: median {median(times) * 1000:.1f} ms")
    begun = perf_counter()
    with database.write() as session:
        move_to_queue(session, url.removesuffix("hook"), NOW)
    print(f"  5,000 of a slow receiver's set aside: {(perf_counter() - begun) * 1000:.0f} ms")


def _multiply(database: Database) -> None:
    """Make a million of the deliveries that are there."""
    new_id = "new_id()" if database.is_sqlite else "gen_random_uuid()"
    with database.write() as session:
        numbers = (
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n"
            f" WHERE i <= {MILLION // SUBSCRIPTIONS})"
        )
        session.execute(
            text(
                "INSERT INTO event (id, type, occurred_at, release_id, fanned_out_at) "
                f"{numbers} SELECT {new_id}, type, occurred_at, release_id, fanned_out_at FROM event, n"
            )
        )
        session.execute(
            text(
                "INSERT INTO delivery (id, event_id, subscription_id, status, attempts, created_at, next_attempt_at)"
                f" SELECT {new_id}, e.id, d.subscription_id, 'pending', 0, d.created_at, d.next_attempt_at"
                " FROM event e, delivery d WHERE d.event_id <> e.id"
            )
        )
    settle(database, "delivery")


if __name__ == "__main__":
    main()
