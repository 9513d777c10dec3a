from datetime import timedelta

import httpx
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_openmetrics
from prometheus_client.parser import text_string_to_metric_families as read_text

from db.engine import Database
from openingday import metrics
from releases.clock import Clock
from scheduler.health.heartbeat import beat
from tests.scheduler.scene import Scene


@pytest.fixture(autouse=True)
def _read_at_every_scrape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "READ_AGAIN_AFTER", timedelta(0))


def scrape(client: httpx.Client) -> dict[str, float]:
    """Each sample by its name and labels."""
    answer = client.get("/metrics").raise_for_status()
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in read_text(answer.text)
        for sample in family.samples
        if sample.name.startswith("openingday_")
    }


def test_metrics_show_the_backlog_and_failing_subscriptions(
    client: httpx.Client, database: Database, clock: Clock
) -> None:
    assert "openingday_last_tick_age_seconds" not in scrape(client)
    scene = Scene(database, clock)
    scene.announce()
    scene.announce(title="Wicked")
    subscription = scene.subscribe()
    scene.clock.advance(timedelta(hours=2))
    told = scrape(client)
    assert told["openingday_reminders_due"] == 2
    assert 3600 <= told["openingday_due_age_seconds"] < 3630
    scene.tick()
    with database.write() as session:
        beat(session, Clock.machine() - timedelta(minutes=1))
    told = scrape(client)
    assert (told["openingday_backlog_pending"], told["openingday_backlog_due"]) == (2, 2)
    assert told["openingday_reminders_due"] == 0
    assert 0 <= told["openingday_due_age_seconds"] < 30
    assert 60 <= told["openingday_last_tick_age_seconds"] < 90
    assert told["openingday_database_up"] == 1
    scene.pause(subscription)
    told = scrape(client)
    assert (told["openingday_subscriptions_paused"], told["openingday_backlog_held"]) == (1, 2)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_metrics_count_feed_answers_by_status(client: httpx.Client) -> None:
    etag = client.get("/feeds/nz.ics").headers["etag"]
    client.head("/feeds/nz.ics")
    client.get("/feeds/nz.ics", headers={"If-None-Match": etag})
    client.get("/feeds/xx.ics")
    told = scrape(client)
    assert [told[f"openingday_feed_requests_total {status}"] for status in (200, 304, 404)] == [2, 1, 1]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_metrics_support_openmetrics_and_name_no_address(
    client: httpx.Client, database: Database, clock: Clock
) -> None:
    Scene(database, clock).subscribe("http://127.0.0.1:9/a-secret")
    answer = client.get("/metrics", headers={"Accept": "application/openmetrics-text"})
    assert "openmetrics" in answer.headers["content-type"]
    families = read_openmetrics(answer.text)  # type: ignore[no-untyped-call] # it ships none
    assert any(family.name == "openingday_backlog_due" for family in families)
    assert "a-secret" not in answer.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_metrics_answer_while_the_database_is_away(client: httpx.Client, database: Database) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE delivery RENAME TO elsewhere")
    told = scrape(client)
    assert told["openingday_database_up"] == 0
    assert "openingday_backlog_due" not in told
