"""What a worker measures as it works."""

from collections import Counter as Counted
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram

from db.words import DeliveryStatus
from scheduler.deliveries.outcomes import AttemptResult

_LATE = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600, 21_600, 86_400)  # seconds
_TICKS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
_OUTCOMES = {DeliveryStatus.PENDING: "retried"}  # the others are called as their status is


class Meters:
    """Meters in a registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._lateness = Histogram(
            "openingday_lateness_seconds",
            "From when an alert was due to the beginning of its first try.",
            buckets=_LATE,
            registry=registry,
        )
        self._tries = Counter(
            "openingday_deliveries",
            "Tries of deliveries that this worker made, by what came of them.",
            ["channel", "outcome"],
            registry=registry,
        )
        self._ticks = Histogram(
            "openingday_tick_seconds",
            "How long this worker's ticks took.",
            buckets=_TICKS,
            registry=registry,
        )
        self._failed_ticks = Counter(
            "openingday_failed_ticks", "Ticks of this worker that an error ended.", registry=registry
        )

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """Around a tick: how long it takes, and whether an error ends it."""
        begun = perf_counter()
        with self._failed_ticks.count_exceptions():
            yield
        self._ticks.observe(perf_counter() - begun)

    def written(self, results: Sequence[AttemptResult], became: Sequence[DeliveryStatus]) -> None:
        """Tries were written down, and this is what their deliveries became."""
        tries = Counted(
            (result.claim.channel, status) for result, status in zip(results, became, strict=True)
        )
        for (channel, status), count in tries.items():
            self._tries.labels(channel.value, _OUTCOMES.get(status, status.value)).inc(count)
        for result in results:
            claim = result.claim
            if claim.attempts == 0 and claim.told.release is not None:
                self._lateness.observe((result.started_at - claim.told.event.occurred_at).total_seconds())
