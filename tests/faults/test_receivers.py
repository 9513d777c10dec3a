"""Receivers that fail in every way, beside one that does not: each delivery ends as it should, and none waits for another."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta

import trustme
from sqlmodel import select

from db.engine import Database
from db.models import Attempt, Delivery, Subscription
from db.words import DeliveryStatus, SubscriptionStatus
from releases.clock import Clock
from scheduler.channels.outcome import KEPT
from scheduler.channels.webhook import WebhookSender
from tests.faults.stage import DUE
from tests.receiver import Answer, Manner, Receiver
from tests.scheduler.scene import Scene
from tests.scheduler.sending import serving

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Fault:
    """What a receiver does, and what becomes of a delivery to it."""

    answer: Answer
    error: str | None
    status: DeliveryStatus = DeliveryStatus.PENDING
    waits: timedelta = timedelta(seconds=5)  # until the next try, give or take a fifth
    subscription: SubscriptionStatus = SubscriptionStatus.ACTIVE
    tls: bool = False  # with a certificate that nobody knows


FAULTS = {
    "hangs": Fault(Answer(manner=Manner.HANG), "no answer within 1.5 s"),
    "drips": Fault(Answer(manner=Manner.TRICKLE), "no answer within 1.5 s"),
    "sends 10 GB": Fault(Answer(manner=Manner.ENDLESS), None, DeliveryStatus.DELIVERED),
    "closes early": Fault(Answer(manner=Manner.BREAK_OFF), "the answer broke off"),
    "answers 500": Fault(Answer(500), "answered 500"),
    "answers 429": Fault(Answer(429), "answered 429"),
    "answers 429, in an hour": Fault(Answer(429, {"Retry-After": "3600"}), "answered 429", waits=HOUR),
    "answers 429, in a year": Fault(
        Answer(429, {"Retry-After": "31536000"}), "answered 429", waits=24 * HOUR
    ),
    "answers 301": Fault(Answer(301), "redirects are not followed (answered 301)"),
    "answers 410": Fault(
        Answer(410), "answered 410", DeliveryStatus.FAILED, subscription=SubscriptionStatus.PAUSED
    ),
    "breaks TLS": Fault(Answer(), "the certificate is not signed by a known authority", tls=True),
    "is well": Fault(Answer(), None, DeliveryStatus.DELIVERED),
}


def test_each_fault_ends_as_documented(database: Database, clock: Clock) -> None:
    deadline = timedelta(seconds=1.5)
    unknown = serving(trustme.CA().issue_cert("127.0.0.1"))
    scene = Scene(database, clock)
    scene.announce()
    with ExitStack() as stack:
        private = stack.enter_context(Receiver())
        subscriptions = {}
        for name, fault in FAULTS.items():
            receiver = stack.enter_context(Receiver(tls=unknown if fault.tls else None))
            elsewhere = {"Location": private.url()} if fault.answer.status == 301 else {}
            receiver.answer("/hook", replace(fault.answer, headers={**fault.answer.headers, **elsewhere}))
            subscriptions[name] = scene.subscribe(receiver.url(), leads=[7])
        clock.set(DUE)
        scene.work(
            until=lambda: len(scene.attempts()) == len(FAULTS),
            sender=lambda: WebhookSender(allow_private=True, deadline=deadline),
        )
        assert private.requests == []
    with database.read() as session:
        for name, fault in FAULTS.items():
            subscription = session.get_one(Subscription, subscriptions[name].id)
            delivery = session.exec(select(Delivery).where(Delivery.subscription_id == subscription.id)).one()
            attempt = session.exec(select(Attempt).where(Attempt.delivery_id == delivery.id)).one()
            assert (name, attempt.error, delivery.status) == (name, fault.error, fault.status)
            assert len(attempt.excerpt or "") <= KEPT
            assert subscription.status == fault.subscription, name
            if fault.status == DeliveryStatus.PENDING:
                ended = attempt.started_at + timedelta(milliseconds=attempt.duration_ms)
                assert delivery.next_attempt_at - ended >= 0.8 * fault.waits, name
                assert delivery.next_attempt_at - clock.now() <= 1.2 * fault.waits, name


def test_a_healthy_receiver_does_not_wait_for_those_that_never_answer(
    database: Database, clock: Clock
) -> None:
    scene = Scene(database, clock)
    with Receiver() as healthy, Receiver() as hanging, Receiver() as dripping:
        hanging.answer("/hook", Answer(manner=Manner.HANG))
        dripping.answer("/hook", Answer(manner=Manner.TRICKLE))
        for number in range(20):
            scene.announce(title=f"Film {number}")
        for number in range(35):  # in all more than a worker takes on at once
            scene.subscribe((hanging if number % 2 else dripping).url(), leads=[7])
        subscription = scene.subscribe(healthy.url(), leads=[7])

        def all_arrived() -> bool:
            if scene.deliveries(subscription) != [(7, DeliveryStatus.DELIVERED)] * 20:
                return False
            assert [attempt.error for attempt in scene.attempts()] == [None] * 20, "it has waited"
            hanging.release()
            dripping.release()
            return True

        clock.set(DUE)
        scene.work(
            until=all_arrived,
            sender=lambda: WebhookSender(allow_private=True, deadline=timedelta(seconds=40)),
        )
        assert len(hanging.requests) > 0
        assert len(dripping.requests) > 0
