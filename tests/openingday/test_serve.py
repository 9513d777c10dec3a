import json
import socket
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from icalendar import Calendar, Event
from sqlmodel import select
from standardwebhooks import Webhook

from db.engine import Database
from db.models import Attempt, Delivery
from releases.editors import create_token
from scheduler.deliveries.lease import LEASE
from tests.openingday.service import Service, free_port, running, wait_until
from tests.receiver import Receiver

DUE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)  # 09:00 in Auckland, a week before Boxing Day
RELEASES, SUBSCRIPTIONS = "/api/v1/releases", "/api/v1/subscriptions"


def editor_of(database: Database) -> dict[str, str]:
    with database.write() as session:
        _, token = create_token(session, "test", [], DUE)
    return {"Authorization": f"Bearer {token}"}


def announce(service: Service, editor: dict[str, str]) -> dict[str, Any]:
    body = {"title": "Anora", "region": "NZ", "on": "Boxing Day", "year": 2024}
    release: dict[str, Any] = (
        service.client.post(RELEASES, json=body, headers=editor).raise_for_status().json()
    )
    return release


def subscribe(service: Service, url: str) -> dict[str, Any]:
    """Subscribe a webhook, and wait until its address has answered the ping."""
    body = {"channel": "webhook", "url": url, "regions": ["NZ"]}
    made: dict[str, Any] = service.client.post(SUBSCRIPTIONS, json=body).raise_for_status().json()
    mine = {"Authorization": f"Bearer {made['manage_token']}"}

    def active() -> bool:
        read = service.client.get(f"{SUBSCRIPTIONS}/{made['id']}", headers=mine)
        return bool(read.json()["status"] == "active")

    wait_until(active)
    return made


def event_of(client: httpx.Client, release: dict[str, Any]) -> Event:
    calendar = Calendar.from_ical(client.get("/feeds/nz.ics").raise_for_status().content)
    (event,) = [each for each in calendar.events if str(each["UID"]).startswith(release["id"])]
    return event


def day_of(event: Event) -> str:
    day: date = event.decoded("DTSTART")
    return day.isoformat()


def test_a_reminder_arrives_within_a_second_of_its_time(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    with Receiver() as receiver:
        with running(tmp_path, database_url, DUE - timedelta(hours=1)) as service:
            release = announce(service, editor_of(database))
            secret = subscribe(service, receiver.url())["secret"]
        with running(tmp_path, database_url, DUE - timedelta(seconds=10)):
            _, reminder = receiver.wait_for(2, timeout=60)
            wait_until(lambda: len(attempts(database)) == 2)
    body = Webhook(secret).verify(reminder.body, reminder.headers)
    assert (body["type"], body["data"]["release"]["id"]) == ("release.reminder", release["id"])
    assert timedelta(0) <= attempts(database)[-1].started_at - DUE < timedelta(seconds=1)


def test_a_delivery_interrupted_by_a_kill_arrives_under_the_same_id(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    port = free_port()
    with running(tmp_path, database_url, DUE - timedelta(hours=1)) as service:
        announce(service, editor_of(database))
        with Receiver(port=port) as receiver:
            subscribe(service, receiver.url())
    # Nobody can connect to a listener with a full backlog: the worker has claimed, but cannot send.
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        full.bind(("127.0.0.1", port))
        full.listen(0)
        for filler in (first, second):
            filler.setblocking(False)  # noqa: FBT003 - the standard library's
            filler.connect_ex(("127.0.0.1", port))
        with running(tmp_path, database_url, DUE) as service:
            wait_until(lambda: any(each.claimed_until for each in deliveries(database)))
            (claimed,) = [each for each in deliveries(database) if each.claimed_until]
            service.kill()
    assert len(attempts(database)) == 1  # the ping's; none of the reminder
    assert claimed.claimed_until is not None
    again = claimed.claimed_until - timedelta(seconds=2)
    with Receiver(port=port) as receiver, running(tmp_path, database_url, again):
        (request,) = receiver.wait_for(1, timeout=60)
        wait_until(lambda: len(attempts(database)) == 2)
    assert request.headers["webhook-id"] == str(claimed.id)
    assert attempts(database)[-1].started_at >= claimed.claimed_until
    assert claimed.claimed_until - DUE >= LEASE


def test_moving_a_release_changes_feed_and_reminders_and_sends_an_event(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    editor = editor_of(database)
    with Receiver() as receiver:
        with running(tmp_path, database_url, DUE - timedelta(minutes=1)) as service:
            release = announce(service, editor)
            subscribe(service, receiver.url())
            before = event_of(service.client, release)
            path = f"{RELEASES}/{release['id']}"
            service.client.patch(path, json={"on": "2 January"}, headers=editor).raise_for_status()
            wait_until(lambda: day_of(event_of(service.client, release)) == "2025-01-02")
            after = event_of(service.client, release)
            reminders = service.client.get(f"{path}/reminders").json()["items"]
            receiver.wait_for(2)
        assert day_of(before) == "2024-12-26"
        assert (after["UID"], after.sequence) == (before["UID"], before.sequence + 1)
        assert {(each["opens_on"], each["status"]) for each in reminders} == {
            ("2024-12-26", "superseded"),
            ("2025-01-02", "pending"),
        }
        # Past every reminder of the old date, up to the first of the new date.
        with running(tmp_path, database_url, datetime(2024, 12, 25, 20, 0, tzinfo=UTC)):
            bodies = [json.loads(request.body) for request in receiver.wait_for(3)]
            wait_until(lambda: len(attempts(database)) == 3)
    assert [body["type"] for body in bodies] == ["subscription.verify", "release.moved", "release.reminder"]
    assert bodies[1]["data"]["previous"] == "2024-12-26"
    assert [body["data"]["release"]["opens_on"] for body in bodies[1:]] == ["2025-01-02", "2025-01-02"]
    assert bodies[2]["data"]["days_until"] == 7


def test_the_service_stops_gracefully_on_sigterm(database_url: str, tmp_path: Path) -> None:
    with running(tmp_path, database_url, DUE) as service:
        service.process.terminate()
        service.process.wait(30)
    log = service.log.read_text()
    assert "the worker has stopped" in log
    assert "Traceback" not in log


def attempts(database: Database) -> list[Attempt]:
    with database.read() as session:
        return list(session.exec(select(Attempt).order_by(Attempt.id)))  # type: ignore[arg-type] # a column


def deliveries(database: Database) -> list[Delivery]:
    with database.read() as session:
        return list(session.exec(select(Delivery)))
