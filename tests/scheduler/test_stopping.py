"""A worker that is told to stop finishes its sends in progress, and releases the rest."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from db.models import Delivery
from db.words import DeliveryStatus
from scheduler.channels.webhook import WebhookSender
from scheduler.worker.dispatch import Dispatcher
from scheduler.worker.receiver_limits import SendLimits
from scheduler.worker.worker import Worker
from tests.openingday.service import wait_until
from tests.receiver import Answer, Manner, Receiver
from tests.scheduler.scene import Scene

DUE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)
PENDING, DELIVERED = DeliveryStatus.PENDING, DeliveryStatus.DELIVERED


def stop_after(scene: Scene, first: Callable[[], object], grace: timedelta, then: Callable[[], None]) -> None:
    """Run a worker until `first` has returned, tell it to stop, do `then`, and wait until it has stopped."""

    async def work() -> None:
        stop = asyncio.Event()
        sender = WebhookSender(allow_private=True)
        dispatcher = Dispatcher(sender, scene.clock, "http://127.0.0.1:8000")
        worker = Worker(
            scene.database, scene.clock, dispatcher, limits=SendLimits(per_receiver=1), grace=grace
        )
        running = asyncio.create_task(worker.run(stop))
        try:
            await asyncio.to_thread(first)
            stop.set()
            await asyncio.to_thread(wait_until, lambda: leased(scene) <= 1)
            then()
            async with asyncio.timeout(10):
                await running
        finally:
            await dispatcher.aclose()

    asyncio.run(work())


def leased(scene: Scene) -> int:
    return sum(each.claimed_until is not None for each in deliveries(scene))


def deliveries(scene: Scene) -> list[Delivery]:
    with scene.database.read() as session:
        return list(session.exec(select(Delivery).order_by(col(Delivery.id))))


def test_stopping_finishes_sends_in_progress_and_releases_the_rest(scene: Scene, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(manner=Manner.HANG))
    for title in ("Anora", "Wicked", "Flow"):
        scene.announce(title=title)
    scene.subscribe(receiver.url())
    scene.clock.set(DUE)
    stop_after(scene, lambda: receiver.wait_for(1), timedelta(seconds=10), receiver.release)
    states = sorted((each.status, each.claimed_until) for each in deliveries(scene))
    assert states == [(DELIVERED, None), (PENDING, None), (PENDING, None)]
    assert len(receiver.requests) == len(scene.attempts()) == 1
    scene.work(lambda: {each.status for each in deliveries(scene)} == {DELIVERED})
    assert len({request.headers["webhook-id"] for request in receiver.requests}) == 3
    assert len(receiver.requests) == 3


def test_stopping_cancels_sends_after_the_grace_and_releases_them(scene: Scene, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(manner=Manner.HANG), Answer())
    scene.announce()
    scene.subscribe(receiver.url())
    scene.clock.set(DUE)
    stop_after(scene, lambda: receiver.wait_for(1), timedelta(0), lambda: None)
    (delivery,) = deliveries(scene)
    assert (delivery.status, delivery.claimed_until, scene.attempts()) == (PENDING, None, [])
    scene.work(lambda: deliveries(scene)[0].status == DELIVERED)
    first, second = receiver.requests
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == str(delivery.id)
