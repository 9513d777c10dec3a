"""What one webhook sends, and what is made of the answer."""

import asyncio
import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from standardwebhooks import Webhook

from scheduler.channels.outcome import Outcome
from tests.receiver import Answer, Manner, Receiver
from tests.scheduler.sending import (
    BODY,
    SECRET,
    Runner,
    post,
    send_once,
    sending,
)


def test_a_webhook_arrives_byte_for_byte_and_verifies(run: Runner) -> None:
    with Receiver() as receiver:
        outcome = send_once(run, receiver.url("/hook?a=%20b"))
        (request,) = receiver.requests
    assert (outcome.status_code, outcome.error, outcome.excerpt, outcome.retry_after) == (
        200,
        None,
        "ok",
        None,
    )
    assert outcome.duration > timedelta(0)
    assert (request.method, request.path, request.body) == ("POST", "/hook?a=%20b", BODY)
    Webhook(SECRET).verify(request.body, request.headers)
    assert request.headers["content-type"] == "application/json"
    assert request.headers["user-agent"].startswith("OpeningDay/")
    assert request.headers["user-agent"].endswith(" (+webhooks)")
    assert request.headers["accept-encoding"] == "identity"


def test_a_header_with_a_line_break_is_never_sent(run: Runner) -> None:
    async def send() -> None:
        async with sending() as sender:
            for name, value in [("X-A", "a\r\nX-Evil: 1"), ("X-A\n", "a"), ("X-A", "a\x00")]:
                with pytest.raises(ValueError, match="control character"):
                    await sender.send(receiver.url(), BODY, {name: value})

    with Receiver() as receiver:
        run(send())
        assert receiver.connections == 0


def test_cookies_are_not_kept(run: Runner) -> None:
    async def send() -> None:
        async with sending() as sender:
            await post(sender, receiver.url())
            await post(sender, receiver.url())

    with Receiver() as receiver:
        receiver.answer("/hook", Answer(headers={"Set-Cookie": "a=b"}))
        run(send())
        assert all("cookie" not in request.headers for request in receiver.wait_for(2))


def test_proxies_of_the_environment_are_passed_by(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver() as receiver, Receiver() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url(""))
        assert send_once(run, receiver.url()).succeeded
        assert proxy.connections == 0


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_2xx_is_success(run: Runner, status: int) -> None:
    with Receiver() as receiver:
        receiver.answer("/hook", Answer(status, body=b""))
        outcome = send_once(run, receiver.url())
    assert (outcome.status_code, outcome.error, outcome.excerpt, outcome.gone) == (status, None, "", False)


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
def test_any_other_status_is_a_failure_that_is_named(run: Runner, status: int) -> None:
    with Receiver() as receiver:
        receiver.answer("/hook", Answer(status, body=b"no such hook"))
        outcome = send_once(run, receiver.url())
    assert (outcome.status_code, outcome.error) == (status, f"answered {status}")
    assert outcome.excerpt == "no such hook"
    assert outcome.gone is (status == 410)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(run: Runner, status: int) -> None:
    with Receiver() as receiver:
        receiver.answer("/hook", Answer(status, {"Location": receiver.url("/elsewhere")}))
        outcome = send_once(run, receiver.url())
        assert [request.path for request in receiver.requests] == ["/hook"]
    assert outcome.error == f"redirects are not followed (answered {status})"
    assert outcome.status_code == status


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (429, "120", 120),
        (503, "7", 7),
        (500, "120", None),
        (200, "120", None),
        (429, "soon", None),
        (429, None, None),
    ],
)
def test_a_retry_after_is_taken_from_429_and_503(
    run: Runner, status: int, value: str | None, seconds: int | None
) -> None:
    with Receiver() as receiver:
        receiver.answer("/hook", Answer(status, {} if value is None else {"Retry-After": value}))
        outcome = send_once(run, receiver.url())
    assert outcome.retry_after == (None if seconds is None else timedelta(seconds=seconds))


def test_a_retry_after_with_a_date_counts_from_now(run: Runner) -> None:
    with Receiver() as receiver:
        date = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
        receiver.answer("/hook", Answer(429, {"Retry-After": date}))
        outcome = send_once(run, receiver.url())
    assert outcome.retry_after is not None
    assert timedelta(hours=1) < outcome.retry_after <= timedelta(hours=2)


def test_an_excerpt_is_legible_whatever_came(run: Runner) -> None:
    with Receiver() as receiver:
        receiver.answer("/hook", Answer(body=b"a\x00b\x1b[31mc\r\n\td\xff\xc3\xa9\x7f\xc2\x85"))
        assert send_once(run, receiver.url()).excerpt == "a\ufffdb\ufffd[31mc\n\td\ufffdé\ufffd\ufffd"


def test_only_two_kilobytes_of_an_answer_are_kept(run: Runner) -> None:
    with Receiver() as receiver:
        receiver.answer("/hook", Answer(body=b"x" * 60_000))
        assert send_once(run, receiver.url()).excerpt == "x" * 2048


def test_an_endless_answer_is_cut_and_its_connection_closed(run: Runner) -> None:
    async def send() -> Outcome:
        async with sending() as sender:
            outcome = await post(sender, receiver.url())
            await asyncio.to_thread(
                receiver.wait_until, lambda: receiver.open == 0
            )  # before the sender is closed
            return outcome

    with Receiver() as receiver:
        receiver.answer("/hook", Answer(manner=Manner.ENDLESS))
        outcome: Outcome = run(send())
    assert outcome.succeeded
    assert outcome.excerpt == "ok" + "\ufffd" * 2046


def test_a_compressed_answer_is_not_unpacked(run: Runner) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with Receiver() as receiver:
        receiver.answer("/hook", Answer(headers={"Content-Encoding": "gzip"}, body=bomb[:10_000]))
        outcome = send_once(run, receiver.url())
    assert outcome.succeeded
    assert outcome.excerpt is not None
    assert outcome.excerpt.startswith("\ufffd\ufffd\ufffd")
