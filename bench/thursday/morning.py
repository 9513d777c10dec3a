"""One Thursday morning: a database as it stands before 09:00, a web process, so many workers, and what came of it."""

import asyncio
import os
import re
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO

from bench.deliveries import count_of
from bench.processes import fetch, free_port, running
from bench.receiver import Receiver
from bench.thursday.cost import Cost, connections, database_bytes
from bench.thursday.filled import REGIONS
from bench.thursday.polls import Poller, Polls
from db.engine import Database
from db.words import DeliveryStatus

QUIET = 5.0  # seconds of polls before it is due
MOST = 300.0  # seconds until all must have come
LOOK_EVERY = 0.25  # seconds
SENT = re.compile(rb'openingday_deliveries_total\{channel="webhook",outcome="delivered"\} ([\d.e+]+)')
FEEDS = [f"/feeds/{region.lower()}.ics" for region in REGIONS]


@dataclass(frozen=True, slots=True)
class Morning:
    """What came of it. Times in seconds, late ones in order."""

    late: list[float]  # of each alert, from when it was due until the receiver had it
    sent: list[int]  # by each worker
    first_feeds: float  # every feed asked for once, by a process that had just started
    before: Polls
    meanwhile: Polls
    cpu: dict[str, float]  # of each part, from shortly before it was due until all was written down
    wal: int  # bytes that the database wrote ahead in that time
    took: float  # that time
    connections: int
    bytes: dict[str, int]  # of the tables, afterwards

    @property
    def rate(self) -> float:
        """Alerts a second, from when they were due until the last had come."""
        return len(self.late) / self.late[-1]


async def run(
    database: Database,
    receiver: Receiver,
    postgres: int,
    workers: int,
    alerts: int,
    rate: float,
    lead_in: float,
    log: IO[bytes],
) -> Morning:
    """Let it become 09:00.

    `postgres`: the server's process; `rate`: polls a second; `lead_in`: seconds in which all processes start, and every
    feed is asked for once; `log`: where processes log.
    """
    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    env = {**os.environ, "OPENINGDAY_DATABASE_URL": url, "OPENINGDAY_ALLOW_PRIVATE_TARGETS": "1"}
    due_at = time.time() + lead_in
    earlier = len(receiver.received())
    with ExitStack() as processes:
        web = free_port()
        server = processes.enter_context(
            running(
                _openingday(due_at, "serve", "--no-worker", "--port", str(web)), web, "/healthz", env, log
            )
        )
        metrics = [free_port() for _ in range(workers)]
        working = [
            processes.enter_context(
                running(
                    _openingday(due_at, "worker"),
                    port,
                    "/metrics",
                    {**env, "OPENINGDAY_METRICS_PORT": str(port)},
                    log,
                )
            )
            for port in metrics
        ]
        parts = {"workers": working, "PostgreSQL": [postgres], "web": [server]}
        poller = Poller(web, FEEDS)
        first_feeds = await poller.warm_up()
        if time.time() > due_at - QUIET:
            raise AssertionError(f"{lead_in:g} s were too few to start in: give more by --lead-in")
        await asyncio.sleep(due_at - QUIET - time.time())
        before = await _poll_while(poller, rate, lambda: time.time() < due_at)
        begun, standing = time.time(), Cost.now(database, parts)
        meanwhile = await _poll_while(
            poller,
            rate,
            lambda: count_of(database, DeliveryStatus.DELIVERED) < alerts and time.time() < due_at + MOST,
        )
        ended, cost = time.time(), Cost.now(database, parts)
        connected = connections(database)
        sent = [_sent(port) for port in metrics]
        await poller.aclose()
    late = sorted(at - due_at for at in receiver.received()[earlier:])
    if len(late) != alerts:
        raise AssertionError(f"{len(late)} arrived, not {alerts}")
    return Morning(
        late=late,
        sent=sent,
        first_feeds=first_feeds,
        before=before,
        meanwhile=meanwhile,
        cpu={part: cost.cpu[part] - standing.cpu[part] for part in parts},
        wal=cost.wal - standing.wal,
        took=ended - begun,
        connections=connected,
        bytes=database_bytes(database),
    )


def _openingday(due_at: float, *command: str) -> list[str]:
    return [sys.executable, "-m", "bench.thursday.process", str(due_at), *command]


async def _poll_while(poller: Poller, rate: float, going: Callable[[], bool]) -> Polls:
    stop = asyncio.Event()
    polling = asyncio.create_task(poller.poll(rate, stop))
    while await asyncio.to_thread(going):  # noqa: ASYNC110 - it lies in the database
        await asyncio.sleep(LOOK_EVERY)
    stop.set()
    return await polling


def _sent(port: int) -> int:
    found = SENT.search(fetch(port, "/metrics")[1])
    return int(float(found[1])) if found else 0
