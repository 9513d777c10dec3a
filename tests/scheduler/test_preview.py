"""The preview counts whom the fan-out then reaches; the daily report counts how deliveries ended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from db.models import Delivery, Release
from db.words import Channel, DeliveryStatus
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from scheduler.fanout.fan_out import fan_out_events
from scheduler.fanout.preview import audience_of, written_rows
from scheduler.health.daily_report import recent_outcomes
from tests.scheduler.scene import Scene
from tests.scheduler.test_plans import plan_of


def move(desk: Desk, release: Release) -> None:
    desk.move(release.id, "2025-01-02")


def cancel(desk: Desk, release: Release) -> None:
    desk.cancel(release.id)


def announce_another(desk: Desk, _: Release) -> None:
    desk.announce(NewRelease(title="Flow", region="NZ", on="2025-01-02"))


@pytest.mark.parametrize("act", [move, cancel, announce_another])
def test_a_preview_counts_the_recipients_of_the_fan_out_and_writes_nothing(
    scene: Scene, act: Callable[[Desk, Release], None]
) -> None:
    release = scene.announce()
    every = ["release.moved", "release.cancelled", "release.announced"]
    scene.subscribe(regions=["NZ"], events=every)
    scene.subscribe(events=every)
    scene.subscribe(regions=["AU"], events=every)
    scene.subscribe(events=["release.reminder"])
    scene.pause(scene.subscribe(types=["theatrical"], events=every))
    scene.tick()
    now, editor = scene.clock.now() + timedelta(seconds=1), Editor("test")
    with scene.database.rehearse() as session:
        act(Desk(session, now, editor), release)
        written = written_rows(session, now)
    with scene.database.read() as session:
        audience = audience_of(session, written, now)
    assert (dict(audience.at_once), audience.later) == ({Channel.WEBHOOK: 2}, 1)
    with scene.database.write() as session:
        act(Desk(session, now, editor), release)
        fan_out_events(session, now)
        made = session.exec(select(Delivery.status).where(col(Delivery.created_at) == now)).all()
    assert sorted(made) == [DeliveryStatus.HELD, DeliveryStatus.PENDING, DeliveryStatus.PENDING]


def test_the_daily_report_reads_the_newest_deliveries(scene: Scene) -> None:
    release = scene.announce()
    scene.subscribe(regions=["NZ"])
    now = scene.clock.now()
    scene.move(release, "2025-01-02")
    with scene.database.write() as session:
        fan_out_events(session, scene.clock.now())
        for number, delivery in enumerate(session.exec(select(Delivery).order_by(col(Delivery.id))).all()):
            delivery.attempts, delivery.status = 1, DeliveryStatus.DELIVERED
            delivery.finished_at = delivery.created_at + timedelta(seconds=number)
    with scene.database.read() as session:
        *before, today = recent_outcomes(session, now, 7)
    assert [day.by_status for day in before] == [{}] * 6
    assert today.by_status == {DeliveryStatus.DELIVERED: len(today.lateness)}
    assert today.lateness_quantile(0.99) == today.lateness[-1]
    assert before[0].lateness_quantile(0.5) is None
    plan = plan_of(scene.database, lambda session: recent_outcomes(session, now, 7))
    assert "delivery_pkey" in plan or "sqlite_autoindex_delivery" in plan, plan
    assert "Seq Scan on delivery" not in plan
    assert "TEMP B-TREE" not in plan
