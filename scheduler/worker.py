"""The worker: a clock that ticks, a pump that sends, and a scribe that writes down what came of it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random
from typing import ParamSpec, TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from db.engine import Database
from releases.clock import Clock
from scheduler.claims import Claim, claim_due, load_claims
from scheduler.dispatch import Dispatcher
from scheduler.heartbeat import BEAT_EVERY, beat
from scheduler.housekeeping import Keep, keep_house
from scheduler.results import Result, record
from scheduler.tick import tick

TICK_EVERY = timedelta(seconds=1)
SOONEST = timedelta(milliseconds=10)  # a tick that is pulled forward must find the last one ended
KEEP_HOUSE_EVERY = timedelta(minutes=10)
FIRST_HOUSEKEEPING = timedelta(minutes=1)  # a start has better things to do
_DONE = object()
CLAIMS_AT_ONCE = 100
RESULTS_AT_ONCE = 200
MOST_IN_FLIGHT = 500
GRACE = timedelta(seconds=20)  # longer than the sender's deadline: what is in flight can finish

log = structlog.get_logger()
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Worker:
    """Fires reminders and sends deliveries until it is told to stop. Any number may share a database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        dispatcher: Dispatcher,
        rng: Random | None = None,
        keep: Keep = Keep(),  # noqa: B008 - a value
    ) -> None:
        self._database = database
        self._clock = clock
        self._dispatcher = dispatcher
        self._rng = rng or Random()  # noqa: S311 - jitter, not a secret
        self._keep = keep
        self._in_flight: set[asyncio.Task[None]] = set()
        self._results: asyncio.Queue[Result] = asyncio.Queue()
        self._wake = asyncio.Event()
        self._stopping = False
        self._ticking = asyncio.Lock()
        self._beaten_at: datetime | None = None
        # One thread: a second writer of ours would only wait for the first.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="worker")
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; then finish what is in flight, for a while, and write it down."""
        # A fixed interval, never a one-shot date job: an error in a tick cannot end it.
        self._scheduler.add_job(
            self._tick,
            "interval",
            seconds=TICK_EVERY.total_seconds(),
            id="tick",
            next_run_time=self._clock.machine(),
        )
        self._scheduler.add_job(
            self._keep_house,
            "interval",
            seconds=KEEP_HOUSE_EVERY.total_seconds(),
            id="housekeeping",
            next_run_time=self._clock.machine() + FIRST_HOUSEKEEPING,
        )
        self._scheduler.start()
        pump, scribe = asyncio.create_task(self._pump()), asyncio.create_task(self._scribe())
        log.info("the worker is running")
        try:
            await stop.wait()
        finally:
            self._stopping = True
            self._scheduler.remove_job("tick")
            async with self._ticking:  # the scheduler would cancel a tick that is under way
                self._scheduler.shutdown(wait=False)
            self._wake.set()
            await pump
            if self._in_flight:
                await asyncio.wait(self._in_flight, timeout=GRACE.total_seconds())
            await self._results.join()
            scribe.cancel()
            self._thread.shutdown()
            log.info("the worker has stopped")

    async def _tick(self) -> None:
        async with self._ticking:
            try:
                due = await self._in_thread(tick, self._database, self._clock)
                await self._in_thread(self._beat)
            except Exception:  # the clock goes on ticking, whatever happened
                log.exception("a tick failed")
                return
            self._wake.set()
            self._pull_forward(due)

    def _pull_forward(self, due: datetime | None) -> None:
        """Tick again as soon as something is due, if that is before the interval's next tick."""
        if self._stopping or due is None:
            return
        if (wait := due - self._clock.now()) < TICK_EVERY:
            self._scheduler.modify_job("tick", next_run_time=self._clock.machine() + max(wait, SOONEST))

    async def _keep_house(self) -> None:
        """One round of housekeeping; between its steps ticks have their turn."""
        steps = keep_house(self._database, self._clock, self._keep)
        try:
            while not self._stopping and await self._in_thread(lambda: next(steps, _DONE)) is not _DONE:
                pass
        except Exception:  # the next round finds what is left
            log.exception("housekeeping failed")

    def _beat(self) -> None:
        now = self._clock.machine()
        if self._beaten_at is None or now - self._beaten_at >= BEAT_EVERY:
            with self._database.write() as session:
                beat(session, now)
            self._beaten_at = now

    async def _pump(self) -> None:
        """Claim what is due while there is room, and send each claim in a task of its own."""
        while not self._stopping:
            await self._wake.wait()
            self._wake.clear()
            try:
                while not self._stopping and (
                    room := min(MOST_IN_FLIGHT - len(self._in_flight), CLAIMS_AT_ONCE)
                ):
                    claims = await self._in_thread(self._claim, room)
                    for claim in claims:
                        task = asyncio.create_task(self._send(claim))
                        self._in_flight.add(task)
                        task.add_done_callback(self._in_flight.discard)
                    if len(claims) < room:
                        break
            except Exception:  # the next tick tries again
                log.exception("claiming failed")

    def _claim(self, limit: int) -> list[Claim]:
        with self._database.write() as session:
            ids = claim_due(session, self._clock.now(), limit)
        if not ids:
            return []
        with self._database.read() as session:
            return load_claims(session, ids)

    async def _send(self, claim: Claim) -> None:
        result = await self._dispatcher.send(claim)
        if result is not None:
            self._results.put_nowait(result)

    async def _scribe(self) -> None:
        """Write results down, as many at once as there are."""
        while True:
            results = [await self._results.get()]
            while not self._results.empty() and len(results) < RESULTS_AT_ONCE:
                results.append(self._results.get_nowait())
            try:
                await self._in_thread(self._record, results)
            except Exception:  # their leases run out, and they are sent again under the same webhook-id
                log.exception("results could not be written down", count=len(results))
            for _ in results:
                self._results.task_done()
            self._wake.set()

    def _record(self, results: list[Result]) -> None:
        with self._database.write() as session:
            record(session, results, self._clock.now(), self._rng)

    async def _in_thread(
        self, function: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs
    ) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: function(*args, **kwargs)
        )
