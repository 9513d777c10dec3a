"""The worker's clock goes on ticking after whatever happens to it: to the time, to the database, to the disk."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import ExceptionContext, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from db.engine import Database
from db.words import DeliveryStatus, EventType
from releases.clock import Clock
from tests.faults.conftest import Say
from tests.faults.ledger import keeping
from tests.faults.stage import DUE, all_delivered, delivered, fill, opened
from tests.faults.workers import crew
from tests.openingday.service import wait_until
from tests.receiver import Receiver
from tests.scheduler.scene import Scene

Condition = Callable[[], bool]
# Back and forth, though never to before anything was subscribed.
JUMPS = [timedelta(hours=hours) for hours in (5, -3, 11, -12)]


def in_turn(conditions: Iterator[Condition]) -> Condition:
    """Holds once each has held, one after the other; each is asked for when the one before holds."""
    waiting = [next(conditions)]

    def hold() -> bool:
        while waiting[-1]():
            following = next(conditions, None)
            if following is None:
                return True
            waiting.append(following)
        return False

    return hold


def errors_of(database: Database) -> list[str]:
    """What the database has refused, as it refuses it."""
    errors: list[str] = []

    def note(context: ExceptionContext) -> None:
        errors.append(str(context.original_exception))

    event.listen(database.engine, "handle_error", note)
    return errors


def told(scene: Scene, count: int) -> Condition:
    """Whether so much news has been delivered."""
    return lambda: scene.deliveries(event=EventType.ANNOUNCED) == [(None, DeliveryStatus.DELIVERED)] * count


def test_it_ticks_on_when_the_machines_time_jumps_by_hours(database: Database) -> None:
    scene = Scene(database, Clock())

    def jumps() -> Iterator[Condition]:
        scene.announce(title="Before", on="2035-12-26")
        yield told(scene, 1)
        for number, jump in enumerate(JUMPS, start=2):
            traveller.shift(jump)
            scene.announce(title=f"After jump {number}", on="2035-12-26")
            yield told(scene, number)

    with Receiver() as receiver, time_machine.travel(datetime.now(UTC), tick=True) as traveller:
        scene.subscribe(receiver.url(), events=["release.announced"])
        scene.work(until=in_turn(jumps()))
        assert len(receiver.requests) == 1 + len(JUMPS)


def test_it_ticks_on_when_the_database_fails_in_a_tick(database: Database, clock: Clock) -> None:
    scene = Scene(database, clock)
    errors = errors_of(database)

    def rename(table: str, name: str) -> None:
        with database.write() as session:
            session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))

    def failures() -> Iterator[Condition]:
        yield told(scene, 1)
        for number, table in enumerate(("reminder", "delivery"), start=2):
            before = len(errors)
            rename(table, "gone")
            yield lambda before=before: len(errors) > before  # type: ignore[misc] # bound now
            rename("gone", table)
            scene.announce(title=f"After {table}")
            yield told(scene, number)

    with Receiver() as receiver:
        scene.subscribe(receiver.url(), events=["release.announced"])
        scene.announce()
        scene.work(until=in_turn(failures()))
        assert len(receiver.requests) == 3


def test_it_ticks_on_when_sqlite_has_had_no_room(sqlite_template: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path)}"
    most_pages = [1]  # fewer than there are: none can be added

    def limit(connection: DBAPIConnection, *_: object) -> None:
        connection.cursor().execute(f"PRAGMA max_page_count = {most_pages[0]}")

    def no_room_then_room() -> Iterator[Condition]:
        yield lambda: len(errors) >= 3
        assert set(errors) == {"database or disk is full"}
        most_pages[0] = 2**32 - 2  # SQLite's own
        yield lambda: all_delivered(database, count)

    with Receiver() as receiver, opened(url) as database, opened(url) as worker:
        event.listen(worker.engine, "checkout", limit)
        errors = errors_of(worker)
        count = fill(database, receiver.url(), releases=10, subscriptions=30)
        Scene(worker, Clock(DUE)).work(until=in_turn(no_room_then_room()))
        assert {request.headers["webhook-id"] for request in receiver.requests} == delivered(database)


def test_a_full_disk_loses_nothing(sqlite_template: Path, tmp_path: Path, soak: bool, say: Say) -> None:
    """A real one: a small file system in memory, which a file fills up, then leaves."""
    if not soak:
        pytest.skip("only the long runs mount a disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=False).returncode:  # noqa: S607 - wherever it is
        pytest.skip("mounting a disk needs the right to")
    try:
        url = f"sqlite:///{shutil.copy(sqlite_template, disk)}"
        with (
            opened(url) as database,
            keeping(tmp_path / "ledger", slowness=0.5) as ledger,
            crew(tmp_path, url) as ours,
        ):
            count = fill(database, ledger.url, releases=20, subscriptions=50)
            worker = ours.start(DUE)
            wait_until(lambda: ledger.count() > 0)
            fill_up(disk / "filler")
            wait_until(lambda: "database or disk is full" in ours.log.read_text())
            full = ledger.count()
            (disk / "filler").unlink()
            wait_until(lambda: all_delivered(database, count), patience=120)
            assert worker.is_alive()
            arrivals = ledger.ids()
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607 - wherever it is
    assert len(set(arrivals)) == count
    say(
        f"SQLite on a full disk: {full} of {count} deliveries had arrived by then, all did in the end, "
        f"{len(arrivals) - count} second copies"
    )


def fill_up(file: Path) -> None:
    """Take all the room that is left, up to what the worker itself takes meanwhile."""
    with suppress(OSError), file.open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))
