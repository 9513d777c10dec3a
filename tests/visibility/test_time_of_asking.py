"""What a region sees can change after a release was told of: each alert goes by what is seen when it is sent."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db.models import Delivery
from db.words import DeliveryStatus, EventType
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from releases.errors import ConflictError
from releases.import_duplicates import ReleasesInFile
from scheduler.deliveries.redeliver import recover, reopen
from scheduler.fanout.fan_out import fan_out_events
from tests.scheduler.scene import Scene
from tests.scheduler.test_plans import plan_of

PENDING, SUPERSEDED = DeliveryStatus.PENDING, DeliveryStatus.SUPERSEDED
HELD, GATHERED, FAILED = DeliveryStatus.HELD, DeliveryStatus.GATHERED, DeliveryStatus.FAILED


def fall_due(scene: Scene) -> None:
    scene.clock.advance(timedelta(hours=2))
    scene.tick()


def test_an_own_release_announced_later_ends_the_worldwide_reminders(scene: Scene) -> None:
    subscription = scene.subscribe(regions=["NZ"], timezone="Pacific/Auckland")
    scene.announce("2024-12-26", "WW")
    scene.announce("2025-01-02", "NZ")
    fall_due(scene)
    assert scene.deliveries(subscription) == []


def test_a_cancelled_own_release_does_not_bring_the_worldwide_one_back(scene: Scene) -> None:
    subscription = scene.subscribe(regions=["NZ"], timezone="Pacific/Auckland")
    scene.announce("2024-12-26", "WW")
    scene.cancel(scene.announce("2025-01-02", "NZ"))
    fall_due(scene)
    assert scene.deliveries(subscription) == []


@pytest.mark.parametrize("import_it", [False, True])
def test_what_waits_to_be_sent_ends_when_the_region_gets_its_own_release(
    scene: Scene, import_it: bool
) -> None:
    wanted = {"timezone": "Pacific/Auckland"}
    scene.announce("2024-12-26", "WW")
    waiting = scene.subscribe(regions=["NZ"], **wanted)
    paused = scene.subscribe(regions=["NZ-AUK"], **wanted)
    gathering = scene.subscribe_email(regions=["NZ"], digest="weekly", **wanted)
    elsewhere = [scene.subscribe(regions=each, **wanted) for each in (["AU"], ["NZ", "US"], ["WW"], [])]
    scene.pause(paused)
    fall_due(scene)
    for each, was in ((waiting, PENDING), (paused, HELD), (gathering, GATHERED)):
        assert scene.deliveries(each) == [(7, was)]
    own = NewRelease(title="Anora", region="NZ", on="2025-01-02")
    with scene.database.write() as session:
        desk = Desk(session, scene.clock.now(), Editor("test"))
        if import_it:
            desk.announce_all([(1, own)], ReleasesInFile())
        else:
            desk.announce(own)
    for each in (waiting, paused, gathering):
        assert scene.deliveries(each) == [(7, SUPERSEDED)]
    for each in elsewhere:
        assert scene.deliveries(each) == [(7, PENDING)]


def test_another_type_ends_nothing(scene: Scene) -> None:
    scene.announce("2024-12-26", "WW")
    subscription = scene.subscribe(regions=["NZ"], timezone="Pacific/Auckland")
    fall_due(scene)
    scene.announce("2025-01-02", "NZ", type="digital")
    assert scene.deliveries(subscription) == [(7, PENDING)]


def test_what_failed_is_not_sent_again_once_the_region_has_its_own_release(scene: Scene) -> None:
    scene.announce("2024-12-26", "WW")
    subscription = scene.subscribe(regions=["NZ"], timezone="Pacific/Auckland")
    other = scene.subscribe(regions=["AU"], timezone="Pacific/Auckland")
    before = scene.clock.now()
    fall_due(scene)
    with scene.database.write() as session:
        for delivery in session.exec(select(Delivery)):
            delivery.status = FAILED
    scene.announce("2025-01-02", "NZ")
    now = scene.clock.now()
    with scene.database.write() as session:
        assert recover(session, subscription, before, now) == 0
        assert recover(session, other, before, now) == 1
        (delivery,) = session.exec(select(Delivery).where(Delivery.subscription_id == subscription.id))
        with pytest.raises(ConflictError):
            reopen(session, delivery, now)


def test_a_hidden_releases_fan_out_finds_its_rows_by_an_index(scene: Scene) -> None:
    scene.announce("2024-12-26", "WW")
    scene.announce("2025-01-02", "NZ")
    scene.subscribe(regions=["NZ", "US"], events=[EventType.ANNOUNCED])
    plan = plan_of(scene.database, lambda session: fan_out_events(session, scene.clock.now()))
    for table in ("release", "subscription", "choice", "delivery"):
        assert f"SCAN {table}" not in plan, plan
        assert f"Seq Scan on {table}" not in plan, plan
