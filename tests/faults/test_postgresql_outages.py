"""PostgreSQL goes away under running workers, and comes back."""

import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, text

from db.engine import Database
from scheduler.deliveries.lease import LEASE
from tests.faults.conftest import Say
from tests.faults.ledger import keeping
from tests.faults.postgresql import own_server
from tests.faults.stage import DUE, all_delivered, announce, delivered, fill, opened
from tests.faults.workers import crew
from tests.openingday.service import wait_until


def test_workers_come_back_by_themselves_when_postgresql_does(tmp_path: Path, soak: bool, say: Say) -> None:
    releases, subscriptions, outages, workers = (18, 250, 10, 3) if soak else (20, 6, 1, 1)
    rng = Random(7)  # noqa: S311 - the moments, not a secret
    began = time.monotonic()
    with (
        own_server() as server,
        opened(server.url) as database,
        keeping(tmp_path / "ledger", slowness=0.5) as ledger,
        crew(tmp_path, server.url) as ours,
    ):
        count = fill(database, ledger.url, releases=releases, subscriptions=subscriptions)
        processes = [ours.start(DUE) for _ in range(workers)]
        for number in range(outages):
            wanted = ledger.count() + rng.randint(1, subscriptions)
            wait_until(lambda wanted=wanted: ledger.count() >= wanted)  # type: ignore[misc] # bound now
            server.stop("immediate" if number % 2 == 0 else "fast")
            time.sleep(rng.uniform(0.5, 3))  # however long it is away
            server.start()
            # Something new, which nobody holds a lease of: it arrives, so they are back.
            known = set(ledger.ids())
            announce(database, f"Another film {number}")
            count += subscriptions
            wait_until(lambda known=known: len(set(ledger.ids()) - known) > 0)  # type: ignore[misc] # bound now
        assert all(process.is_alive() for process in processes), ours.log.read_text()[-2000:]
        if not soak:  # there is no time to wait for the leases of what was cut off
            ours.stop()
            ours.start(DUE + timedelta(seconds=time.monotonic() - began) + LEASE)
        wait_until(lambda: all_delivered(database, count), patience=120)
        ours.stop()
        arrivals = Counter(ledger.ids())
        assert set(arrivals) == delivered(database)
    assert len(arrivals) == count
    say(
        f"PostgreSQL, {workers} workers: stopped {outages} times, {count} deliveries, {sum(arrivals.values())} "
        f"arrivals, {sum(arrivals.values()) - count} second copies (most of one: {max(arrivals.values())}), 0 lost, "
        f"{time.monotonic() - began:.0f} s"
    )


HOOK = """
CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$;
CREATE TRIGGER wait BEFORE UPDATE OF claimed_until ON delivery
FOR EACH ROW WHEN (NEW.claimed_until IS NOT NULL AND OLD.claimed_until IS NULL) EXECUTE FUNCTION wait();
"""


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_is_cut_in_the_middle_of_a_claim_loses_nothing(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    with (
        keeping(tmp_path / "ledger") as ledger,
        crew(tmp_path, database_url) as ours,
        database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        count = fill(database, ledger.url, releases=10, subscriptions=5)
        connection.execute(text(HOOK))
        connection.execute(text("SELECT pg_advisory_lock(1)"))
        worker = ours.start(DUE)
        wait_until(lambda: claiming(connection) is not None)
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": claiming(connection)})
        connection.execute(text("SELECT pg_advisory_unlock(1)"))
        wait_until(lambda: all_delivered(database, count))
        assert worker.is_alive()
        arrivals = ledger.ids()
    assert len(arrivals) == len(set(arrivals)) == count


def claiming(connection: Connection) -> int | None:
    """The server's process that stands in the middle of a claim."""
    found: int | None = connection.execute(
        text("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = 'advisory'")
    ).scalar()
    return found
