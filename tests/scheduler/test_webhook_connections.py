"""Connections are kept while there is use for them."""

import asyncio
from itertools import chain

from scheduler.channels.outcome import Outcome
from tests.receiver import Receiver
from tests.scheduler.sending import Runner, post, sending


def test_a_connection_is_used_again_while_more_goes_to_its_host(run: Runner) -> None:
    async def send() -> list[Outcome]:
        async with sending() as sender:

            async def send_many() -> list[Outcome]:
                return [await post(sender, receiver.url()) for _ in range(50)]

            return list(chain(*await asyncio.gather(*(send_many() for _ in range(4)))))

    with Receiver() as receiver:
        outcomes: list[Outcome] = run(send())
        assert receiver.connections < 10  # four, and one more if the last was sent alone
    assert all(outcome.succeeded for outcome in outcomes)


def test_a_webhook_alone_leaves_no_connection_behind(run: Runner) -> None:
    async def send() -> None:
        async with sending() as sender:
            await post(sender, receiver.url())
            await asyncio.to_thread(receiver.wait_until, lambda: receiver.open == 0)

    with Receiver() as receiver:
        run(send())
        assert receiver.requests[0].headers["connection"] == "close"
