"""No receiver delays another, and the claims in flight are bounded."""

from uuid import UUID

from sqlalchemy import insert, or_
from sqlmodel import col, func, select

from db.models import Delivery, Event, Subscription
from db.words import DeliveryStatus, EventType
from scheduler.worker.claimer import CLAIM_BATCH
from scheduler.worker.receiver_limits import SendLimits
from tests.receiver import Answer, Manner, Receiver
from tests.scheduler.scene import Scene

LIMITS = SendLimits(total=8, per_receiver=4)
MANY = 3 * CLAIM_BATCH


def put_due(scene: Scene, subscription: Subscription, count: int) -> None:
    """So many events on their way to one subscription, due now."""
    now = scene.clock.now()
    with scene.database.write() as session:
        events = [Event(type=EventType.TEST, occurred_at=now, fanned_out_at=now) for _ in range(count)]
        session.add_all(events)
        session.flush()
        session.execute(
            insert(Delivery),
            [
                {
                    "event_id": event.id,
                    "subscription_id": subscription.id,
                    "created_at": now,
                    "next_attempt_at": now,
                }
                for event in events
            ],
        )


def count(scene: Scene, *conditions: object) -> int:
    with scene.database.read() as session:
        return session.exec(select(func.count()).select_from(Delivery).where(*conditions)).one()  # type: ignore[arg-type]


def delivered(scene: Scene, subscription: UUID) -> int:
    return count(
        scene, col(Delivery.status) == DeliveryStatus.DELIVERED, Delivery.subscription_id == subscription
    )


def test_a_hanging_receivers_backlog_delays_no_other(scene: Scene) -> None:
    with Receiver() as slow, Receiver() as quick:
        slow.answer("/hook", Answer(manner=Manner.HANG))
        stuck, served = scene.subscribe(slow.url()), scene.subscribe(quick.url())
        put_due(scene, stuck, MANY)  # due longer, and more than a worker may hold
        put_due(scene, served, 50)
        held: list[int] = []

        def the_other_is_served() -> bool:
            held.append(count(scene, col(Delivery.claimed_until) > scene.clock.now()))
            return delivered(scene, served.id) == 50

        def all_is_delivered() -> bool:
            if not slow.released and the_other_is_served():
                # What waits stands in the receiver's own queue, free for any other worker to claim.
                assert count(scene, col(Delivery.lane) == slow.url("/")) == MANY - LIMITS.per_receiver
                assert len(slow.requests) == slow.connections == LIMITS.per_receiver
                slow.answer("/hook", Answer())
                slow.release()
            return delivered(scene, stuck.id) == MANY

        scene.work(all_is_delivered, limits=LIMITS)
        assert max(held) <= LIMITS.total + 2 * CLAIM_BATCH
        assert len({request.headers["webhook-id"] for request in slow.requests}) == len(slow.requests) == MANY
    assert count(scene, col(Delivery.lane).is_not(None)) == 0


def test_many_slow_receivers_get_no_more_connections_than_set(scene: Scene) -> None:
    receivers = [Receiver() for _ in range(4)]
    for receiver in receivers:
        receiver.__enter__()
        receiver.answer("/hook", Answer(manner=Manner.HANG))
        put_due(scene, scene.subscribe(receiver.url()), 10)
    reached: list[int] = []

    def all_is_delivered() -> bool:
        asked = sum(len(receiver.requests) for receiver in receivers)
        taken = count(scene, or_(col(Delivery.claimed_until).is_not(None), col(Delivery.lane).is_not(None)))
        if asked >= LIMITS.total and taken == 4 * 10 and not reached:
            reached.extend(receiver.connections for receiver in receivers)
            for receiver in receivers:
                receiver.answer("/hook", Answer())
                receiver.release()
        return count(scene, col(Delivery.status) == DeliveryStatus.DELIVERED) == 4 * 10

    try:
        scene.work(all_is_delivered, limits=LIMITS)
        assert sum(reached) == LIMITS.total
        assert max(reached) <= LIMITS.per_receiver
    finally:
        for receiver in receivers:
            receiver.__exit__(None, None, None)
