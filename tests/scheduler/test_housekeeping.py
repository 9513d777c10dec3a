"""Old rows are deleted, and nothing that is still needed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import func, select

from db.models import Attempt, Delivery, Event, IdempotencyKey, Reminder, Subscription, Token
from db.words import DeliveryStatus
from scheduler.housekeeping import rounds as housekeeping
from scheduler.housekeeping.rounds import Retention, run_housekeeping
from scheduler.subscriptions.lifecycle import rotate_secret, subscribe_webhook
from scheduler.subscriptions.preferences import Preferences
from tests.receiver import Receiver
from tests.scheduler.scene import Scene

WEEK_BEFORE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def counts(scene: Scene) -> dict[str, int]:
    with scene.database.read() as session:
        return {
            model.__name__: session.exec(select(func.count()).select_from(model)).one()
            for model in (Attempt, Delivery, Event, Reminder)
        }


def test_attempts_are_deleted_first_then_deliveries_with_their_events(
    scene: Scene, receiver: Receiver
) -> None:
    release = scene.announce()
    subscription = scene.subscribe(receiver.url(), events=["release.reminder"])
    scene.move(release, "2024-12-27")
    scene.move(release, "2024-12-26")
    scene.clock.set(WEEK_BEFORE)
    scene.work(until=lambda: scene.deliveries() == [(7, DeliveryStatus.DELIVERED)])
    scene.announce(title="Wicked", on="2025-12-26")
    scene.tick()
    first = counts(scene)
    assert (first["Attempt"], first["Delivery"]) == (1, 1)
    scene.clock.advance(29 * DAY)
    scene.run_housekeeping()
    assert counts(scene) == first
    scene.clock.advance(2 * DAY)
    scene.run_housekeeping()
    assert counts(scene) == {**first, "Attempt": 0}
    assert scene.deliveries(subscription) == [(7, DeliveryStatus.DELIVERED)]
    scene.clock.advance(60 * DAY)
    scene.run_housekeeping(Retention(deliveries=80 * DAY))
    left = counts(scene)
    assert (left["Delivery"], left["Event"]) == (0, 0)
    with scene.database.read() as session:
        kept = session.exec(select(Reminder.release_id, Reminder.status)).all()
    # Two of the release that is past, since nothing ticked, and all of the coming one.
    assert sorted(status for _, status in kept) == ["pending"] * 5


def test_a_round_is_short_steps_between_which_others_can_write(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 2)
    scene.announce()
    for _ in range(5):
        scene.subscribe()
    scene.clock.set(WEEK_BEFORE)
    scene.tick()
    scene.clock.advance(100 * DAY)
    scene.tick()
    left = []
    for _ in run_housekeeping(scene.database, scene.clock, Retention()):
        with scene.database.write() as session:  # on SQLite this would wait for a step that is not done
            left.append(session.exec(select(func.count()).select_from(Delivery)).one())
    assert left == sorted(left, reverse=True)
    assert set(left) == {15, 13, 11, 10}  # the tick has just added ten


def test_a_held_delivery_expires(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    scene.pause(subscription)
    scene.clock.set(WEEK_BEFORE)
    scene.tick()
    scene.clock.advance(8 * DAY)
    scene.run_housekeeping()
    assert scene.deliveries(subscription) == [(7, DeliveryStatus.EXPIRED)]


def test_an_unverified_subscription_is_deleted_after_a_week_and_a_verified_one_is_not(
    scene: Scene,
) -> None:
    with scene.database.write() as session:
        silent, _ = subscribe_webhook(
            session, "http://127.0.0.1:9/hook", Preferences(), scene.clock.now(), allow_private=True
        )
    answered = scene.subscribe()
    scene.clock.advance(6 * DAY)
    scene.run_housekeeping()
    assert scene.read(silent).id == silent.id
    scene.clock.advance(2 * DAY)
    scene.run_housekeeping()
    with scene.database.read() as session:
        assert session.exec(select(Subscription.id)).all() == [answered.id]


def test_rotated_secrets_and_old_idempotency_keys_are_deleted(scene: Scene) -> None:
    subscription = scene.subscribe()
    with scene.database.write() as session:
        token = Token(name="x", hash="x", created_at=scene.clock.now())
        session.add(token)
        session.flush()
        for name, age in (("old", timedelta(hours=25)), ("new", timedelta(hours=1))):
            session.add(
                IdempotencyKey(
                    token_id=token.id,
                    key=name,
                    fingerprint="",
                    status_code=201,
                    answer={},
                    created_at=scene.clock.now() + DAY - age,
                )
            )
        rotate_secret(session, session.merge(subscription), None, scene.clock.now())
    scene.run_housekeeping()
    assert scene.read(subscription).previous_secret == subscription.secret
    scene.clock.advance(DAY)
    scene.run_housekeeping()
    assert scene.read(subscription).previous_secret is None
    with scene.database.read() as session:
        assert session.exec(select(IdempotencyKey.key)).all() == ["new"]
