"""Writes down what came of each try, as many at once as there are."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from random import Random

import structlog

from db.engine import Database
from releases.clock import Clock
from scheduler.deliveries.outcomes import AttemptResult, record
from scheduler.worker.database_thread import DatabaseThread, Trouble
from scheduler.worker.meters import Meters

RESULTS_AT_ONCE = 500
GATHERED = 0.02  # seconds in which more can come: a commit costs as much for one as for many

log = structlog.get_logger()


class Recorder:
    """Keeps what could not be written and tries again, as long as its lease runs.

    Past that the delivery is sent again, under the same webhook-id.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        thread: DatabaseThread,
        rng: Random,
        meters: Meters,
        written: Callable[[], None],
    ) -> None:
        """`written` is called after each batch."""
        self._database = database
        self._clock = clock
        self._thread = thread
        self._rng = rng
        self._meters = meters
        self._written = written
        self._results: deque[AttemptResult] = deque()
        self._at_once = RESULTS_AT_ONCE
        self._some = asyncio.Event()
        self._none = asyncio.Event()
        self._none.set()
        self._trouble = Trouble("writing down what was sent")

    def __len__(self) -> int:
        """How many results are not written yet."""
        return len(self._results)

    def add(self, result: AttemptResult) -> None:
        """Write it down with the next batch."""
        self._results.append(result)
        self._some.set()
        self._none.clear()

    async def run(self, stop: asyncio.Event) -> None:
        """Write until it is cancelled. Once `stop` is set, what fails is tried without waiting long."""
        while True:
            await self._some.wait()
            if len(self._results) < self._at_once and not stop.is_set():
                await asyncio.sleep(GATHERED)
            results = [self._results[place] for place in range(min(self._at_once, len(self._results)))]
            try:
                await self._thread.run(self._record, results)
            except Exception:  # noqa: BLE001 - whatever it was, it is tried again
                self._trouble.begins()
                self._put_off(results)
                await self._trouble.wait(stop)
            else:
                self._trouble.ends()
                self._at_once = min(2 * self._at_once, RESULTS_AT_ONCE)
                self._drop(len(results))
            self._written()

    async def finish(self, within: timedelta) -> None:
        """Wait until all is written, or it has taken too long: then their leases run out."""
        try:
            async with asyncio.timeout(within.total_seconds()):
                await self._none.wait()
        except TimeoutError:
            self._tell_lost(len(self._results))

    def _put_off(self, failed: list[AttemptResult]) -> None:
        """Try these again after the others, one by one at first: it may be the fault of one."""
        self._at_once = 1
        self._drop(len(failed))
        kept = [result for result in failed if result.claim.claimed_until > self._clock.now()]
        if len(kept) < len(failed):
            self._tell_lost(len(failed) - len(kept))
        for result in kept:
            self.add(result)

    @staticmethod
    def _tell_lost(count: int) -> None:
        log.error("what was sent could not be written down, and is sent again", count=count)

    def _drop(self, count: int) -> None:
        for _ in range(count):
            self._results.popleft()
        if not self._results:
            self._some.clear()
            self._none.set()

    def _record(self, results: list[AttemptResult]) -> None:
        with self._database.write() as session:
            became = record(session, results, self._clock.now(), self._rng)
        self._meters.written(results, became)
