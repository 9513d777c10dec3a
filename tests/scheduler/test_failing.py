"""Consecutive failures: a warning after three days, a pause after five, a reset with the first success."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlmodel import Session, select

from db.models import Delivery, Event, Subscription
from db.words import DeliveryStatus, EventType, SubscriptionStatus
from scheduler.channels.outcome import Outcome
from scheduler.deliveries.lease import claim_due, load_claims
from scheduler.deliveries.outcomes import AttemptResult, record
from scheduler.subscriptions.lifecycle import ask_to_verify, send_test
from tests.scheduler.scene import Scene

START = datetime(2024, 12, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OK, DOWN, GONE = (
    Outcome(200, None, "ok", timedelta(0)),
    Outcome(503, "answered 503", None, timedelta(0)),
    Outcome(410, "answered 410", None, timedelta(0)),
)


def send_due(scene: Scene, outcome: Outcome) -> list[EventType]:
    """Sends what is due, to a receiver that answers so; what that told of."""
    scene.tick()
    with scene.database.write() as session:
        ids = claim_due(session, scene.clock.now(), 100)
    with scene.database.read() as session:
        claims = load_claims(session, ids)
    results = [AttemptResult(claim, scene.clock.now(), outcome) for claim in claims]
    with scene.database.write() as session:
        record(session, results, scene.clock.now(), Random(1))  # noqa: S311 - jitter is no secret
    return [claim.details.event.type for claim in claims]


def fail_for(scene: Scene, days: int) -> None:
    """An address that is down, with a worker that tries and keeps house, once a day."""
    for _ in range(days):
        send_due(scene, DOWN)
        scene.run_housekeeping()
        scene.clock.advance(DAY)


@pytest.fixture
def failing(scene: Scene) -> Subscription:
    """A subscription whose address has just begun to fail."""
    scene.clock.set(START)
    subscription = scene.subscribe(events=["release.announced"])
    scene.announce(on="2025-06-05")
    send_due(scene, DOWN)
    assert scene.read(subscription).failing_since is not None
    return subscription


def test_three_days_of_failures_warn_once_and_five_pause(scene: Scene, failing: Subscription) -> None:
    fail_for(scene, 3)
    assert scene.deliveries(failing, EventType.FAILING) == []
    fail_for(scene, 2)
    assert scene.deliveries(failing, EventType.FAILING) == [(None, DeliveryStatus.PENDING)]
    assert scene.read(failing).status == SubscriptionStatus.ACTIVE
    fail_for(scene, 1)
    paused = scene.read(failing)
    assert (paused.status, paused.status_reason) == (
        SubscriptionStatus.PAUSED,
        "five days of nothing but failures",
    )
    assert len(scene.deliveries(failing, EventType.FAILING)) == 1


def test_pausing_holds_deliveries_and_resuming_resets_the_failures(
    scene: Scene, failing: Subscription
) -> None:
    fail_for(scene, 6)
    scene.announce(title="Wicked", on="2025-06-12")
    assert send_due(scene, DOWN) == []
    assert (None, DeliveryStatus.HELD) in scene.deliveries(failing, EventType.ANNOUNCED)
    scene.resume(failing)
    resumed = scene.read(failing)
    assert (resumed.status, resumed.failing_since, resumed.warned_at) == (
        SubscriptionStatus.ACTIVE,
        None,
        None,
    )
    assert EventType.ANNOUNCED in send_due(scene, OK)


def test_the_first_success_resets_the_failures_and_drops_the_warning(
    scene: Scene, failing: Subscription
) -> None:
    fail_for(scene, 4)
    assert scene.deliveries(failing, EventType.FAILING) == [(None, DeliveryStatus.PENDING)]
    with scene.database.write() as session:
        later(session, EventType.FAILING, scene.clock.now() + DAY)  # it waits for its next try
    scene.announce(title="Wicked", on="2025-06-12")
    assert EventType.ANNOUNCED in send_due(scene, OK)
    assert scene.read(failing).failing_since is None
    assert scene.deliveries(failing, EventType.FAILING) == [(None, DeliveryStatus.SUPERSEDED)]
    fail_for(scene, 3)
    assert scene.read(failing).status == SubscriptionStatus.ACTIVE


def test_a_delivered_warning_resets_the_failures(scene: Scene, failing: Subscription) -> None:
    """An address to which nothing more is due may be well again: the warning finds out."""
    with scene.database.write() as session:
        later(session, EventType.ANNOUNCED, scene.clock.now() + 30 * DAY)
    fail_for(scene, 4)
    assert send_due(scene, OK) == [EventType.FAILING]
    assert scene.read(failing).failing_since is None


def test_a_failed_test_message_does_not_count_as_failing(scene: Scene) -> None:
    subscription = scene.subscribe()
    with scene.database.write() as session:
        send_test(session, session.merge(subscription), scene.clock.now())
    assert send_due(scene, DOWN) == [EventType.TEST]
    assert scene.read(subscription).failing_since is None


def test_410_does_not_pause_an_unverified_subscription_which_resuming_would_activate(
    scene: Scene,
) -> None:
    subscription = scene.subscribe()
    with scene.database.write() as session:
        made = session.get_one(Subscription, subscription.id)
        ask_to_verify(session, made, scene.clock.now())
        send_test(session, made, scene.clock.now())
    assert set(send_due(scene, GONE)) == {EventType.VERIFY, EventType.TEST}
    pending = scene.read(subscription)
    assert (pending.status, pending.status_reason) == (
        SubscriptionStatus.PENDING,
        "the verify ping failed: answered 410",
    )


def later(session: Session, event_type: EventType, at: datetime) -> None:
    """Put off the next try of what tells of this."""
    for delivery in session.exec(select(Delivery).join(Event).where(Event.type == event_type)):
        delivery.next_attempt_at = at
