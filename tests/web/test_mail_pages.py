"""Double opt-in, managing and unsubscribing, through a real mail server."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlmodel import col, select

from api import limits
from db.engine import Database
from db.models import Subscription
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from tests.post_office import PostOffice
from tests.server import serving
from tests.web.newsroom import send
from tests.web.reading import text_of

SIGN_UP = "/api/v1/subscriptions"
SEVEN_DAYS_BEFORE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture
def client(database: Database, clock: Clock, post: PostOffice) -> Iterator[httpx.Client]:
    """The whole application, worker included."""
    limits.forget_rates()
    settings = Settings(public_url="http://openingday.example", smtp_url=SecretStr(post.url))
    app = make_app(settings, database, clock, worker=True)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20, follow_redirects=True) as client:
        yield client


def sign_up(client: httpx.Client, **change: Any) -> None:
    answer = client.post(SIGN_UP, json={"channel": "email", "email": "reader@example.com", **change})
    assert answer.status_code == 202, answer.text


def link(mail: EmailMessage, kind: str) -> str:
    """Return the path of a link in a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    (found,) = re.findall(rf"http://openingday\.example(/alerts/{kind}/\S+)", body.get_content())
    return str(found)


def status(database: Database) -> list[str]:
    with database.read() as session:
        return [
            each.status.value for each in session.exec(select(Subscription).order_by(col(Subscription.id)))
        ]


def alerted(client: httpx.Client, database: Database, clock: Clock, post: PostOffice) -> EmailMessage:
    """The first alert to a confirmed address."""
    sign_up(client)
    client.post(link(post.wait_for(1)[0], "confirm")).raise_for_status()
    assert status(database) == ["active"]
    return alert(database, clock, post)


def alert(database: Database, clock: Clock, post: PostOffice) -> EmailMessage:
    """The second mail, once a release is near."""
    with database.write() as session:
        new = NewRelease(title="Anora", region="NZ", on="2024-12-26")
        Desk(session, clock.now(), Editor("test")).announce(new)
    clock.set(SEVEN_DAYS_BEFORE)
    return post.wait_for(2)[1]


def test_an_address_gets_no_alert_until_a_post_confirms_it(
    client: httpx.Client, database: Database, clock: Clock, post: PostOffice
) -> None:
    sign_up(client, regions=["NZ"], leads=[7, 1])
    (mail,) = post.wait_for(1)
    assert "List-Unsubscribe" not in mail
    confirm = link(mail, "confirm")
    shown = client.get(confirm)
    assert shown.status_code == 200
    assert "New Zealand" in shown.text
    assert "7 days before, the day before, at 09:00" in shown.text
    assert status(database) == ["pending"]
    assert client.head(confirm).status_code in {200, 405}
    assert status(database) == ["pending"]
    assert client.post(confirm).status_code == 200
    assert status(database) == ["active"]
    assert client.post(confirm).status_code == 200  # repeating it is not an error
    assert alert(database, clock, post)["Subject"] == "Anora opens in 7 days · New Zealand"


def test_one_click_ends_the_subscription_and_a_get_nothing(
    client: httpx.Client, database: Database, clock: Clock, post: PostOffice
) -> None:
    mail = alerted(client, database, clock, post)
    address = mail["List-Unsubscribe"].strip("<>").removeprefix("http://openingday.example")
    assert address == link(mail, "leave")
    shown = client.get(address)
    assert ("Anora" in shown.text, "New Zealand" in shown.text) == (True, True)
    assert status(database) == ["active"]
    for body in ({"files": {name: (None, value) for name, value in ONE_CLICK.items()}}, {"data": ONE_CLICK}):
        assert client.post(address, **body).status_code == 200  # RFC 8058 allows both
        assert status(database) == []
    assert "You have left" in client.get(address).text


def test_unsubscribing_from_a_title_or_region_keeps_the_rest(
    client: httpx.Client, database: Database, clock: Clock, post: PostOffice
) -> None:
    mail = alerted(client, database, clock, post)
    left = client.post(link(mail, "leave"), data={"scope": "title"})
    assert "Anora" in left.text
    assert status(database) == ["active"]
    assert "But never" in client.get(link(mail, "manage")).text


def test_the_manage_link_changes_pauses_resumes_and_works_as_api_token(
    client: httpx.Client, database: Database, clock: Clock, post: PostOffice
) -> None:
    mail = alerted(client, database, clock, post)
    manage = link(mail, "manage")
    client.post(link(mail, "leave"), data={"scope": "title"})
    shown = client.get(manage)
    assert "Anora : reminder" in text_of(shown)
    assert "But never Anora" in text_of(shown)
    assert "But never" not in text_of(send(client, shown, "/alerts/mine", do="tell again"))
    client.cookies.clear()
    pasted = send(client, "/alerts/mine", "/alerts/mine/open", code=f"http://openingday.example{manage}")
    assert "reader@example.com" in text_of(pasted)
    change = {"chosen": "yes", "region": "NZ", "also_region": "AU-SA", "lead": "3", "hour": "18"}
    change |= {"event": "release.reminder", "digest": "weekly"}
    saved = text_of(send(client, "/alerts/mine/change", "/alerts/mine/change", **change))
    assert "3 days before, at 18:00" in saved
    assert "on Mondays at 18:00" in saved
    assert '<option value="weekly" selected>' in client.get("/alerts/mine/change").text
    del change["event"]
    assert send(client, "/alerts/mine/change", "/alerts/mine/change", **change).status_code == 422
    assert "It is paused" in text_of(send(client, manage, "/alerts/mine", do="pause"))
    assert "It receives." in text_of(send(client, manage, "/alerts/mine", do="resume"))
    with database.read() as session:
        (subscription,) = session.exec(select(Subscription))
    token = manage.rpartition("/")[2]
    read = client.get(f"{SIGN_UP}/{subscription.id}", headers={"Authorization": f"Bearer {token}"}).json()
    assert (read["email"], read["url"], read["status"]) == ("reader@example.com", None, "active")
    assert (read["regions"], read["leads"], read["hour"]) == (["AU-SA", "NZ"], [3], 18)


@pytest.mark.parametrize("kind", ["confirm", "leave", "manage"])
def test_a_forged_link_or_one_for_another_purpose_is_rejected(
    client: httpx.Client, database: Database, post: PostOffice, kind: str
) -> None:
    sign_up(client)
    token = link(post.wait_for(1)[0], "confirm").rpartition("/")[2]
    forged = [token[:-2] + "AA", token.replace(".", ""), "x", "%00", "a" * 5000, "é", "0" * 32 + "."]
    for each in forged if kind == "confirm" else [token, *forged]:
        answers = [client.get(f"/alerts/{kind}/{each}")]
        if kind != "manage":  # its page submits forms to another address
            answers.append(client.post(f"/alerts/{kind}/{each}"))
        for answer in answers:
            assert answer.status_code == 404
            assert "newest mail" in answer.text
    assert status(database) == ["pending"]


def test_a_page_with_a_token_in_its_address_does_not_leak_it(client: httpx.Client, post: PostOffice) -> None:
    sign_up(client)
    headers = client.get(link(post.wait_for(1)[0], "confirm")).headers
    assert (headers["referrer-policy"], headers["cache-control"]) == ("same-origin", "no-store")
    assert headers["content-security-policy"].startswith("default-src 'none'")
