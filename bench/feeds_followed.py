"""How long a change that the desk wrote in one process takes until the feeds of others show it, in ms.

The desk moves a release, commits, and two processes are polled until each sends another feed. The changes come at
all times between two looks at the log; the bench's own polls, 2 ms apart, are in the figures.
"""

import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http import HTTPStatus
from http.client import HTTPConnection

from sqlmodel import select

from bench.databases import KINDS, database_of
from bench.feed_data import NOW, make_database
from bench.processes import PATIENCE, feed_server, fetch
from db.engine import Database
from db.models import Release
from releases.desk import Desk
from releases.editors import Editor

FEED = "/feeds/nz.ics"
RELEASES = 1_000
CHANGES = 60
GOAL = 1_000  # ms


def main() -> None:
    """Measure on both databases."""
    for kind in KINDS:
        with database_of(kind) as database:
            url = database.engine.url.set(drivername=database.engine.dialect.name)
            address = url.render_as_string(hide_password=False)
            make_database(address, RELEASES, ["NZ"]).close()
            with feed_server(address) as here, feed_server(address) as there:
                took = sorted(_measure(database, (here, there)))
        p99 = took[int(len(took) * 0.99)]
        print(f"a change until another process's feed of {RELEASES:,} releases shows it, on {kind}")
        print(
            f"  {took[0]:.0f} to {took[-1]:.0f} ms, median {statistics.median(took):.0f},"
            f" p99 {p99:.0f}   (goal: at most {GOAL:,})"
        )


def _measure(database: Database, ports: tuple[int, ...]) -> list[float]:
    dice = random.Random(7)  # noqa: S311 - the same at every run
    with database.read() as session:
        ids = session.exec(select(Release.id).limit(CHANGES)).all()
    took = []
    with ThreadPoolExecutor(len(ports)) as pollers:
        for number, release_id in enumerate(ids):
            time.sleep(dice.random() / 2)
            waiting = [pollers.submit(_shown, port, fetch(port, FEED)[0]) for port in ports]
            on = date(2026, 1, 1) + timedelta(days=number)
            with database.write() as session:
                Desk(session, NOW, Editor("bench")).move(release_id, on.isoformat())
            committed = time.perf_counter()
            took += [(each.result(PATIENCE) - committed) * 1000 for each in waiting]
    return took


def _shown(port: int, tag: str) -> float:
    """When the feed's entity tag is another one."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    while True:
        connection.request("GET", FEED, headers={"If-None-Match": tag})
        answer = connection.getresponse()
        answer.read()
        if answer.status != HTTPStatus.NOT_MODIFIED:
            connection.close()
            return time.perf_counter()
        time.sleep(0.002)


if __name__ == "__main__":
    main()
