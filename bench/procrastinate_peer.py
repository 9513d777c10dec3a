"""The same deliveries on the same PostgreSQL by Procrastinate with httpx: what a user would pick instead."""

import importlib.util
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
import uvloop

from bench.databases import database_of
from bench.deliveries import deliver, fill
from bench.delivery import CONNECTIONS, COUNT, ROUNDS
from bench.receiver import receiving
from openingday.logs import set_up_logs
from releases.clock import Clock
from scheduler.channels.signing import new_secret, sign

if TYPE_CHECKING:
    from procrastinate.types import JSONValue

BATCH = 1_000  # jobs that are handed in at once


def main() -> None:
    """Print both rates, taken in turns, and their ratio."""
    if importlib.util.find_spec("procrastinate") is None:
        print("Procrastinate is not installed: left out")
        return
    set_up_logs("console", level="WARNING")
    rows = []
    with receiving() as receiver:
        for _ in range(ROUNDS):
            with database_of("PostgreSQL") as database:
                body = fill(database, receiver.url, COUNT)
                ours = COUNT / uvloop.run(deliver(database))[-1][0]
                address = database.engine.url.set(drivername="postgresql").render_as_string(
                    hide_password=False
                )
                peer = uvloop.run(_by_procrastinate(address, receiver.url, body))
            rows.append((ours, peer))
    ours, peer = (sorted(column)[ROUNDS // 2] for column in zip(*rows, strict=True))
    print(f"{COUNT:,} deliveries on PostgreSQL, ours: {ours:,.0f}/s")
    print(f"  Procrastinate with httpx: {peer:,.0f}/s; ratio {ours / peer:.1f} (goal ≥ 3)")


async def _by_procrastinate(database_url: str, url: str, body: bytes) -> float:
    """Deliveries a second: each a job that signs and posts, run by one worker of as many at once as ours."""
    from procrastinate import App, PsycopgConnector

    app = App(connector=PsycopgConnector(conninfo=database_url, max_size=20))
    secret = new_secret()
    async with (
        app.open_async(),
        httpx.AsyncClient(limits=httpx.Limits(max_connections=CONNECTIONS)) as client,
    ):

        @app.task(name="deliver")
        async def deliver_one(message: str) -> None:
            headers = sign([secret], message, Clock.machine(), body)
            (await client.post(url, content=body, headers=headers)).raise_for_status()

        await app.schema_manager.apply_schema_async()
        for _ in range(COUNT // BATCH):
            await deliver_one.batch_defer_async(*_messages())
        started = perf_counter()
        await app.run_worker_async(
            wait=False, concurrency=CONNECTIONS, install_signal_handlers=False, listen_notify=False
        )
        rate = COUNT / (perf_counter() - started)
        done = await app.job_manager.list_jobs_async(status="succeeded")
    if len(list(done)) != COUNT:
        raise AssertionError("Procrastinate did not deliver them all")
    return rate


def _messages() -> "list[dict[str, JSONValue]]":
    return [{"message": str(uuid4())} for _ in range(BATCH)]


if __name__ == "__main__":
    main()
