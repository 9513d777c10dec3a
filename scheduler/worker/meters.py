"""A worker's Prometheus metrics."""

from collections import Counter as Counted
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram

from db.words import DeliveryStatus
from scheduler.deliveries.outcomes import AttemptResult

_LATENESS_BUCKETS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600, 21_600, 86_400)  # seconds
_TICK_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
_OUTCOMES = {DeliveryStatus.PENDING: "retried"}  # the others are labelled by their status


class Meters:
    """The metrics, in one registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._lateness = Histogram(
            "openingday_lateness_seconds",
            "Time from when an alert was due to the start of its first attempt.",
            buckets=_LATENESS_BUCKETS,
            registry=registry,
        )
        self._attempts = Counter(
            "openingday_deliveries",
            "Delivery attempts of this worker, by channel and outcome.",
            ["channel", "outcome"],
            registry=registry,
        )
        self._ticks = Histogram(
            "openingday_tick_seconds",
            "Duration of this worker's ticks.",
            buckets=_TICK_BUCKETS,
            registry=registry,
        )
        self._failed_ticks = Counter(
            "openingday_failed_ticks", "Ticks of this worker that ended with an error.", registry=registry
        )

    @contextmanager
    def tick(self) -> Iterator[None]:
        """Measure a tick, and count it if it raises."""
        started = perf_counter()
        with self._failed_ticks.count_exceptions():
            yield
        self._ticks.observe(perf_counter() - started)

    def recorded(self, results: Sequence[AttemptResult], statuses: Sequence[DeliveryStatus]) -> None:
        """Count attempts that were recorded; `statuses` are those of their deliveries, in the same order."""
        attempts = Counted(
            (result.claim.channel, status) for result, status in zip(results, statuses, strict=True)
        )
        for (channel, status), count in attempts.items():
            self._attempts.labels(channel.value, _OUTCOMES.get(status, status.value)).inc(count)
        for result in results:
            claim = result.claim
            if claim.attempts == 0 and claim.details.release is not None:
                lateness = result.started_at - claim.details.event.occurred_at
                self._lateness.observe(lateness.total_seconds())
