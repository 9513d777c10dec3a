import json
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import Database
from openingday.doctor.finding import Level
from releases.clock import Clock
from scheduler.health.heartbeat import beat
from tests.openingday.machine import Machine
from tests.scheduler.scene import Scene


def findings(machine: Machine, **settings: str) -> dict[str, list[tuple[str, str]]]:
    """Return the findings by subject, without those that are ok."""
    done = machine.run("doctor", "--json", **settings)
    found = json.loads(done.stdout)
    assert all((each["mend"] is None) == (each["level"] == "ok") for each in found)
    assert done.returncode == int(any(each["level"] == "error" for each in found))
    wrong: dict[str, list[tuple[str, str]]] = {}
    for each in found:
        if each["level"] != "ok":
            wrong.setdefault(each["subject"], []).append((each["level"], f"{each['says']} {each['mend']}"))
    return wrong


@pytest.fixture
def at_work(machine: Machine, database: Database) -> Machine:
    """A machine on which a worker ticked just now."""
    with database.write() as session:
        beat(session, Clock.machine())
    return machine


def test_doctor_finds_nothing_wrong_with_a_healthy_service(
    at_work: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENINGDAY_NOW")
    assert findings(at_work) == {}
    lines = at_work.says("doctor").splitlines()
    assert {line.split()[0] for line in lines} == {"ok"}
    assert {
        "settings",
        "database",
        "migrations",
        "clock",
        "tick",
        "backlog",
        "lateness",
        "subscriptions",
    } <= {line.split()[1] for line in lines}


def test_doctor_reports_a_silent_worker_and_a_backlog(
    machine: Machine, database: Database, clock: Clock
) -> None:
    assert findings(machine)["tick"][0][0] == "warning"  # it never ticked
    scene = Scene(database, clock)
    scene.subscribe()
    scene.announce()
    with database.write() as session:
        beat(session, Clock.machine() - timedelta(hours=5))
    found = findings(machine, now="2024-12-18T22:00:00Z")  # two hours after the 7-day reminder
    (tick,) = found["tick"]
    assert tick[0] == "error"
    assert "5 h ago" in tick[1]
    assert "openingday worker" in tick[1]
    with database.write() as session:
        beat(session, Clock.machine() + timedelta(hours=5))  # from before the clock was set back
    (tick,) = findings(machine)["tick"]
    assert tick[0] == "error"
    assert "5 h ahead of the time" in tick[1]
    (backlog,) = found["backlog"]
    assert "due are 1 reminder and 0 deliveries" in backlog[1]
    assert "2 h" in backlog[1]
    assert "OPENINGDAY_NOW" in found["clock"][0][1]


def test_doctor_reports_late_alerts_and_failing_addresses(
    at_work: Machine, database: Database, clock: Clock
) -> None:
    scene = Scene(database, clock)
    scene.subscribe()
    scene.announce()
    scene.clock.advance(timedelta(hours=3))
    scene.work(until=lambda: len(scene.attempts()) == 1)  # nothing answers
    found = findings(at_work, now=scene.clock.now().isoformat())
    assert "of 1 alert in the last day" in found["lateness"][0][1]
    assert "2 h" in found["lateness"][0][1]
    assert "1 failing" in found["subscriptions"][0][1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("settings", "level", "says"),
    [
        ({"public_ulr": "x"}, "warning", "did you mean OPENINGDAY_PUBLIC_URL?"),
        ({"port": "eighty"}, "error", "OPENINGDAY_PORT"),
        ({"host": "::"}, "warning", "which others cannot open"),
        ({"host": "192.0.2.1", "public_url": "http://localhost:8000"}, "warning", "which others cannot open"),
        ({"public_url": "openingday.example"}, "error", "https://openingday.example"),
        (
            {"host": "::", "public_url": "https://a.example", "allow_private_targets": "1"},
            "warning",
            "strangers",
        ),
    ],
)
def test_doctor_reports_settings_that_do_not_fit_together(
    machine: Machine, settings: dict[str, str], level: str, says: str
) -> None:
    (found,) = findings(machine, database_url="sqlite:///none.db", **settings)["settings"]
    assert found[0] == level
    assert says in found[1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_doctor_reports_an_unknown_setting_in_the_env_file(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPENINGDAY_HOSTS=x\nPATH=x\n")
    (found,) = findings(machine, database_url="sqlite:///none.db")["settings"]
    assert ".env has OPENINGDAY_HOSTS" in found[1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("url", "level", "says"),
    [
        ("sqlite:///none.db", "warning", "`openingday serve` makes it"),
        ("sqlite://", "error", "in memory"),
        ("mysql://ani:hunter2@127.0.0.1/x", "error", "postgresql://"),
        ("a secret", "error", "cannot be read"),
        ("postgresql://ani:hunter2@127.0.0.1:1/none", "error", "cannot be reached"),
        ("sqlite:///.", "error", "cannot be reached"),
    ],
)
def test_doctor_reports_an_unusable_database_and_creates_none(
    machine: Machine, tmp_path: Path, url: str, level: str, says: str
) -> None:
    (found,) = findings(machine, database_url=url)["database"]
    assert found[0] == level
    assert says in found[1]
    assert "hunter2" not in found[1]
    assert not (tmp_path / "none.db").exists()


def test_doctor_reports_tables_of_another_version(at_work: Machine, database: Database) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    (found,) = findings(at_work)["migrations"]
    assert found[0] == Level.ERROR
