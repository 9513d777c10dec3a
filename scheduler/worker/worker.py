"""The worker: puts its parts together, runs the clock, and stops in order."""

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from prometheus_client import CollectorRegistry

from db.engine import Database
from releases.clock import Clock
from scheduler.deliveries.lease import Claim
from scheduler.deliveries.receiver_queues import release_leases
from scheduler.fanout.tick import tick
from scheduler.health.heartbeat import BEAT_EVERY, beat
from scheduler.housekeeping.rounds import Retention, run_housekeeping
from scheduler.worker.claimer import Claimer
from scheduler.worker.clock_jumps import on_each_jump
from scheduler.worker.database_thread import Backoff, DatabaseThread
from scheduler.worker.dispatch import Dispatcher
from scheduler.worker.meters import Meters
from scheduler.worker.receiver_limits import ReceiverLimits, SendLimits
from scheduler.worker.recorder import Recorder

TICK_EVERY = timedelta(seconds=1)
MIN_TICK_GAP = timedelta(milliseconds=10)  # a tick that is pulled forward must find the last one ended
HOUSEKEEPING_EVERY = timedelta(minutes=10)
FIRST_HOUSEKEEPING = timedelta(minutes=1)  # after the start, which has more urgent things to do
GRACE = timedelta(seconds=20)  # longer than the sender's deadline, so that sends in progress can finish
RECORD_GRACE = timedelta(seconds=5)  # for recording the last results
_DONE = object()

log = structlog.get_logger()


class Worker:
    """Fires reminders and sends deliveries until it is told to stop. Any number can share a database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        dispatcher: Dispatcher,
        rng: Random | None = None,
        retention: Retention = Retention(),  # noqa: B008 - a value
        *,
        limits: SendLimits = SendLimits(),  # noqa: B008 - a value
        grace: timedelta = GRACE,
        meters: Meters | None = None,
    ) -> None:
        """`grace`: how long sends in progress may take after a stop. `meters`: None where nobody reads them."""
        self._database = database
        self._clock = clock
        self._grace = grace
        self._meters = meters or Meters(CollectorRegistry())
        self._stop = asyncio.Event()
        self._retention = retention
        self._ticking = asyncio.Lock()
        self._backoff = Backoff("a tick")
        self._last_beat: datetime | None = None
        self._thread = DatabaseThread()
        self._wake = asyncio.Event()  # something may be due, or there may be room to claim it
        recorder = self._recorder = Recorder(
            database,
            clock,
            self._thread,
            rng or Random(),  # noqa: S311 - jitter, not a secret
            self._meters,
            self._wake,
        )

        async def send(claim: Claim) -> None:
            if (result := await dispatcher.send(claim)) is not None:
                recorder.add(result)

        self._receivers = ReceiverLimits(send, limits)
        self._claimer = Claimer(database, clock, self._thread, self._receivers, recorder, self._wake)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set."""
        # 1. The clock. A fixed interval, never a one-shot date job, which an error would end for good.
        self._scheduler.add_job(
            self._tick,
            "interval",
            seconds=TICK_EVERY.total_seconds(),
            id="tick",
            next_run_time=self._clock.machine(),
        )
        self._scheduler.add_job(
            self._run_housekeeping,
            "interval",
            seconds=HOUSEKEEPING_EVERY.total_seconds(),
            id="housekeeping",
            next_run_time=self._clock.machine() + FIRST_HOUSEKEEPING,
        )
        self._scheduler.start()
        jumps = asyncio.create_task(on_each_jump(self._after_jump))
        # 2. Claim and send. 3. Record.
        claimer = asyncio.create_task(self._claimer.run(self._stop))
        recorder = asyncio.create_task(self._recorder.run(self._stop))
        log.info("the worker is running")
        try:
            await stop.wait()
        finally:
            jumps.cancel()
            await self._end(claimer, recorder)
            log.info("the worker has stopped")

    def wake(self) -> None:
        """Claim what is due at once, instead of after the next tick."""
        self._wake.set()

    async def _end(self, claimer: asyncio.Task[None], recorder: asyncio.Task[None]) -> None:
        # 1. Start nothing new.
        self._stop.set()
        self._scheduler.remove_job("tick")
        async with self._ticking:  # shutdown would cancel a tick in progress
            self._scheduler.shutdown(wait=False)
        self._wake.set()
        await claimer
        # 2. Release what is claimed and not being sent, so that another worker can claim it at once.
        await self._release(self._receivers.take_waiting())
        # 3. Let sends in progress finish; release the rest.
        await self._release(await self._receivers.finish(self._grace))
        # 4. Record the results.
        await self._recorder.finish(RECORD_GRACE)
        recorder.cancel()
        self._thread.close()

    async def _tick(self) -> None:
        async with self._ticking:
            try:
                with self._meters.tick():
                    due = await self._thread.run(tick, self._database, self._clock)
                await self._thread.run(self._beat)
                await self._claimer.find_queues()
            except Exception:  # noqa: BLE001 - the clock goes on, whatever happened
                self._backoff.failed()
                return
            self._backoff.succeeded()
            self._wake.set()
            self._pull_forward(due)

    def _pull_forward(self, due: datetime | None) -> None:
        """Tick as soon as something is due, if that is before the interval's next tick."""
        if self._stop.is_set() or due is None:
            return
        if (wait := due - self._clock.now()) < TICK_EVERY:
            self._scheduler.modify_job("tick", next_run_time=self._clock.machine() + max(wait, MIN_TICK_GAP))

    async def _run_housekeeping(self) -> None:
        """Run one round. Each step is a job of its own for the database thread, so ticks get in between."""
        steps = run_housekeeping(self._database, self._clock, self._retention)
        try:
            while not self._stop.is_set() and await self._thread.run(lambda: next(steps, _DONE)) is not _DONE:
                pass
        except Exception:  # the next round finds what is left
            log.exception("housekeeping failed")

    def _after_jump(self, by: timedelta) -> None:
        """Run every job now: APScheduler waits for wall-clock times, which may suddenly be hours away."""
        log.warning("the machine's time jumped", seconds=round(by.total_seconds()))
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=self._clock.machine())

    def _beat(self) -> None:
        now = self._clock.machine()
        if self._last_beat is None or abs(now - self._last_beat) >= BEAT_EVERY:  # abs: time may jump back
            with self._database.write() as session:
                beat(session, now)
            self._last_beat = now

    async def _release(self, claims: list[Claim]) -> None:
        if not claims:
            return
        try:
            await self._thread.run(self._clear_leases, claims)
        except Exception:
            log.exception("leases could not be released: they run out by themselves", count=len(claims))

    def _clear_leases(self, claims: list[Claim]) -> None:
        with self._database.write() as session:
            release_leases(session, claims)
