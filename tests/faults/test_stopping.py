"""A service manager stops a worker in the middle of its work, as at every deployment."""

from pathlib import Path

from sqlmodel import select

from db.engine import Database
from db.models import Delivery
from db.words import DeliveryStatus
from tests.faults.stage import DUE, fill
from tests.faults.workers import crew
from tests.openingday.service import wait_until
from tests.receiver import Answer, Manner, Receiver


def test_sigterm_lets_what_is_on_its_way_end_and_gives_the_rest_back(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    def leased() -> int:
        return sum(each.claimed_until is not None for each in deliveries(database))

    with Receiver() as receiver, crew(tmp_path, database_url) as ours:
        receiver.answer("/hook/0", Answer(manner=Manner.HANG))
        count = fill(database, receiver.url(), releases=5, subscriptions=1)
        worker = ours.start(DUE, max_connections_per_host="2")
        receiver.wait_for(2)
        worker.terminate()
        wait_until(lambda: leased() == 2)  # what nobody sends is free for others at once
        assert worker.is_alive()
        receiver.release()
        ours.stop()
        states = sorted((each.status, each.claimed_until) for each in deliveries(database))
        assert states == [(DeliveryStatus.DELIVERED, None)] * 2 + [(DeliveryStatus.PENDING, None)] * (
            count - 2
        )
        assert len(receiver.requests) == 2


def deliveries(database: Database) -> list[Delivery]:
    with database.read() as session:
        return list(session.exec(select(Delivery)))
