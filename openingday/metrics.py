"""Prometheus metrics of a process and of the database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from db.engine import Database
from releases.clock import Clock
from releases.errors import InvalidValueError
from scheduler.health.backlog import Backlog, read_backlog

READ_AGAIN_AFTER = timedelta(seconds=10)  # the database's figures are at most this old


def make_registry(database: Database, clock: Clock, feed_answers: Mapping[int, int]) -> CollectorRegistry:
    """Return a registry for one service; nothing here is global. A worker adds its own metrics.

    `feed_answers`: the live count of the feeds' answers by status.
    """
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(Work(database, clock))
    registry.register(FeedRequests(feed_answers))
    return registry


@contextmanager
def served_on(host: str, port: int | None, registry: CollectorRegistry) -> Iterator[None]:
    """Serve a registry on its own port while the block lasts; not at all if `port` is None.

    Raises InvalidValueError if the port cannot be listened on.
    """
    if port is None:
        yield
        return
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        detail = (
            f"OPENINGDAY_METRICS_PORT is {port}, and {host}:{port} cannot be listened on: {error.strerror}"
        )
        raise InvalidValueError(detail) from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class FeedRequests(Collector):
    """The feeds' request counts."""

    def __init__(self, answers: Mapping[int, int]) -> None:
        self._answers = answers

    def collect(self) -> Iterator[Metric]:
        """Yield requests by status."""
        requests = CounterMetricFamily(
            "openingday_feed_requests", "Requests for feeds that this process answered.", labels=["status"]
        )
        for status, count in sorted(dict(self._answers).items()):
            requests.add_metric([str(status)], count)
        yield requests


class Work(Collector):
    """The state of the work in the database: the same from every process."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._read: tuple[float, Backlog | None] | None = (
            None  # monotonic time of the reading; None if it failed
        )

    def collect(self) -> Iterator[Metric]:
        """Yield the backlog, the age of the last tick, and the subscriptions that receive nothing."""
        now = self._backlog()
        yield _gauge("database_up", "Whether the database could be read.", int(now is not None))
        if now is None:
            return
        yield _gauge("backlog_pending", "Deliveries that wait: due, or for their next try.", now.pending)
        yield _gauge("backlog_due", "Deliveries that are due and not sent.", now.due)
        yield _gauge("backlog_held", "Deliveries of subscriptions that are paused.", now.held)
        yield _gauge("reminders_due", "Reminders that are due and not fired.", now.reminders_due)
        waits = self._clock.now() - now.due_since if now.due_since else timedelta(0)
        yield _gauge(
            "due_age_seconds", "How long the first of what is due has been due.", waits.total_seconds()
        )
        yield _gauge("subscriptions_paused", "Subscriptions that are paused.", now.paused)
        yield _gauge("subscriptions_failing", "Subscriptions that only failures come from.", now.failing)
        if now.last_tick is not None:
            age = (self._clock.machine() - now.last_tick).total_seconds()
            yield _gauge("last_tick_age_seconds", "Since some worker last noted a tick.", age)

    def _backlog(self) -> Backlog | None:
        if self._read is None or monotonic() - self._read[0] > READ_AGAIN_AFTER.total_seconds():
            try:
                with self._database.read() as session:
                    found = read_backlog(session, self._clock.now())
            except SQLAlchemyError:
                found = None
            self._read = monotonic(), found
        return self._read[1]


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"openingday_{name}", what, value)
