"""Alerts: the preview, signing up a webhook, and managing it by its link alone."""

from collections.abc import Callable, Iterator
from time import monotonic, sleep

import httpx
import pytest
from sqlmodel import select

from api import limits
from db.models import Subscription
from scheduler.subscriptions.preferences import preferences_of, set_preferences
from tests.receiver import Receiver
from tests.web.newsroom import Newsroom, send
from tests.web.reading import fields_of, found, text_of
from tests.web.site import NOW, SCRIPT

PATIENCE = 60.0  # seconds


@pytest.fixture
def subscriber(room: Newsroom) -> Iterator[httpx.Client]:
    limits.forget_rates()
    with httpx.Client(base_url=room.address, timeout=60, follow_redirects=True) as client:
        yield client


def until(page: Callable[[], httpx.Response], said: str) -> str:
    """Wait until the page contains a text, and return the page's text."""
    deadline = monotonic() + PATIENCE
    while said not in (text := text_of(page())):
        assert monotonic() < deadline, text
        sleep(0.05)
    return text


def test_the_next_alerts_are_shown_before_signing_up(subscriber: httpx.Client) -> None:
    text = text_of(
        subscriber.get(
            "/alerts?region=nz&title=better-man&chosen=yes&lead=1&lead=0&event=release.reminder&hour=18"
        )
    )
    assert "Next: Better Man , 25 December at 18:00" in text
    assert "Wed 25 Dec, 18:00 Better Man , New Zealand: 1 day before" in text
    assert "Thu 26 Dec, 18:00 Better Man , New Zealand: on the day" in text
    assert "No reminders: only what changes." in text_of(
        subscriber.get("/alerts?chosen=yes&event=release.moved")
    )
    assert "Next: " in text_of(subscriber.get("/alerts"))


def test_a_webhook_signs_up_and_is_managed_by_its_link(room: Newsroom, subscriber: httpx.Client) -> None:
    with Receiver() as receiver:
        fields = fields_of(subscriber.get("/alerts?region=nz"), "/alerts") | {
            "region": "NZ",
            "lead": "7",
            "event": "release.moved",
        }
        wrong = send(subscriber, "/alerts", "/alerts", **fields | {"url": "gopher://x"})
        assert wrong.status_code == 422
        assert 'value="gopher://x"' in wrong.text
        made = send(subscriber, wrong, "/alerts", **fields | {"url": receiver.url("/hook")})
        assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
        assert made.headers["referrer-policy"] == "same-origin"
        assert "whsec_" in found(r'id="secret"[^>]*>([^<]*)<', made)
        link = found(r'id="link"[^>]*>([^<]*)<', made)
        assert "/alerts/mine#" in link

        with httpx.Client(base_url=room.address, timeout=60, follow_redirects=True) as other:
            asked = other.get("/alerts/mine")
            assert "paste it here" in text_of(asked)
            assert send(other, asked, "/alerts/mine/open", code=f"{link[:-1]}!").status_code == 401
            assert "Your alerts" in text_of(send(other, asked, "/alerts/mine/open", code=link))
            until(lambda: other.get("/alerts/mine"), "It receives.")
            send(other, "/alerts/mine", "/alerts/mine", do="test")
            until(lambda: other.get("/alerts/mine"), "test delivered 1 try")
            assert any(b"subscription.test" in request.body for request in receiver.requests)
            assert "It is paused" in text_of(send(other, "/alerts/mine", "/alerts/mine", do="pause"))
            assert send(other, "/alerts/mine", "/alerts/mine", do="pause").status_code == 409
            assert "It receives." in text_of(send(other, "/alerts/mine", "/alerts/mine", do="resume"))
            with room.database.write() as session:
                subscription = session.exec(select(Subscription)).one()
                set_preferences(
                    session, subscription, preferences_of(subscription, except_titles=["better-man"]), NOW
                )
            shown = other.get("/alerts/mine/change")
            assert 'value="release.moved" checked' in shown.text
            changed = {
                "chosen": "yes",
                "region": "AU",
                "event": "release.cancelled",
                "hour": "7",
                "lead": "3",
            }
            text = text_of(send(other, shown, "/alerts/mine/change", **changed))
            assert "Where Australia Releases of every type" in text
            assert "When when it is cancelled" in text
            with room.database.read() as session:
                kept = session.exec(select(Subscription)).one()
            assert kept.filters["except_titles"] == ["better-man"], "what the form does not show stays"
            assert "You have left" in text_of(send(other, "/alerts/mine", "/alerts/mine", do="leave"))
            assert "paste it here" in text_of(other.get("/alerts/mine"))
    with room.database.read() as session:
        assert session.exec(select(Subscription)).all() == []


def test_an_email_sign_up_sends_a_confirmation_link(room: Newsroom, subscriber: httpx.Client) -> None:
    fields = fields_of(subscriber.get("/alerts?region=nz"), "/alerts") | {"region": "NZ", "digest": "weekly"}
    wrong = send(subscriber, "/alerts", "/alerts", **fields | {"email": "reader@"})
    assert wrong.status_code == 422
    assert 'id="email-error"' in wrong.text
    assert 'value="reader@"' in wrong.text
    answers = {
        text_of(send(subscriber, "/alerts", "/alerts", **fields | {"email": "reader@example.com"}))
        for _ in range(2)
    }
    assert len(answers) == 1, "the same answer whether or not an address is known"
    assert "We wrote to reader@example.com" in answers.pop()
    with room.database.read() as session:
        made = session.exec(select(Subscription)).one()
    assert (made.channel, made.address, made.status) == ("email", "reader@example.com", "pending")
    assert (made.filters["regions"], made.digest) == (["NZ"], "weekly")
    with room.database.write() as session:
        session.delete(session.get_one(Subscription, made.id))


def test_bad_input_is_explained_and_signs_nobody_up(room: Newsroom, subscriber: httpx.Client) -> None:
    for path in ("/alerts", "/alerts/mine", "/alerts/mine/open", "/alerts/mine/change"):
        assert subscriber.post(path, data={"url": "http://127.0.0.1:9/"}).status_code == 403
    for query in (
        "lead=-1",
        "lead=x",
        "hour=24",
        "event=release.eaten",
        "region=zz",
        f"timezone={'x' * 200}",
    ):
        assert subscriber.get(f"/alerts?chosen=yes&{query}").status_code == 400, query
    assert "write an IANA zone" in subscriber.get("/alerts?chosen=yes&timezone=Mars/Base").text
    assert send(subscriber, "/alerts", "/alerts/mine", do="leave").status_code == 401
    forged = {"cookie": "alerts=InNvbWVib2R5Ig.x.y"}
    assert "paste it here" in text_of(subscriber.get("/alerts/mine", headers=forged))
    hostile = dict.fromkeys(("url", "format", "timezone", "also_region", "also_title", "code"), SCRIPT)
    pages = [
        send(subscriber, "/alerts", "/alerts", chosen="yes", **hostile),
        send(subscriber, "/alerts/mine", "/alerts/mine/open", **hostile),
        subscriber.get("/alerts", params={"chosen": "yes", **hostile}),
        send(subscriber, "/alerts", "/alerts", url="http://127.0.0.1:9/" + "x" * 500_000),
    ]
    for email in (
        "a@b.example\r\nBcc: c@d.example",
        '"a b"@b.example',
        "Reader <a@b.example>",
        f"{SCRIPT}@b.example",
    ):
        pages.append(send(subscriber, "/alerts", "/alerts", email=email))
        assert 'id="email-error"' in pages[-1].text
    for page in pages:
        assert 400 <= page.status_code < 500 or page.request.method == "GET"
        assert "<script>alert" not in page.text
    with room.database.read() as session:
        assert session.exec(select(Subscription)).all() == []
