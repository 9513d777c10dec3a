from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from db.models import Delivery, Preference, Reminder
from db.words import DeliveryStatus, EventType, ReminderStatus
from scheduler.fanout.fan_out import (
    EVENTS_PER_TICK,
    fan_out_events,
    fire_due_reminders,
    is_all_fanned_out,
)
from tests.scheduler.scene import Scene

PENDING, SUPERSEDED, EXPIRED, HELD = (
    DeliveryStatus.PENDING,
    DeliveryStatus.SUPERSEDED,
    DeliveryStatus.EXPIRED,
    DeliveryStatus.HELD,
)
SEVEN_DAYS_BEFORE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)  # 09:00 in Auckland on the 19th
DAY_BEFORE = datetime(2024, 12, 24, 20, 0, tzinfo=UTC)
OPENING = datetime(2024, 12, 25, 20, 0, tzinfo=UTC)


def test_a_reminder_fires_at_its_instant_and_not_before(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    scene.clock.set(SEVEN_DAYS_BEFORE - timedelta(seconds=5))
    scene.tick()
    assert scene.deliveries(subscription) == []
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    assert scene.deliveries(subscription) == [(7, PENDING)]


def test_a_reminder_does_not_wait_behind_an_import(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    scene.tick()
    for number in range(EVENTS_PER_TICK + 1):  # more than a tick tells of
        scene.announce(title=f"Film number {number}")
    scene.clock.set(SEVEN_DAYS_BEFORE)
    with scene.database.write() as session:
        fire_due_reminders(session, SEVEN_DAYS_BEFORE, limit=1)
        fan_out_events(session, SEVEN_DAYS_BEFORE)
        assert not is_all_fanned_out(session, SEVEN_DAYS_BEFORE)
    assert scene.deliveries(subscription) == [(7, PENDING)]


def test_the_same_event_is_fanned_out_once(scene: Scene) -> None:
    scene.announce()
    scene.subscribe()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    with scene.database.write() as session:
        (delivery,) = session.exec(select(Delivery)).all()
        session.connection().exec_driver_sql("UPDATE event SET fanned_out_at = NULL")
    with scene.database.write() as session:
        assert fan_out_events(session, scene.clock.now()) > 0
    with scene.database.read() as session:
        assert [each.id for each in session.exec(select(Delivery))] == [delivery.id]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({}, True),
        ({"regions": ["NZ"]}, True),
        ({"regions": ["NZ-AUK"]}, True),  # a subdivision's also hears its country's
        ({"regions": ["AU", "NZ"]}, True),
        ({"regions": ["AU"]}, False),
        ({"regions": ["WW"]}, False),
        ({"types": ["theatrical"]}, True),
        ({"types": ["digital", "tv"]}, False),
        ({"titles": ["anora"]}, True),
        ({"titles": ["wicked"]}, False),
        ({"leads": [7]}, True),
        ({"leads": [3]}, False),
        ({"hour": 18}, False),
        ({"timezone": "America/New_York"}, True),  # only worldwide releases ask for the subscriber's zone
        ({"events": ["release.moved"]}, False),
    ],
)
def test_a_reminder_goes_to_matching_subscriptions(scene: Scene, wanted: dict[str, Any], told: bool) -> None:
    scene.announce(title="Wicked", region="AU", on="2024-11-21")
    scene.announce()
    subscription = scene.subscribe(**wanted)
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    assert bool(scene.deliveries(subscription)) is told


def test_a_worldwide_release_reminds_at_the_subscribers_own_hour(scene: Scene) -> None:
    scene.announce(region="WW")
    in_auckland = scene.subscribe(regions=["NZ"])
    in_new_york = scene.subscribe(timezone="America/New_York")
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    assert scene.deliveries(in_auckland) == [(7, PENDING)]
    assert scene.deliveries(in_new_york) == []
    scene.clock.set(datetime(2024, 12, 19, 14, 0, tzinfo=UTC))  # 09:00 in New York
    scene.tick()
    assert scene.deliveries(in_new_york) == [(7, PENDING)]


def test_a_new_lead_or_hour_adds_reminders_to_coming_releases(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe(leads=[3], hour=18)
    scene.clock.set(datetime(2024, 12, 23, 5, 0, tzinfo=UTC))  # 18:00 in Auckland on the 23rd
    scene.tick()
    assert scene.deliveries(subscription) == [(3, PENDING)]


def test_two_subscriptions_that_want_the_same_share_a_reminder(scene: Scene) -> None:
    scene.announce()
    for _ in range(2):
        scene.subscribe(leads=[3], hour=18)
    with scene.database.read() as session:
        assert len(session.exec(select(Reminder).where(Reminder.lead == 3)).all()) == 1


def test_after_downtime_each_subscription_gets_only_its_latest_reminder(scene: Scene) -> None:
    scene.announce()
    default, only_the_week = scene.subscribe(), scene.subscribe(leads=[7])
    scene.clock.set(OPENING + timedelta(hours=1))
    scene.tick()
    assert scene.deliveries(default) == [(7, SUPERSEDED), (1, SUPERSEDED), (0, PENDING)]
    assert scene.deliveries(only_the_week) == [(7, PENDING)]


def test_nothing_is_sent_after_the_release_has_opened(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    scene.clock.set(datetime(2024, 12, 26, 11, 0, tzinfo=UTC))  # midnight in Auckland: the day is over
    scene.tick()
    assert scene.deliveries(subscription) == [(7, EXPIRED), (1, EXPIRED), (0, EXPIRED)]


def test_a_later_reminder_supersedes_an_earlier_one_being_retried(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    scene.clock.set(DAY_BEFORE)
    scene.tick()
    assert scene.deliveries(subscription) == [(7, SUPERSEDED), (1, PENDING)]


def test_moving_a_release_supersedes_reminders_of_the_old_date(scene: Scene) -> None:
    release = scene.announce()
    subscription = scene.subscribe()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    scene.move(release, "2025-01-02")
    scene.tick()
    assert scene.deliveries(subscription) == [(7, SUPERSEDED)]
    assert scene.deliveries(subscription, EventType.MOVED) == [(None, PENDING)]
    scene.clock.set(datetime(2024, 12, 25, 20, 0, tzinfo=UTC))  # a week before 2 January
    scene.tick()
    assert scene.deliveries(subscription) == [(7, SUPERSEDED), (7, PENDING)]


def test_a_new_date_gets_reminders_of_its_own(scene: Scene) -> None:
    release = scene.announce()
    subscription = scene.subscribe(leads=[7, 1])
    scene.clock.set(DAY_BEFORE)
    scene.tick()
    scene.move(release, "2025-01-09")
    scene.clock.set(datetime(2025, 1, 1, 20, 0, tzinfo=UTC))  # 09:00 in Auckland, a week before
    scene.tick()
    assert scene.deliveries(subscription) == [(7, SUPERSEDED), (1, SUPERSEDED), (7, PENDING)]


def test_a_cancelled_release_reminds_nobody(scene: Scene) -> None:
    release = scene.announce()
    subscription = scene.subscribe()
    scene.cancel(release)
    scene.clock.set(OPENING)
    scene.tick()
    assert scene.deliveries(subscription) == []
    assert scene.deliveries(subscription, EventType.CANCELLED) == [(None, PENDING)]


def test_alerts_to_a_paused_subscription_are_held_until_it_resumes(scene: Scene) -> None:
    scene.announce()
    subscription = scene.subscribe()
    scene.pause(subscription)
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    assert scene.deliveries(subscription) == [(7, HELD)]
    scene.resume(subscription)
    assert scene.deliveries(subscription) == [(7, PENDING)]


def test_ticking_again_changes_nothing(scene: Scene) -> None:
    scene.announce()
    scene.subscribe()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    before = scene.deliveries()
    scene.tick()
    assert scene.deliveries() == before
    with scene.database.read() as session:
        fired = session.exec(select(Reminder).where(Reminder.status == ReminderStatus.FIRED)).all()
    assert len(fired) == 1


def test_choosing_a_country_reaches_its_subdivisions(scene: Scene) -> None:
    subscription = scene.subscribe(regions=["AU"])
    with scene.database.read() as session:
        reached = set(
            session.exec(
                select(Preference.value).where(
                    Preference.subscription_id == subscription.id, Preference.kind == "region"
                )
            )
        )
    assert {"AU", "AU-SA", "AU-WA", "WW"} <= reached
    assert "NZ" not in reached
