"""Whatever changes, and whenever, each subscription gets the right reminders and no others."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from db.models import Delivery, Event, Reminder
from db.words import DeliveryStatus, EventType, ReminderStatus, SubscriptionStatus
from scheduler.fanout.fan_out import fan_out_events, fire_due_reminders
from tests.scheduler.scene import Scene

PENDING, SUPERSEDED, EXPIRED, HELD, DELIVERED = (
    DeliveryStatus.PENDING,
    DeliveryStatus.SUPERSEDED,
    DeliveryStatus.EXPIRED,
    DeliveryStatus.HELD,
    DeliveryStatus.DELIVERED,
)
# 09:00 in Auckland, on the days before Boxing Day 2024 and on it
WEEK_BEFORE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)
DAY_BEFORE = datetime(2024, 12, 24, 20, 0, tzinfo=UTC)
OPENING = datetime(2024, 12, 25, 20, 0, tzinfo=UTC)
OVER = datetime(2024, 12, 26, 11, 0, tzinfo=UTC)


def deliver_all(scene: Scene) -> None:
    """As if all that waits had been sent."""
    with scene.database.write() as session:
        for delivery in session.exec(select(Delivery).where(Delivery.status == PENDING)):
            delivery.status, delivery.finished_at = DELIVERED, scene.clock.now()


def go_to(scene: Scene, instant: datetime) -> None:
    scene.clock.set(instant)
    scene.tick()


# --- subscriptions


def test_a_new_subscription_gets_nothing_that_was_due_before_it(scene: Scene) -> None:
    scene.announce()
    scene.clock.set(WEEK_BEFORE + timedelta(minutes=5))  # nothing ticked since: there is a backlog
    subscription = scene.subscribe()
    scene.tick()
    assert scene.deliveries(subscription, event=None) == []
    go_to(scene, DAY_BEFORE)
    assert scene.deliveries(subscription) == [(1, PENDING)]


def test_changing_to_a_later_hour_sends_no_second_reminder(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    go_to(scene, WEEK_BEFORE)
    deliver_all(scene)
    scene.set_preferences(subscription, hour=18)
    go_to(scene, WEEK_BEFORE + timedelta(hours=9))
    assert scene.deliveries(subscription) == [(7, DELIVERED), (7, SUPERSEDED)]
    go_to(scene, DAY_BEFORE)
    assert len(scene.deliveries(subscription)) == 2
    go_to(scene, DAY_BEFORE + timedelta(hours=9))
    assert scene.deliveries(subscription)[2:] == [(1, PENDING)]


def test_a_reminder_being_retried_is_not_superseded_by_its_duplicate(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    go_to(scene, WEEK_BEFORE)
    scene.set_preferences(subscription, hour=18)
    go_to(scene, WEEK_BEFORE + timedelta(hours=9))
    assert scene.deliveries(subscription) == [(7, PENDING), (7, SUPERSEDED)]


def test_changed_leads_apply_from_then_on(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe(leads=[7, 1])
    scene.set_preferences(subscription, leads=[3, 0])
    go_to(scene, OPENING - timedelta(days=3))
    go_to(scene, OPENING)
    assert scene.deliveries(subscription) == [(3, SUPERSEDED), (0, PENDING)]


def test_a_deselected_title_sends_no_reminder(scene: Scene) -> None:
    scene.announce()
    scene.announce(title="Wicked")
    subscription = scene.subscribe(titles=["anora"])
    go_to(scene, WEEK_BEFORE)
    assert scene.deliveries(subscription) == [(7, PENDING)]
    scene.set_preferences(subscription, titles=["wicked"], leads=[1])
    go_to(scene, DAY_BEFORE)
    assert scene.deliveries(subscription) == [(7, PENDING), (1, PENDING)]  # one of each


def test_a_subscribers_timezone_affects_only_worldwide_releases(scene: Scene) -> None:
    scene.announce(region="WW")
    subscription = scene.subscribe(timezone="Pacific/Auckland")
    go_to(scene, WEEK_BEFORE)
    deliver_all(scene)
    scene.set_preferences(subscription, timezone="America/New_York")
    go_to(scene, WEEK_BEFORE + timedelta(hours=18))  # 09:00 in New York, of the same day
    assert scene.deliveries(subscription) == [(7, DELIVERED), (7, SUPERSEDED)]
    go_to(scene, DAY_BEFORE + timedelta(hours=18))
    assert scene.deliveries(subscription)[2:] == [(1, PENDING)]


def test_resuming_sends_held_deliveries_unless_superseded_or_expired(scene: Scene) -> None:
    scene.announce()
    scene.announce(title="Wicked", on="2024-12-19")
    subscription = scene.subscribe()
    scene.pause(subscription)
    go_to(scene, WEEK_BEFORE)
    go_to(scene, DAY_BEFORE)
    held = scene.deliveries(subscription)
    assert sorted(held, key=str) == sorted([(0, HELD), (7, SUPERSEDED), (1, HELD)], key=str)
    scene.resume(subscription)
    assert sorted(scene.deliveries(subscription), key=str) == sorted(
        [(0, EXPIRED), (7, SUPERSEDED), (1, PENDING)], key=str
    )


def test_a_held_retry_is_attempted_at_once_with_the_full_retry_policy(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    go_to(scene, WEEK_BEFORE)
    with scene.database.write() as session:
        (delivery,) = session.exec(select(Delivery))
        delivery.attempts, delivery.next_attempt_at = 8, scene.clock.now() + timedelta(hours=20)
    scene.pause(subscription)
    scene.resume(subscription)
    with scene.database.read() as session:
        (delivery,) = session.exec(select(Delivery))
    assert (delivery.status, delivery.attempts, delivery.attempts_before) == (PENDING, 8, 8)
    assert delivery.next_attempt_at <= scene.clock.now()


def test_deliveries_are_held_until_a_new_address_answers(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    url = "http://127.0.0.1:9/other"
    scene.readdress(subscription, url)
    go_to(scene, WEEK_BEFORE)
    assert scene.deliveries(subscription) == [(7, HELD)]
    scene.answers(subscription, "http://127.0.0.1:9/hook")  # the old address cannot answer for the new one
    assert scene.read(subscription).status == SubscriptionStatus.PENDING
    scene.answers(subscription, url)
    assert scene.read(subscription).status == SubscriptionStatus.ACTIVE
    assert scene.deliveries(subscription) == [(7, PENDING)]


def test_a_move_that_waits_is_sent_once_the_new_address_has_answered(scene: Scene) -> None:
    release = scene.announce()
    subscription = scene.subscribe()
    scene.move(release, "2025-01-02")
    scene.tick()
    url = "http://127.0.0.1:9/other"
    scene.readdress(subscription, url)
    assert scene.deliveries(subscription, EventType.MOVED) == [(None, HELD)]
    scene.answers(subscription, url)
    assert scene.deliveries(subscription, EventType.MOVED) == [(None, PENDING)]


def test_a_verified_subscription_outlives_a_new_address_that_never_answers(scene: Scene) -> None:
    subscription, never = scene.subscribe(), scene.subscribe_unverified()
    scene.readdress(subscription, "http://127.0.0.1:9/other")
    scene.clock.advance(timedelta(days=7) - timedelta(minutes=5))
    scene.run_housekeeping()
    assert scene.exists(never)
    scene.clock.advance(timedelta(minutes=5))
    scene.run_housekeeping()
    assert (scene.exists(subscription), scene.exists(never)) == (True, False)


# --- releases


@pytest.mark.parametrize("change", ["move", "cancel"])
def test_a_fired_reminder_is_superseded_if_the_release_changes_before_fan_out(
    scene: Scene, change: str
) -> None:
    release = scene.announce()
    subscription = scene.subscribe()
    scene.clock.set(WEEK_BEFORE)
    with scene.database.write() as session:
        fan_out_events(session, scene.clock.now())
        assert fire_due_reminders(session, scene.clock.now()) == 1
    if change == "cancel":
        scene.cancel(release)
    else:
        scene.move(release, "2024-12-27")
    scene.tick()
    assert scene.deliveries(subscription) == [(7, SUPERSEDED)]


def test_a_release_that_moves_and_moves_back_reminds_once(scene: Scene) -> None:
    release = scene.announce()
    subscription = scene.subscribe()
    go_to(scene, WEEK_BEFORE)
    deliver_all(scene)
    scene.move(release, "2025-01-30")
    scene.move(release, "2024-12-26")
    go_to(scene, WEEK_BEFORE + timedelta(hours=1))
    assert scene.deliveries(subscription) == [(7, DELIVERED)]
    go_to(scene, DAY_BEFORE)
    assert scene.deliveries(subscription) == [(7, DELIVERED), (1, PENDING)]


def test_restoring_a_release_reminds_again_and_drops_the_cancellation(scene: Scene) -> None:
    release = scene.announce()
    subscription = scene.subscribe()
    scene.cancel(release)
    scene.tick()
    assert scene.deliveries(subscription, EventType.CANCELLED) == [(None, PENDING)]
    scene.restore(release)
    scene.tick()
    assert scene.deliveries(subscription, EventType.CANCELLED) == [(None, SUPERSEDED)]
    assert scene.deliveries(subscription, EventType.MOVED) == [(None, PENDING)]
    go_to(scene, WEEK_BEFORE)
    assert scene.deliveries(subscription) == [(7, PENDING)]


def test_cancelling_and_restoring_at_once_sends_only_the_restoration(scene: Scene) -> None:
    release = scene.announce()
    subscription = scene.subscribe()
    scene.cancel(release)
    scene.restore(release)
    scene.tick()
    assert scene.deliveries(subscription, EventType.CANCELLED) == [(None, SUPERSEDED)]
    assert scene.deliveries(subscription, EventType.MOVED) == [(None, PENDING)]


def test_moving_a_release_east_makes_passed_hours_due_at_once(scene: Scene) -> None:
    release = scene.announce(region="US")  # 09:00 in New York on the 19th is 14:00 UTC
    subscription = scene.subscribe()
    scene.clock.set(datetime(2024, 12, 19, 10, 0, tzinfo=UTC))
    scene.tick()
    scene.edit(release, timezone="Europe/Madrid")  # 09:00 was two hours ago there
    scene.tick()
    assert scene.deliveries(subscription) == [(7, PENDING)]
    deliver_all(scene)
    go_to(scene, datetime(2024, 12, 19, 14, 0, tzinfo=UTC))
    assert scene.deliveries(subscription) == [(7, DELIVERED)]


def test_moving_a_release_west_sends_no_second_reminder(scene: Scene) -> None:
    release = scene.announce(region="US")
    subscription = scene.subscribe()
    go_to(scene, datetime(2024, 12, 19, 14, 0, tzinfo=UTC))
    deliver_all(scene)
    scene.edit(release, timezone="America/Los_Angeles")
    go_to(scene, datetime(2024, 12, 19, 17, 0, tzinfo=UTC))  # 09:00 in Los Angeles
    assert scene.deliveries(subscription) == [(7, DELIVERED), (7, SUPERSEDED)]
    go_to(scene, datetime(2024, 12, 25, 17, 0, tzinfo=UTC))
    assert scene.deliveries(subscription)[2:] == [(1, PENDING)]


def test_a_date_that_becomes_inexact_reminds_nobody(scene: Scene) -> None:
    release = scene.announce()
    subscription = scene.subscribe()
    go_to(scene, WEEK_BEFORE)
    scene.move(release, "2025-03")
    go_to(scene, OPENING)
    assert scene.deliveries(subscription) == [(7, SUPERSEDED)]


# --- slots


def test_an_unused_slot_is_deleted_with_its_reminders_and_can_return(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe(leads=[3, 1], hour=18)
    other = scene.subscribe(leads=[1], hour=18)
    assert times(scene) == [(7, 9), (3, 18), (1, 9), (1, 18), (0, 9)]
    scene.set_preferences(subscription, leads=[1], hour=18)
    scene.run_housekeeping()
    assert times(scene) == [(7, 9), (1, 9), (1, 18), (0, 9)]
    scene.set_preferences(other, leads=[3], hour=18)
    assert times(scene) == [(7, 9), (3, 18), (1, 9), (1, 18), (0, 9)]
    scene.run_housekeeping()
    assert len(times(scene)) == 5
    go_to(scene, OPENING - timedelta(days=3) + timedelta(hours=9))
    assert scene.deliveries(other) == [(3, PENDING)]


def times(scene: Scene) -> list[tuple[int, int]]:
    with scene.database.read() as session:
        reminders = session.exec(select(Reminder).where(Reminder.status == ReminderStatus.PENDING)).all()
    return sorted(((each.lead, each.hour) for each in reminders), key=lambda time: (-time[0], time[1]))


def test_each_superseded_delivery_records_its_reason(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    go_to(scene, OVER)
    with scene.database.read() as session:
        reasons = session.exec(
            select(Delivery.reason).join(Event).where(Delivery.subscription_id == subscription.id)
        ).all()
    assert set(reasons) == {"the release had opened"}
