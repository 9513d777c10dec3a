import asyncio
import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlmodel import col, select
from standardwebhooks import Webhook

from db.models import Delivery, Subscription
from db.words import DeliveryStatus, EventType, SubscriptionStatus
from scheduler.channels.outcome import Outcome
from scheduler.channels.webhook import WebhookSender
from scheduler.deliveries.lease import LEASE, claim_due, load_claims
from scheduler.deliveries.outcomes import AttemptResult, record
from scheduler.subscriptions.lifecycle import subscribe_webhook
from scheduler.subscriptions.preferences import Preferences
from scheduler.worker.dispatch import Dispatcher
from scheduler.worker.receiver_limits import SendLimits
from tests.receiver import Answer, Manner, Receiver
from tests.scheduler.scene import Scene

SEVEN_DAYS_BEFORE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)  # 09:00 in Auckland on the 19th


def statuses(scene: Scene) -> list[DeliveryStatus]:
    return [status for _, status in scene.deliveries()]


def test_a_due_reminder_arrives_signed(scene: Scene, receiver: Receiver) -> None:
    release = scene.announce()
    subscription = scene.subscribe(receiver.url())
    scene.clock.set(SEVEN_DAYS_BEFORE - timedelta(seconds=1))
    scene.work(until=lambda: statuses(scene) == [DeliveryStatus.DELIVERED])
    (request,) = receiver.requests
    body = Webhook(subscription.secret or "").verify(request.body, request.headers)
    assert (body["type"], body["timestamp"]) == ("release.reminder", "2024-12-18T20:00:00Z")
    assert body["data"]["release"]["id"] == str(release.id)
    assert (body["data"]["lead"], body["data"]["days_until"], body["data"]["late"]) == (7, 7, False)
    (attempt,) = scene.attempts()
    assert str(attempt.delivery_id) == request.headers["webhook-id"]
    assert (attempt.number, attempt.status_code, attempt.excerpt) == (1, 200, "ok")
    assert attempt.started_at >= SEVEN_DAYS_BEFORE


def test_a_reminder_after_downtime_says_that_it_is_late(scene: Scene, receiver: Receiver) -> None:
    scene.announce()
    scene.subscribe(receiver.url())
    scene.clock.set(SEVEN_DAYS_BEFORE + timedelta(days=2))
    scene.work(until=lambda: statuses(scene) == [DeliveryStatus.DELIVERED])
    data = json.loads(receiver.requests[0].body)["data"]
    assert (data["lead"], data["days_until"], data["late"]) == (7, 5, True)


def test_a_worldwide_reminder_counts_days_where_its_subscriber_is(scene: Scene, receiver: Receiver) -> None:
    scene.announce(region="WW")
    scene.subscribe(receiver.url(), regions=["NZ"])
    scene.clock.set(SEVEN_DAYS_BEFORE)  # in UTC, eight days before
    scene.work(until=lambda: statuses(scene) == [DeliveryStatus.DELIVERED])
    data = json.loads(receiver.requests[0].body)["data"]
    assert (data["lead"], data["days_until"]) == (7, 7)


def test_days_are_counted_in_the_releases_zone_even_if_it_changed_after_firing(
    scene: Scene, receiver: Receiver
) -> None:
    release = scene.announce()
    scene.subscribe(receiver.url())
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    scene.edit(release, timezone="America/New_York")  # there it is the 18th
    scene.work(until=lambda: statuses(scene) == [DeliveryStatus.DELIVERED])
    data = json.loads(receiver.requests[0].body)["data"]
    assert (data["lead"], data["days_until"]) == (7, 8)


def test_a_move_names_the_previous_date_and_drops_its_reminders(scene: Scene, receiver: Receiver) -> None:
    release = scene.announce()
    scene.subscribe(receiver.url())
    scene.move(release, "2 January")
    scene.work(until=lambda: scene.deliveries(event=EventType.MOVED) == [(None, DeliveryStatus.DELIVERED)])
    scene.clock.set(datetime(2025, 1, 1, 20, 0, tzinfo=UTC))  # opening day, 09:00
    scene.work(until=lambda: statuses(scene)[-1:] == [DeliveryStatus.DELIVERED])
    bodies = [json.loads(request.body) for request in receiver.requests]
    assert [body["type"] for body in bodies] == ["release.moved", "release.reminder"]
    assert bodies[0]["data"]["previous"] == "2024-12-26"
    assert [body["data"]["release"]["opens_on"] for body in bodies] == ["2025-01-02", "2025-01-02"]


def test_answering_the_ping_activates_the_subscription(scene: Scene, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(500), Answer(204, body=b""))
    with scene.database.write() as session:
        made, _ = subscribe_webhook(
            session, receiver.url(), Preferences(), scene.clock.now(), allow_private=True
        )

    def status() -> SubscriptionStatus:
        with scene.database.read() as session:
            return session.get_one(Subscription, made.id).status

    scene.work(until=lambda: len(scene.attempts()) == 1)
    assert status() == SubscriptionStatus.PENDING
    scene.clock.advance(timedelta(seconds=7))  # past the ladder's first step
    scene.work(until=lambda: status() == SubscriptionStatus.ACTIVE)
    ping = json.loads(receiver.requests[0].body)
    assert (ping["type"], ping["data"]) == ("subscription.verify", {"subscription": {"id": str(made.id)}})


def test_a_chat_channel_gets_a_welcome_message_and_is_activated(scene: Scene, receiver: Receiver) -> None:
    with scene.database.write() as session:
        made, _ = subscribe_webhook(
            session, receiver.url(), Preferences(), scene.clock.now(), allow_private=True, format="slack"
        )
    scene.work(until=lambda: scene.read(made).status == SubscriptionStatus.ACTIVE)
    ping = json.loads(receiver.requests[0].body)
    assert ping["text"].startswith("Opening Day will send its release alerts here")


def test_answering_the_ping_with_a_redirect_leaves_it_pending_with_the_reason(
    scene: Scene, receiver: Receiver
) -> None:
    receiver.answer("/hook", Answer(301, {"Location": receiver.url("/elsewhere")}))
    with scene.database.write() as session:
        made, _ = subscribe_webhook(
            session, receiver.url(), Preferences(), scene.clock.now(), allow_private=True
        )
    scene.work(until=lambda: scene.read(made).status_reason is not None)
    subscription = scene.read(made)
    assert (subscription.status, subscription.status_reason) == (
        SubscriptionStatus.PENDING,
        "the verify ping failed: redirects are not followed (answered 301)",
    )
    assert [request.path for request in receiver.requests] == ["/hook"]


def test_every_attempt_of_a_delivery_has_the_same_id(scene: Scene, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(500, body=b"oh no"), Answer(503), Answer(200))
    scene.announce()
    scene.subscribe(receiver.url())
    scene.clock.set(SEVEN_DAYS_BEFORE)
    for tries in (1, 2, 3):
        scene.work(until=lambda tries=tries: len(scene.attempts()) == tries)  # type: ignore[misc] # bound now
        scene.clock.advance(timedelta(minutes=7))
    assert statuses(scene) == [DeliveryStatus.DELIVERED]
    assert len({request.headers["webhook-id"] for request in receiver.requests}) == 1
    assert [(attempt.number, attempt.status_code) for attempt in scene.attempts()] == [
        (1, 500),
        (2, 503),
        (3, 200),
    ]


def test_no_attempt_is_made_after_the_release_has_opened(scene: Scene, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(503, {"Retry-After": "3600"}))
    scene.announce()
    scene.subscribe(receiver.url(), leads=[0])
    scene.clock.set(datetime(2024, 12, 26, 10, 30, tzinfo=UTC))  # half an hour before the day is over
    scene.work(until=lambda: statuses(scene) == [DeliveryStatus.EXPIRED])
    assert len(receiver.requests) == 1


def test_an_expired_delivery_is_neither_claimed_nor_sent(scene: Scene, receiver: Receiver) -> None:
    scene.announce()
    scene.subscribe(receiver.url(), leads=[0])
    scene.clock.set(datetime(2024, 12, 26, 10, 59, 50, tzinfo=UTC))
    scene.tick()
    with scene.database.write() as session:
        ids = claim_due(session, scene.clock.now(), 10)
    with scene.database.read() as session:
        (claim,) = load_claims(session, ids)
    scene.clock.advance(timedelta(seconds=15))

    async def send() -> AttemptResult | None:
        dispatcher = Dispatcher(WebhookSender(allow_private=True), scene.clock, "http://127.0.0.1:8000")
        try:
            return await dispatcher.send(claim)
        finally:
            await dispatcher.aclose()

    assert asyncio.run(send()) is None
    scene.clock.advance(LEASE)
    with scene.database.write() as session:
        assert claim_due(session, scene.clock.now(), 10) == []
    assert receiver.requests == []


def test_410_pauses_the_subscription_at_once(scene: Scene, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(410))
    scene.announce()
    scene.announce(region="AU")
    subscription = scene.subscribe(receiver.url())
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.work(until=lambda: statuses(scene) == [DeliveryStatus.FAILED])
    with scene.database.read() as session:
        paused = session.get_one(Subscription, subscription.id)
    assert (paused.status, paused.status_reason) == (
        SubscriptionStatus.PAUSED,
        "its address answered 410 Gone",
    )
    scene.clock.advance(timedelta(hours=2))  # 09:00 in Sydney
    scene.tick()
    assert statuses(scene) == [DeliveryStatus.FAILED, DeliveryStatus.HELD]


@pytest.mark.parametrize("workers", [1, 3])
def test_each_delivery_arrives_once_however_many_workers_there_are(
    scene: Scene, receiver: Receiver, workers: int
) -> None:
    scene.workers = workers
    for number in range(30):
        scene.announce(title=f"Film {number}")
    for _ in range(5):
        scene.subscribe(receiver.url())
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.work(until=lambda: statuses(scene) == [DeliveryStatus.DELIVERED] * 150)
    ids = [request.headers["webhook-id"] for request in receiver.requests]
    assert len(ids) == len(set(ids)) == 150


def test_a_lost_claim_is_sent_after_its_lease_runs_out(scene: Scene, receiver: Receiver) -> None:
    scene.announce()
    scene.subscribe(receiver.url())
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    with scene.database.write() as session:
        (claimed,) = claim_due(session, scene.clock.now(), 10)
    scene.clock.advance(LEASE - timedelta(seconds=1))
    with scene.database.write() as session:
        assert claim_due(session, scene.clock.now(), 10) == []
    scene.work(until=lambda: statuses(scene) == [DeliveryStatus.DELIVERED])
    assert receiver.requests[0].headers["webhook-id"] == str(claimed)


def test_a_delivery_whose_lease_runs_low_is_left_for_the_next_claim(scene: Scene, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(manner=Manner.HANG), Answer())
    scene.announce(title="Anora")
    scene.announce(title="Wicked")
    scene.subscribe(receiver.url())
    scene.clock.set(SEVEN_DAYS_BEFORE)

    def first_is_recorded() -> bool:
        if len(receiver.requests) == 1 and not scene.attempts():
            scene.clock.set(SEVEN_DAYS_BEFORE + timedelta(seconds=50))  # of the lease's 60
            receiver.release()
        return len(scene.attempts()) == 1

    scene.work(until=first_is_recorded, limits=SendLimits(per_receiver=1))
    assert len(receiver.requests) == 1
    scene.clock.set(SEVEN_DAYS_BEFORE + timedelta(seconds=62))
    scene.work(until=lambda: statuses(scene) == [DeliveryStatus.DELIVERED] * 2)
    assert [attempt.number for attempt in scene.attempts()] == [1, 1]


def test_moving_a_release_supersedes_a_reminder_being_retried(scene: Scene, receiver: Receiver) -> None:
    receiver.answer("/hook", Answer(500))
    release = scene.announce()
    scene.subscribe(receiver.url(), events=["release.reminder"])
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.work(until=lambda: len(scene.attempts()) == 1)
    scene.move(release, "2025-03-06")
    scene.clock.advance(timedelta(hours=1))
    scene.tick()
    with scene.database.write() as session:
        assert claim_due(session, scene.clock.now(), 10) == []
    with scene.database.read() as session:
        (delivery,) = session.exec(select(Delivery).order_by(col(Delivery.id)))
    assert (delivery.status, delivery.reason) == (DeliveryStatus.SUPERSEDED, "the release was moved")


def test_a_success_counts_even_if_another_worker_has_claimed_it(scene: Scene) -> None:
    scene.announce()
    scene.subscribe()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    taken, refused = Outcome(200, None, "ok", timedelta(0)), Outcome(500, "answered 500", None, timedelta(0))
    results = []
    for outcome in (taken, refused):
        with scene.database.write() as session:
            (claim,) = load_claims(session, claim_due(session, scene.clock.now(), 10))
        results.append(AttemptResult(claim, scene.clock.now(), outcome))
        scene.clock.advance(LEASE + timedelta(seconds=1))
    with scene.database.write() as session:
        record(session, results, scene.clock.now(), Random(1))  # noqa: S311 - jitter
    assert statuses(scene) == [DeliveryStatus.DELIVERED]
    assert [attempt.status_code for attempt in scene.attempts()] == [200, 500]
