"""A preview tells the editor what the fan-out then does; the health of deliveries is what became of them."""

from datetime import timedelta

from sqlmodel import col, select

from db.models import Delivery
from db.words import Channel, DeliveryStatus
from releases.desk import Desk
from releases.editors import Editor
from scheduler.fanout.fan_out import fan_out_events
from scheduler.fanout.preview import audience_of
from scheduler.health.daily_report import recent_outcomes
from tests.scheduler.scene import Scene
from tests.scheduler.test_plans import plan_of


def test_a_preview_counts_whom_the_fan_out_tells_and_writes_nothing(scene: Scene) -> None:
    release = scene.announce()
    scene.subscribe(regions=["NZ"])
    scene.subscribe()
    scene.subscribe(regions=["AU"])
    scene.subscribe(events=["release.cancelled"])
    scene.pause(scene.subscribe(titles=["anora"]))
    now, editor = scene.clock.now() + timedelta(seconds=1), Editor("test")
    with scene.database.rehearse() as session:
        Desk(session, now, editor).move(release.id, "2025-01-02")
        audience = audience_of(session, now)
    assert (dict(audience.at_once), audience.later) == ({Channel.WEBHOOK: 2}, 1)
    with scene.database.write() as session:
        Desk(session, now, editor).move(release.id, "2025-01-02")
        fan_out_events(session, now)
        made = session.exec(select(Delivery.status).where(col(Delivery.created_at) == now)).all()
    told = [status for status in made if status in {DeliveryStatus.PENDING, DeliveryStatus.HELD}]
    assert sorted(told) == [DeliveryStatus.HELD, DeliveryStatus.PENDING, DeliveryStatus.PENDING]


def test_health_is_by_day_and_read_from_the_newest_on(scene: Scene) -> None:
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
    assert today.lateness_at(0.99) == today.lateness[-1]
    assert before[0].lateness_at(0.5) is None
    plan = plan_of(scene.database, lambda session: recent_outcomes(session, now, 7))
    assert "delivery_pkey" in plan or "sqlite_autoindex_delivery" in plan, plan
    assert "Seq Scan on delivery" not in plan
    assert "TEMP B-TREE" not in plan
