"""One receiver delays no other, and connections are bounded."""

import asyncio
from datetime import timedelta

from scheduler.channels.outcome import Outcome
from tests.receiver import Answer, Manner, Receiver
from tests.scheduler.sending import (
    Runner,
    post,
    sending,
)


def test_a_connection_is_used_again_while_more_goes_to_its_host(run: Runner) -> None:
    async def send() -> list[Outcome]:
        async with sending(per_host=4) as sender:
            return await asyncio.gather(*(post(sender, receiver.url()) for _ in range(200)))

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


def test_waiting_for_a_place_is_not_held_against_the_receiver(run: Runner) -> None:
    async def send() -> list[Outcome]:
        async with sending(per_host=1, deadline=timedelta(seconds=1)) as sender:
            slow = asyncio.create_task(post(sender, receiver.url("/slow")))
            await asyncio.to_thread(receiver.wait_for, 1)
            return list(await asyncio.gather(slow, post(sender, receiver.url())))

    with Receiver() as receiver:
        receiver.answer("/slow", Answer(manner=Manner.HANG))
        slow, next_one = run(send())
    assert slow.error == "no answer within 1 s"
    assert next_one.succeeded


def test_a_receiver_that_hangs_delays_no_other(run: Runner) -> None:
    async def send() -> None:
        async with sending(max_connections=3, per_host=2) as sender:
            stuck = [asyncio.create_task(post(sender, slow.url())) for _ in range(10)]
            await asyncio.to_thread(slow.wait_for, 2)
            quick_outcomes = [await post(sender, quick.url()) for _ in range(10)]
            assert all(outcome.succeeded for outcome in quick_outcomes)
            assert len(slow.requests) == slow.connections == 2
            assert not any(task.done() for task in stuck)
            slow.release()
            assert all(outcome.succeeded for outcome in await asyncio.gather(*stuck))
            assert (await post(sender, slow.url())).succeeded  # the places are free again

    with Receiver() as slow, Receiver() as quick:
        slow.answer("/hook", Answer(manner=Manner.HANG))
        run(send())


def test_there_are_never_more_connections_than_set(run: Runner) -> None:
    async def send() -> None:
        async with sending(max_connections=2) as sender:
            stuck = [
                asyncio.create_task(post(sender, receiver.url())) for receiver in receivers for _ in range(2)
            ]
            await asyncio.to_thread(receivers[0].wait_for, 2)
            assert [receiver.connections for receiver in receivers] == [2, 0]
            for receiver in receivers:
                receiver.release()
            assert all(outcome.succeeded for outcome in await asyncio.gather(*stuck))

    with Receiver() as first, Receiver() as second:
        receivers = [first, second]
        for receiver in receivers:
            receiver.answer("/hook", Answer(manner=Manner.HANG))
        run(send())
