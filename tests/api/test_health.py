from datetime import timedelta

import httpx
import pytest

from db.engine import Database
from releases.clock import Clock
from scheduler.health.heartbeat import beat


def test_healthz_answers_while_the_process_lives(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_answers_200_while_a_worker_ticks(client: httpx.Client, database: Database) -> None:
    before = client.get("/readyz")
    assert (before.status_code, before.json()["status"]) == (503, "unready")
    assert "openingday worker" in before.json()["checks"]["tick"]
    with database.write() as session:
        beat(session, Clock.machine())
    assert client.get("/readyz").json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "tick": "ok"},
    }
    with database.write() as session:
        beat(session, Clock.machine() - timedelta(minutes=2))
    assert client.get("/readyz").status_code == 503


def test_readyz_answers_503_without_migrations(client: httpx.Client, database: Database) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "openingday serve" in answer.json()["checks"]["migrations"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_readyz_answers_promptly_when_the_database_hangs(client: httpx.Client, database: Database) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql("LOCK alembic_version")
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["checks"]) == (503, {"database": "cannot be reached"})
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_requests_answer_503_with_retry_after_while_the_database_is_away(
    client: httpx.Client, database: Database
) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE release RENAME TO release_away")
    answer = client.get("/api/v1/releases")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert answer.json()["type"] == "https://openingday.example/problems/unavailable"
    page = client.get("/nz")
    assert (page.status_code, page.headers["retry-after"]) == (503, "60")
    assert "release_away" not in page.text
