"""Where a webhook may go, judged by the address that is connected to."""

from datetime import timedelta

import pytest

from outbound import guard
from outbound.errors import NotPublicError
from scheduler.channels.outcome import Outcome
from tests.receiver import Receiver
from tests.scheduler.sending import Names, Runner, post, send_once, sending


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "localhost",
        "127.0.0.1.",
        "[::ffff:127.0.0.1]",
        "0",
    ],
)
def test_no_spelling_of_loopback_is_connected_to(run: Runner, host: str) -> None:
    with Receiver() as receiver:
        url = f"http://{host}:{receiver.port}/hook"
        outcome = send_once(run, url, allow_private=False, deadline=timedelta(seconds=2))
        assert receiver.connections == 0
    assert outcome.status_code is None
    assert not outcome.succeeded


def test_a_name_that_leads_inside_is_answered_like_one_that_leads_nowhere(run: Runner) -> None:
    names = Names(one_example=[["10.0.0.1"]], two_example=[["127.0.0.1", "fd00::1"]])
    one = send_once(run, "http://one.example/", allow_private=False, resolver=names)
    two = send_once(run, "http://two.example/", allow_private=False, resolver=names)
    none = send_once(run, "http://gone.example/", allow_private=False, resolver=names)
    with Receiver() as receiver:
        number = send_once(run, receiver.url("/hunter2"), allow_private=False)
    assert one.error == two.error == none.error == number.error == str(NotPublicError())
    assert one.ours is two.ours is none.ours is False


def test_a_name_that_answers_public_first_and_private_next_is_refused(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No public address can be reached here, so 127.0.0.1 stands for one, and 127.0.0.2 for a private one."""

    async def send() -> tuple[Outcome, Outcome]:
        names = Names(turncoat_example=[["127.0.0.1"], ["127.0.0.2"]])
        async with sending(allow_private=False, resolver=names) as sender:
            url = f"http://turncoat.example:{public.port}/hook"
            return await post(sender, url), await post(sender, url)

    really = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.1" or really(address))
    with Receiver() as public, Receiver(host="127.0.0.2", port=public.port) as private:
        first, second = run(send())
        assert (public.connections, private.connections) == (1, 0)
    assert first.succeeded
    assert second.error == str(NotPublicError())
