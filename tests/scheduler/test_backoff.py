"""The worker survives database errors: it logs once, backs off, and recovers."""

import threading
from datetime import UTC, datetime

from structlog.testing import capture_logs

from db.words import DeliveryStatus
from scheduler.worker.database_thread import Backoff
from tests.receiver import Answer, Manner, Receiver
from tests.scheduler.scene import Scene

DUE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)


def rename(scene: Scene, table: str, name: str) -> None:
    with scene.database.write() as session:
        session.connection().exec_driver_sql(f"ALTER TABLE {table} RENAME TO {name}")


def test_the_worker_recovers_from_a_database_error(scene: Scene, receiver: Receiver) -> None:
    scene.announce()
    scene.subscribe(receiver.url())
    scene.clock.set(DUE)
    rename(scene, "delivery", "away")
    mended = threading.Event()

    def arrived() -> bool:
        troubles = [each for each in logs if each["log_level"] == "error"]
        if troubles and not mended.is_set():
            rename(scene, "away", "delivery")
            mended.set()
        return mended.is_set() and [status for _, status in scene.deliveries()] == [DeliveryStatus.DELIVERED]

    with capture_logs() as logs:
        scene.work(arrived)
    failed = [each["job"] for each in logs if each["log_level"] == "error"]
    assert len(failed) == len(set(failed)), "each trouble is told once"
    assert set(failed) <= {each["job"] for each in logs if each["event"] == "this works again"}
    assert len(receiver.requests) == 1


def test_results_are_recorded_once_the_database_recovers(scene: Scene, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(manner=Manner.HANG))
    scene.announce()
    scene.subscribe(receiver.url())
    scene.clock.set(DUE)
    steps: list[str] = []

    def written() -> bool:
        if receiver.requests and not steps:
            rename(scene, "attempt", "away")
            receiver.release()
            steps.append("away")
        if steps == ["away"] and any(each["log_level"] == "error" for each in logs):
            rename(scene, "away", "attempt")
            steps.append("back")
        return [status for _, status in scene.deliveries()] == [DeliveryStatus.DELIVERED]

    with capture_logs() as logs:
        scene.work(written)
    assert steps == ["away", "back"]
    assert len(receiver.requests) == len(scene.attempts()) == 1


def test_only_the_first_failure_and_the_recovery_are_logged() -> None:
    backoff = Backoff("the job")
    with capture_logs() as logs:
        for divisor in (0, 0, 0):
            try:
                1 / divisor
            except ZeroDivisionError:
                backoff.failed()
        backoff.succeeded()
        backoff.succeeded()
    assert [(each["log_level"], each["job"]) for each in logs] == [("error", "the job"), ("info", "the job")]
    assert logs[0]["exc_info"]


def test_the_wait_doubles_up_to_its_limit() -> None:
    backoff = Backoff("it")
    waits = []
    for _ in range(10):
        backoff.failed()
        waits.append(backoff.wait_seconds)
    assert waits == sorted(waits)
    assert waits[:3] == [0.1, 0.2, 0.4]
    assert waits[-1] == 5.0
    backoff.succeeded()
    backoff.failed()
    assert backoff.wait_seconds == 0.1
