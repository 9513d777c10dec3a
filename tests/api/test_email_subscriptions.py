from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from api import limits
from db.engine import Database
from db.models import Delivery, Event, Subscription
from db.words import EventType, SubscriptionStatus
from openingday.app import make_app
from openingday.secret_key import secret_key
from openingday.settings import Settings
from releases.clock import Clock
from scheduler.mail.links import MailLinks
from tests.server import serving

SUBSCRIPTIONS = "/api/v1/subscriptions"


def sign_up(client: httpx.Client, email: str = "reader@example.com", **change: Any) -> httpx.Response:
    return client.post(SUBSCRIPTIONS, json={"channel": "email", "email": email, **change})


def questions(database: Database) -> list[Delivery]:
    """The confirmation mails."""
    asked = select(Delivery).join(Event).where(Event.type == EventType.VERIFY).order_by(col(Delivery.id))
    with database.read() as session:
        return list(session.exec(asked))


def subscriptions(database: Database) -> list[Subscription]:
    with database.read() as session:
        return list(session.exec(select(Subscription).order_by(col(Subscription.id))))


def activate(database: Database) -> None:
    with database.write() as session:
        for each in session.exec(select(Subscription)):
            each.status, each.verified_at = SubscriptionStatus.ACTIVE, each.created_at


def test_an_address_is_mailed_once_an_hour_and_answers_do_not_reveal_whether_it_is_known(
    client: httpx.Client, database: Database, clock: Clock
) -> None:
    first = sign_up(client)
    assert (first.status_code, first.json()["status"]) == (202, "pending")
    assert not {"id", "manage_token", "secret"} & set(first.json())
    again = sign_up(client, "READER@Example.com", regions=["NZ"])
    assert (again.status_code, again.content) == (first.status_code, first.content)
    (waiting,) = subscriptions(database)
    assert len(questions(database)) == 1
    assert waiting.filters["regions"] == ["NZ"]  # the link confirms the latest choices
    activate(database)
    for _ in range(2):
        known = sign_up(client, regions=["AU"])
        assert (known.status_code, known.content) == (first.status_code, first.content)
    asked = questions(database)
    assert [each.next_attempt_at >= asked[0].next_attempt_at + timedelta(hours=1) for each in asked] == [
        False,
        True,
    ]
    assert [each.status for each in subscriptions(database)] == ["active", "pending"]
    clock.advance(timedelta(hours=2, seconds=1))
    sign_up(client)
    assert len(questions(database)) == 3


def test_concurrent_sign_ups_of_one_address_send_one_mail(client: httpx.Client, database: Database) -> None:
    with ThreadPoolExecutor(8) as crowd:
        statuses = list(crowd.map(lambda _: sign_up(client).status_code, range(16)))
    assert set(statuses) == {202}
    assert len(subscriptions(database)) == len(questions(database)) == 1


def test_an_address_is_stored_in_the_form_that_mail_is_sent_to(
    client: httpx.Client, database: Database
) -> None:
    for email in ("x@bücher.example", "o'brien+films@example.com"):
        assert sign_up(client, email).status_code == 202
    kept = [each.address for each in subscriptions(database)]
    assert kept == ["x@xn--bcher-kva.example", "o'brien+films@example.com"]


def test_bad_email_fields_are_named_and_change_nothing(client: httpx.Client, database: Database) -> None:
    for field, value in [
        ("email", "reader"),
        ("email", "a@b.example\r\nBcc: c@d.example"),
        ("email", '"a b"@example.com'),
        ("email", "Reader <reader@example.com>"),
        ("email", "x" * 100_000 + "@example.com"),
        ("email", None),
        ("url", "https://example.com/hook"),
        ("secret", "whsec_x"),
        ("headers", {"x": "y"}),
        ("regions", ["XX"]),
        ("except_regions", ["XX"]),
        ("except_titles", ["no-such-film"]),
    ]:
        answer = client.post(
            SUBSCRIPTIONS, json={"channel": "email", "email": "reader@example.com", field: value}
        )
        assert answer.status_code == 422, answer.text
        assert [each["field"] for each in answer.json()["errors"]] == [field]
        assert len(answer.text) < 2000
    assert subscriptions(database) == []


def test_a_digest_is_chosen_changed_and_turned_off(
    client: httpx.Client, database: Database, clock: Clock, editor: dict[str, str]
) -> None:
    clock.set(datetime(2024, 12, 18, 19, 0, tzinfo=UTC))  # 08:00 on Thursday in Auckland
    assert sign_up(client, regions=["NZ"], digest="weekly").status_code == 202
    (made,) = subscriptions(database)
    assert made.digest_at == datetime(2024, 12, 22, 20, 0, tzinfo=UTC)
    path = f"{SUBSCRIPTIONS}/{made.id}"
    links = MailLinks(secret_key(Settings(), database), "https://openingday.example")
    mine = {"Authorization": f"Bearer {links.manage_token(made.id)}"}
    assert client.get(path, headers=editor).json()["email"] == "…@example.com"
    daily = client.patch(path, json={"digest": "daily", "hour": 18}, headers=mine).json()
    assert (daily["digest"], daily["regions"]) == ("daily", ["NZ"])
    (changed,) = subscriptions(database)
    assert changed.digest_at == datetime(2024, 12, 19, 5, 0, tzinfo=UTC)
    assert client.patch(path, json={"leads": [3]}, headers=mine).json()["digest"] == "daily"
    assert client.patch(path, json={"digest": "none"}, headers=mine).json()["digest"] is None
    for refused in ({"digest": "hourly"}, {"url": "https://example.com/hook"}, {"headers": {"x": "y"}}):
        answer = client.patch(path, json=refused, headers=mine)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) in {(422, "digest"), (422, "url")}
    assert client.post(f"{path}/rotate-secret", headers=mine).status_code == 409


def test_a_webhook_has_no_email_and_no_digest(client: httpx.Client) -> None:
    for field, value in (("email", "reader@example.com"), ("digest", "daily")):
        body = {"channel": "webhook", "url": "http://127.0.0.1:9/hook", field: value}
        answer = client.post(SUBSCRIPTIONS, json=body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


@pytest.fixture
def narrow(database: Database, clock: Clock) -> Iterator[httpx.Client]:
    limits.forget_rates()
    app = make_app(Settings(sign_ups_per_hour=2), database, clock, worker=False)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def test_the_sign_up_limit_follows_the_setting(narrow: httpx.Client) -> None:
    statuses = [sign_up(narrow, f"reader{number}@example.com").status_code for number in range(3)]
    assert statuses == [202, 202, 429]
