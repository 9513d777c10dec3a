"""Writes the results of attempts to the database, in batches."""

import asyncio
from collections import deque
from datetime import timedelta
from random import Random

import structlog

from db.engine import Database
from releases.clock import Clock
from scheduler.deliveries.outcomes import AttemptResult, record
from scheduler.worker.database_thread import Backoff, DatabaseThread
from scheduler.worker.meters import Meters

RESULTS_PER_WRITE = 1_000
BATCH_WINDOW = 0.05  # seconds to wait for more results: a commit costs as much for one as for many

log = structlog.get_logger()


class Recorder:
    """Queues results and writes them; what fails is tried again for as long as its lease runs.

    After that the delivery is sent again, with the same webhook-id.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        thread: DatabaseThread,
        rng: Random,
        meters: Meters,
        has_written: asyncio.Event,
    ) -> None:
        """`has_written` is set after each batch."""
        self._database = database
        self._clock = clock
        self._thread = thread
        self._rng = rng
        self._meters = meters
        self._has_written = has_written
        self._results: deque[AttemptResult] = deque()
        self._batch = RESULTS_PER_WRITE
        self._some = asyncio.Event()
        self._none = asyncio.Event()
        self._none.set()
        self._backoff = Backoff("recording results")

    def __len__(self) -> int:
        """Return the number of results that are not written yet."""
        return len(self._results)

    def add(self, result: AttemptResult) -> None:
        """Write the result with the next batch."""
        self._results.append(result)
        self._some.set()
        self._none.clear()

    async def run(self, stop: asyncio.Event) -> None:
        """Write until cancelled. Once `stop` is set, retries do not wait."""
        while True:
            await self._some.wait()
            if len(self._results) < self._batch and not stop.is_set():
                await asyncio.sleep(BATCH_WINDOW)
            results = [self._results[place] for place in range(min(self._batch, len(self._results)))]
            try:
                await self._thread.run(self._record, results)
            except Exception:  # noqa: BLE001 - the database may be away; whatever it was, it is tried again
                self._backoff.failed()
                self._put_off(results)
                await self._backoff.wait(stop)
            else:
                self._backoff.succeeded()
                self._batch = min(2 * self._batch, RESULTS_PER_WRITE)
                self._drop(len(results))
            self._has_written.set()

    async def finish(self, within: timedelta) -> None:
        """Wait until everything is written, at most `within`; what is left is sent again when its lease runs out."""
        try:
            async with asyncio.timeout(within.total_seconds()):
                await self._none.wait()
        except TimeoutError:
            self._log_lost(len(self._results))

    def _put_off(self, failed: list[AttemptResult]) -> None:
        """Move these behind the others, and write one at a time at first: one bad result may fail the whole batch."""
        self._batch = 1
        self._drop(len(failed))
        kept = [result for result in failed if result.claim.claimed_until > self._clock.now()]
        if len(kept) < len(failed):
            self._log_lost(len(failed) - len(kept))
        for result in kept:
            self.add(result)

    @staticmethod
    def _log_lost(count: int) -> None:
        log.error("results could not be recorded: the deliveries are sent again", count=count)

    def _drop(self, count: int) -> None:
        for _ in range(count):
            self._results.popleft()
        if not self._results:
            self._some.clear()
            self._none.set()

    def _record(self, results: list[AttemptResult]) -> None:
        with self._database.write() as session:
            statuses = record(session, results, self._clock.now(), self._rng)
        self._meters.recorded(results, statuses)
