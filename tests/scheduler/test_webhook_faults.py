"""Receivers that misbehave in every way, and what is said of it."""

import asyncio
import socket

import pytest

from scheduler.channels.outcome import Outcome
from tests.receiver import Answer, Manner, Receiver
from tests.scheduler.sending import (
    SHORT,
    Names,
    Runner,
    post,
    send_once,
    sending,
)

HEADERS_WITHOUT_END = "the answer is not HTTP: its headers do not end"


@pytest.mark.parametrize(
    ("answer", "error", "status"),
    [
        (Answer(manner=Manner.HANG), "no answer within 0.3 s", None),
        (Answer(manner=Manner.DRIP), "no answer within 0.3 s", None),
        (Answer(manner=Manner.DRIP_BODY), "answered 200, but not completely within 0.3 s", 200),
        (Answer(raw=b"HTTP/1.1 100 Continue\r\n\r\n", manner=Manner.HANG), "no answer within 0.3 s", None),
    ],
    ids=["hangs", "drips", "drips its body", "hangs with half an answer"],
)
def test_one_deadline_covers_the_whole_answer(
    run: Runner, answer: Answer, error: str, status: int | None
) -> None:
    async def send() -> Outcome:
        async with sending(deadline=SHORT) as sender:
            outcome = await post(sender, receiver.url("/hunter2"))
            await asyncio.to_thread(receiver.wait_until, lambda: receiver.open == 0)
            return outcome

    with Receiver() as receiver:
        receiver.answer("/hunter2", answer)
        outcome: Outcome = run(send())
    assert (outcome.error, outcome.status_code, outcome.succeeded) == (error, status, False)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(manner=Manner.CLOSE), "the connection was closed before the answer was complete"),
        (Answer(raw=b"HTTP/1.1 20"), "the connection was closed before the answer was complete"),
        (Answer(manner=Manner.BREAK_OFF), "the answer broke off"),
        (Answer(headers={"Content-Length": "99"}, manner=Manner.BREAK_OFF), "the answer broke off"),
        (
            Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            "the answer is not HTTP",
        ),
        (Answer(raw=b"220 mail.example ESMTP\r\n"), "the answer is not HTTP"),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n"), HEADERS_WITHOUT_END),
        (Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 10_000 + b"\r\n"), HEADERS_WITHOUT_END),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), "the answer is not HTTP"),
        (
            Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na"),
            "the answer is not HTTP",
        ),
    ],
    ids=[
        "closes at once",
        "breaks off in the status",
        "breaks off in the body",
        "says more than it sends",
        "bad chunk",
        "a mail server",
        "a header without end",
        "headers without end",
        "a negative length",
        "two lengths",
    ],
)
def test_a_broken_answer_is_a_failure_in_words(run: Runner, answer: Answer, error: str) -> None:
    with Receiver() as receiver:
        receiver.answer("/hunter2", answer)
        assert send_once(run, receiver.url("/hunter2")).error == error


def test_a_port_where_nobody_listens_refuses_the_connection(run: Runner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    outcome = send_once(run, f"http://127.0.0.1:{port}/hunter2")
    assert (outcome.error, outcome.status_code, outcome.excerpt) == ("connection refused", None, None)


def test_a_name_that_does_not_resolve_is_a_failure_in_words(run: Runner) -> None:
    assert "does not resolve" in (send_once(run, "http://gone.example/", resolver=Names()).error or "")


def test_a_name_that_resolves_slowly_is_under_the_same_deadline(run: Runner) -> None:
    outcome = send_once(run, "http://slow.example/", resolver=Names(), deadline=SHORT)
    assert outcome.error == "no answer within 0.3 s"


@pytest.mark.parametrize("url", ["http://[::1/hunter2", "gopher://a/hunter2", "", "http://"])
def test_an_address_that_cannot_be_read_is_a_failure_in_words(run: Runner, url: str) -> None:
    assert send_once(run, url).error == "the address cannot be read"


def test_a_sender_that_is_cancelled_stops_at_once_and_leaves_no_connection(run: Runner) -> None:
    async def send() -> Outcome:
        async with sending() as sender:
            task = asyncio.create_task(post(sender, receiver.url("/slow")))
            await asyncio.to_thread(receiver.wait_for, 1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await post(sender, receiver.url())

    with Receiver() as receiver:
        receiver.answer("/slow", Answer(manner=Manner.HANG))
        outcome: Outcome = run(send())
        assert outcome.succeeded
        receiver.wait_until(lambda: receiver.open == 0)
