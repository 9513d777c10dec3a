"""Rotating secrets, custom headers, and sending deliveries again on request."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import select
from standardwebhooks import Webhook, WebhookVerificationError

from db.engine import Database
from db.models import Delivery, Event
from db.words import DeliveryStatus, EventType
from releases.clock import Clock
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from scheduler.fanout.tick import tick
from scheduler.subscriptions.status import activate
from tests.api.conftest import token_headers
from tests.api.test_subscriptions import SUBSCRIPTIONS, subscribe
from tests.openingday.service import wait_until
from tests.receiver import Answer, Received, Receiver

EDITOR = Editor("test")


class Subscriber:
    """An active subscription, and its calls to the API."""

    def __init__(self, client: httpx.Client, database: Database, clock: Clock, url: str, **more: Any) -> None:
        self.client, self.database, self.clock = client, database, clock
        self.made, self.mine = subscribe(client, url=url, **more)
        self.path = f"{SUBSCRIPTIONS}/{self.made['id']}"
        with database.write() as session:
            activate(session, UUID(self.made["id"]), url, clock.now())
            for ping in session.exec(select(Delivery).where(Delivery.status == DeliveryStatus.PENDING)):
                ping.status, ping.finished_at = DeliveryStatus.DELIVERED, clock.now()

    def post(self, path: str, body: Any = None) -> httpx.Response:
        return self.client.post(path, json=body, headers=self.mine)

    def read(self, path: str) -> dict[str, Any]:
        read: dict[str, Any] = self.client.get(path, headers=self.mine).raise_for_status().json()
        return read

    def is_told(self, title: str = "Anora", on: str = "2025-06-05") -> str:
        """Announce a release, and return the id of the delivery about it."""
        with self.database.write() as session:
            Desk(session, self.clock.now(), EDITOR).announce(NewRelease(title=title, region="NZ", on=on))
        tick(self.database, self.clock)
        listed = self.client.get(f"{self.path}/deliveries", headers=self.mine).json()["items"]
        told: str = listed[0]["id"]
        return told

    def set(self, delivery: str, **values: Any) -> None:
        with self.database.write() as session:
            row = session.get_one(Delivery, UUID(delivery))
            for name, value in values.items():
                setattr(row, name, value)


@pytest.fixture
def subscriber(client: httpx.Client, database: Database, clock: Clock, receiver: Receiver) -> Subscriber:
    return Subscriber(
        client, database, clock, receiver.url(), events=["release.announced", "release.reminder"]
    )


@pytest.fixture
def served(worked: httpx.Client, database: Database, clock: Clock, receiver: Receiver) -> Subscriber:
    """One whose deliveries a worker sends."""
    return Subscriber(worked, database, clock, receiver.url(), events=["release.announced"])


def examples_in(receiver: Receiver) -> list[Received]:
    """The examples that came, without pings."""
    return [each for each in receiver.requests if json.loads(each.body)["type"] == "subscription.test"]


def verifies(request: Received, secret: str) -> bool:
    try:
        Webhook(secret).verify(request.body, request.headers)
    except WebhookVerificationError:
        return False
    return True


def own_secret(byte: bytes, size: int = 32) -> str:
    return "whsec_" + base64.b64encode(byte * size).decode()


def test_after_a_rotation_both_secrets_sign_for_a_day(served: Subscriber, receiver: Receiver) -> None:
    old = served.made["secret"]
    rotated = served.post(f"{served.path}/rotate-secret").json()
    new = rotated["secret"]
    read = served.client.get(served.path, headers=served.mine)
    assert new not in read.text
    until = datetime.fromisoformat(read.json()["previous_secret_until"])
    assert timedelta(hours=23.9) < until - served.clock.now() <= timedelta(hours=24)
    for hours in (0, 23, 2):
        served.clock.advance(timedelta(hours=hours))
        served.post(f"{served.path}/test")
    assert [(verifies(each, old), verifies(each, new)) for each in examples_in(receiver)] == [
        (True, True),
        (True, True),
        (False, True),
    ]


def test_a_subscriber_may_bring_a_secret(served: Subscriber, receiver: Receiver) -> None:
    mine = own_secret(b"a")
    brought = Subscriber(served.client, served.database, served.clock, receiver.url("/b"), secret=mine)
    assert brought.made["secret"] == mine
    assert brought.post(f"{brought.path}/rotate-secret", {"secret": mine}).status_code == 422
    other = own_secret(b"b", 24)
    assert brought.post(f"{brought.path}/rotate-secret", {"secret": other}).json()["secret"] == other
    brought.post(f"{brought.path}/test")
    assert verifies(examples_in(receiver)[0], mine)
    assert verifies(examples_in(receiver)[0], other)


def test_a_malformed_secret_is_rejected_without_repeating_it(subscriber: Subscriber) -> None:
    url = {"channel": "webhook", "url": "http://127.0.0.1:9/"}
    for secret in ("hunter2", own_secret(b"a", 23), own_secret(b"a", 65), "whsec_!"):
        for answer in (
            subscriber.client.post(SUBSCRIPTIONS, json={**url, "secret": secret}),
            subscriber.post(f"{subscriber.path}/rotate-secret", {"secret": secret}),
        ):
            assert answer.status_code == 422
            (error,) = answer.json()["errors"]
            assert error["field"] == "secret"
            assert "24 to 64 bytes" in error["detail"]
            assert secret.removeprefix("whsec_") not in answer.text


def test_own_headers_are_sent_and_never_shown(served: Subscriber, receiver: Receiver) -> None:
    given = {"Authorization": "Bearer hunter2", "X-Room": "42"}
    changed = served.client.patch(served.path, json={"headers": given}, headers=served.mine)
    assert changed.json()["header_names"] == ["Authorization", "X-Room"]
    served.post(f"{served.path}/test")
    listed = served.client.get(f"{served.path}/deliveries", headers=served.mine)
    sent = examples_in(receiver)[0].headers
    assert (sent["authorization"], sent["x-room"]) == ("Bearer hunter2", "42")
    assert verifies(examples_in(receiver)[0], served.made["secret"])
    assert "hunter2" not in changed.text + listed.text
    without = served.client.patch(served.path, json={"headers": {}}, headers=served.mine)
    assert without.json()["header_names"] == []


def test_bad_headers_are_rejected_without_repeating_their_values(subscriber: Subscriber) -> None:
    for headers in ({"Host": "hunter2"}, {"X-A": "hunter2\r\n"}, {"X-A": ["hunter2"]}):
        for answer in (
            subscriber.client.post(
                SUBSCRIPTIONS, json={"channel": "webhook", "url": "http://127.0.0.1:9/", "headers": headers}
            ),
            subscriber.client.patch(subscriber.path, json={"headers": headers}, headers=subscriber.mine),
        ):
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["field"].startswith("headers")
            assert "hunter2" not in answer.text
    assert subscriber.client.get(subscriber.path, headers=subscriber.mine).json()["header_names"] == []


def test_what_failed_is_sent_again_at_once_under_its_id(served: Subscriber, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(200))
    told = served.is_told()
    path = f"/api/v1/deliveries/{told}"
    wait_until(lambda: served.read(path)["status"] == "delivered")
    receiver.answer("/hook", Answer(500, body=b"still down"), Answer(200, body=b"thanks"))
    served.set(told, status=DeliveryStatus.FAILED, reason="every attempt failed", attempts=10)
    again = served.post(f"{path}/retry")
    assert (again.status_code, again.json()["status"], again.json()["tries"]) == (200, "pending", 11)
    soon = datetime.fromisoformat(again.json()["next_attempt_at"]) - served.clock.now()
    assert soon < timedelta(seconds=7)  # the backoff begins anew
    arrived = served.post(f"{path}/retry").json()
    assert (arrived["status"], arrived["reason"]) == ("delivered", None)
    assert [(each["number"], each["status_code"], each["excerpt"]) for each in arrived["attempts"][1:]] == [
        (11, 500, "still down"),
        (12, 200, "thanks"),
    ]
    sent = [request for request in receiver.requests if request.headers["webhook-id"] == told]
    assert len(sent) == 3
    assert arrived["message"] == json.loads(sent[-1].body)
    assert served.post(f"{path}/retry").json()["tries"] == 13  # who lost it may have it again


def test_without_a_worker_nothing_is_sent_from_here_and_the_answer_says_where_to_look(
    subscriber: Subscriber, receiver: Receiver
) -> None:
    told = subscriber.is_told()
    again = subscriber.post(f"/api/v1/deliveries/{told}/retry")
    assert (again.status_code, again.json()["status"], again.json()["tries"]) == (202, "pending", 0)
    test = subscriber.post(f"{subscriber.path}/test")
    assert (test.status_code, test.json()["attempt"]) == (202, None)
    for answer, delivery in ((again, told), (test, test.json()["delivery"])):
        address = f"/api/v1/deliveries/{delivery}"
        assert answer.headers["location"] == f"https://openingday.example{address}"
        assert subscriber.read(address)["status"] == "pending"
    assert receiver.connections == 0


def test_a_delivery_that_is_useless_or_being_sent_is_not_retried(
    subscriber: Subscriber, receiver: Receiver
) -> None:
    told, now = subscriber.is_told(), subscriber.clock.now()
    cases: list[tuple[str, dict[str, Any]]] = [
        ("the release was moved", {"status": DeliveryStatus.SUPERSEDED, "reason": "the release was moved"}),
        ("the release had opened", {"status": DeliveryStatus.EXPIRED, "reason": "the release had opened"}),
        ("it has expired", {"status": DeliveryStatus.DELIVERED, "expires_at": now}),
        ("being sent", {"status": DeliveryStatus.PENDING, "claimed_until": now + timedelta(seconds=30)}),
    ]
    for reason, values in cases:
        subscriber.set(told, **values)
        answer = subscriber.post(f"/api/v1/deliveries/{told}/retry")
        assert (answer.status_code, answer.json()["status"]) == (409, 409)
        assert reason in answer.json()["detail"]
    assert receiver.requests == []


def test_a_failed_reminder_for_a_superseded_date_is_not_retried(
    subscriber: Subscriber, receiver: Receiver
) -> None:
    with subscriber.database.write() as session:
        desk = Desk(session, subscriber.clock.now(), EDITOR)
        release = desk.announce(NewRelease(title="Anora", region="NZ", on="2024-12-26"))
    subscriber.clock.advance(timedelta(hours=1, minutes=1))  # a week before, 09:00
    tick(subscriber.database, subscriber.clock)
    with subscriber.database.read() as session:
        reminder = session.exec(select(Delivery.id).join(Event).where(Event.type == EventType.REMINDER)).one()
    subscriber.set(str(reminder), status=DeliveryStatus.FAILED, reason="every attempt failed")
    with subscriber.database.write() as session:
        Desk(session, subscriber.clock.now(), EDITOR).move(release.id, "2025-01-30")
    answer = subscriber.post(f"/api/v1/deliveries/{reminder}/retry")
    assert (answer.status_code, "the release was changed" in answer.json()["detail"]) == (409, True)
    body = {"since": "2024-12-01T00:00:00Z"}
    assert subscriber.post(f"{subscriber.path}/recover", body).json() == {"recovered": 0}
    assert receiver.requests == []


def test_recover_resends_useful_deliveries_that_failed_since_then(subscriber: Subscriber) -> None:
    early = subscriber.is_told("Early")
    subscriber.clock.advance(timedelta(hours=1))
    since = subscriber.clock.now()
    failed, arrived, over = (subscriber.is_told(title) for title in ("Failed", "Arrived", "Over"))
    test = subscriber.post(f"{subscriber.path}/test").json()["delivery"]
    for told in (early, failed):
        subscriber.set(told, status=DeliveryStatus.FAILED, attempts=10, finished_at=since)
    for told in (test, arrived):
        subscriber.set(told, status=DeliveryStatus.DELIVERED, finished_at=since)
    subscriber.set(over, status=DeliveryStatus.FAILED, expires_at=since)
    answer = subscriber.post(f"{subscriber.path}/recover", {"since": since.isoformat()})
    assert (answer.status_code, answer.json()) == (202, {"recovered": 1})
    listed = subscriber.client.get(
        f"{subscriber.path}/deliveries", params={"status": "pending"}, headers=subscriber.mine
    )
    assert [each["id"] for each in listed.json()["items"]] == [failed]


def test_recovering_sends_again_what_never_becomes_useless(subscriber: Subscriber) -> None:
    undated = subscriber.is_told("Undated", on="tba")
    subscriber.set(undated, status=DeliveryStatus.FAILED, attempts=10, finished_at=subscriber.clock.now())
    answer = subscriber.post(f"{subscriber.path}/recover", {"since": "2024-12-01T00:00:00Z"})
    assert answer.json() == {"recovered": 1}


def test_a_paused_subscription_says_so_before_anything_is_sent_again(subscriber: Subscriber) -> None:
    told = subscriber.is_told()
    assert subscriber.post(f"{subscriber.path}/pause").status_code == 200
    for path, body in (
        (f"{subscriber.path}/recover", {"since": "2024-12-01T00:00:00Z"}),
        (f"/api/v1/deliveries/{told}/retry", None),
    ):
        answer = subscriber.post(path, body)
        assert (answer.status_code, answer.json()["detail"]) == (
            409,
            "the subscription is paused: resume it first",
        )
    assert subscriber.post(f"{subscriber.path}/resume").status_code == 200
    assert subscriber.post(f"/api/v1/deliveries/{told}/retry").status_code == 202


def test_recover_needs_an_instant_in_the_past(subscriber: Subscriber) -> None:
    cases: list[tuple[dict[str, str], str]] = [
        ({"since": "yesterday"}, "such as 2024-12-26T09:00:00Z"),
        ({"since": "2024-12-01T00:00:00"}, "time zone"),
        ({"since": "2999-01-01T00:00:00Z"}, "future"),
        ({}, "missing"),
    ]
    for body, hint in cases:
        answer = subscriber.post(f"{subscriber.path}/recover", body)
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert error["field"] == "since"
        assert hint in error["detail"]


def test_nobody_can_retry_another_subscriptions_deliveries(
    subscriber: Subscriber, client: httpx.Client
) -> None:
    told = subscriber.is_told()
    _, others = subscribe(client)
    for path in (f"/api/v1/deliveries/{told}/retry", f"{subscriber.path}/rotate-secret"):
        assert client.post(path).status_code == 401
    refused = client.post(f"{subscriber.path}/rotate-secret", headers=others)
    assert (refused.status_code, "another subscription" in refused.json()["detail"]) == (401, True)
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "end"), [("GET", ""), ("POST", "/retry")])
def test_the_answer_does_not_tell_which_deliveries_exist(
    subscriber: Subscriber, client: httpx.Client, database: Database, clock: Clock, method: str, end: str
) -> None:
    missing = "01940000-0000-7000-8000-000000000000"
    told = str(subscriber.is_told())
    _, others = subscribe(client)
    limited = token_headers(database, clock, ["NZ"])
    for headers, status in (
        ({}, 401),
        ({"Authorization": "Bearer nobody's"}, 401),
        ({"Authorization": "Bearer odm_nobody's"}, 404),
        (others, 404),
        (limited, 403),
    ):
        there, nowhere = (
            client.request(method, f"/api/v1/deliveries/{id_}{end}", headers=headers)
            for id_ in (told, missing)
        )
        assert there.status_code == nowhere.status_code == status
        assert there.text.replace(told, "ID") == nowhere.text.replace(missing, "ID")
