from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry

from scheduler.worker.meters import Meters
from tests.receiver import Answer, Receiver
from tests.scheduler.scene import Scene


@pytest.fixture
def registry(scene: Scene) -> CollectorRegistry:
    registry = CollectorRegistry()
    scene.meters = Meters(registry)
    return registry


def value(registry: CollectorRegistry, name: str, **labels: str) -> float:
    found = registry.get_sample_value(f"openingday_{name}", labels)
    assert found is not None, name
    return found


def test_a_worker_measures_ticks_lateness_and_outcomes(
    scene: Scene, receiver: Receiver, registry: CollectorRegistry
) -> None:
    scene.announce()
    scene.subscribe(receiver.url("/taken"))
    scene.subscribe(receiver.url("/gone"))
    scene.subscribe(receiver.url("/busy"))
    receiver.answer("/gone", Answer(410))
    receiver.answer("/busy", Answer(503), Answer(200))
    scene.clock.advance(timedelta(hours=1, minutes=20))  # twenty minutes past the reminder
    scene.work(until=lambda: len(scene.attempts()) >= 3)
    assert value(registry, "deliveries_total", channel="webhook", outcome="delivered") == 1
    assert value(registry, "deliveries_total", channel="webhook", outcome="failed") == 1
    assert value(registry, "deliveries_total", channel="webhook", outcome="retried") == 1
    assert value(registry, "lateness_seconds_count") == 3
    assert value(registry, "lateness_seconds_bucket", le="300.0") == 0
    assert value(registry, "lateness_seconds_bucket", le="1800.0") == 3
    assert value(registry, "tick_seconds_count") >= 1
    assert value(registry, "failed_ticks_total") == 0


def test_a_failed_tick_is_counted(scene: Scene, registry: CollectorRegistry) -> None:
    assert scene.meters is not None
    with pytest.raises(ZeroDivisionError), scene.meters.tick():
        raise ZeroDivisionError
    assert value(registry, "failed_ticks_total") == 1
    assert value(registry, "tick_seconds_count") == 0
