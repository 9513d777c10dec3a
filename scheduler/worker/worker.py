"""The worker: a clock that ticks, a claimer that claims, lanes that send, and a recorder that writes down what came of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from prometheus_client import CollectorRegistry

from db.engine import Database
from releases.clock import Clock
from scheduler.deliveries.lease import Claim
from scheduler.deliveries.receiver_queues import give_back
from scheduler.fanout.tick import tick
from scheduler.health.heartbeat import BEAT_EVERY, beat
from scheduler.housekeeping.rounds import Keep, keep_house
from scheduler.worker.claimer import Claimer
from scheduler.worker.clock_jumps import on_each_jump
from scheduler.worker.database_thread import DatabaseThread, Trouble
from scheduler.worker.dispatch import Dispatcher
from scheduler.worker.meters import Meters
from scheduler.worker.receiver_limits import ReceiverLimits, SendLimits
from scheduler.worker.recorder import Recorder

TICK_EVERY = timedelta(seconds=1)
SOONEST = timedelta(milliseconds=10)  # a tick that is pulled forward must find the last one ended
KEEP_HOUSE_EVERY = timedelta(minutes=10)
FIRST_HOUSEKEEPING = timedelta(minutes=1)  # a start has better things to do
_DONE = object()
GRACE = timedelta(seconds=20)  # longer than the sender's deadline: what is in flight can finish
LAST_WORDS = timedelta(seconds=5)  # for writing down what was sent in the end

log = structlog.get_logger()


class Worker:
    """Fires reminders and sends deliveries until it is told to stop. Any number may share a database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        dispatcher: Dispatcher,
        rng: Random | None = None,
        keep: Keep = Keep(),  # noqa: B008 - a value
        *,
        places: SendLimits = SendLimits(),  # noqa: B008 - a value
        grace: timedelta = GRACE,
        meters: Meters | None = None,
    ) -> None:
        """`grace`: how long what is being sent may take once it is told to stop; `meters`: none, nobody reads them."""
        self._database = database
        self._clock = clock
        self._dispatcher = dispatcher
        self._grace = grace
        self._meters = meters or Meters(CollectorRegistry())
        self._stop = asyncio.Event()
        self._keep = keep
        self._ticking = asyncio.Lock()
        self._trouble = Trouble("a tick")
        self._beaten_at: datetime | None = None
        self._thread = DatabaseThread()
        self._lanes = ReceiverLimits(self._send, places)
        self._recorder = Recorder(
            database,
            clock,
            self._thread,
            rng or Random(),  # noqa: S311 - jitter, not a secret
            self._meters,
            written=lambda: self._claimer.wake(),  # noqa: PLW0108 - the claimer is made after it
        )
        self._claimer = Claimer(database, clock, self._thread, self._lanes, self._recorder)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set."""
        # 1. The clock: a tick fires what is due. A fixed interval, never a one-shot date job: an error cannot end it.
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
        jumps = asyncio.create_task(on_each_jump(self._after_a_jump))
        # 2. The claimer claims deliveries and hands them to the lanes, which send. 3. The recorder writes results down.
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
        """Look at once for what is due, and not only after the next tick."""
        self._claimer.wake()

    async def _end(self, claimer: asyncio.Task[None], recorder: asyncio.Task[None]) -> None:
        # 1. Begin nothing more.
        self._stop.set()
        self._scheduler.remove_job("tick")
        async with self._ticking:  # the scheduler would cancel a tick that is under way
            self._scheduler.shutdown(wait=False)
        self._claimer.wake()
        await claimer
        # 2. Give back what nobody is sending, so that another worker has it at once.
        await self._give_back(self._lanes.take_waiting())
        # 3. Let what is being sent end, for a while; give back the rest.
        await self._give_back(await self._lanes.finish(self._grace))
        # 4. Write down what came of it.
        await self._recorder.finish(LAST_WORDS)
        recorder.cancel()
        self._thread.close()

    async def _tick(self) -> None:
        async with self._ticking:
            try:
                with self._meters.ticking():
                    due = await self._thread.run(tick, self._database, self._clock)
                await self._thread.run(self._beat)
                await self._claimer.look_for_crowds()
            except Exception:  # noqa: BLE001 - the clock goes on ticking, whatever happened
                self._trouble.begins()
                return
            self._trouble.ends()
            self._claimer.wake()
            self._pull_forward(due)

    def _pull_forward(self, due: datetime | None) -> None:
        """Tick again as soon as something is due, if that is before the interval's next tick."""
        if self._stop.is_set() or due is None:
            return
        if (wait := due - self._clock.now()) < TICK_EVERY:
            self._scheduler.modify_job("tick", next_run_time=self._clock.machine() + max(wait, SOONEST))

    async def _keep_house(self) -> None:
        """One round of housekeeping; between its steps ticks have their turn."""
        steps = keep_house(self._database, self._clock, self._keep)
        try:
            while not self._stop.is_set() and await self._thread.run(lambda: next(steps, _DONE)) is not _DONE:
                pass
        except Exception:  # the next round finds what is left
            log.exception("housekeeping failed")

    def _after_a_jump(self, by: timedelta) -> None:
        """The scheduler waits for instants of the machine's time, which may now be hours away: let it begin anew."""
        log.warning("the machine's time jumped", seconds=round(by.total_seconds()))
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=self._clock.machine())

    def _beat(self) -> None:
        now = self._clock.machine()
        if self._beaten_at is None or abs(now - self._beaten_at) >= BEAT_EVERY:  # the time may jump back
            with self._database.write() as session:
                beat(session, now)
            self._beaten_at = now

    async def _send(self, claim: Claim) -> None:
        result = await self._dispatcher.send(claim)
        if result is not None:
            self._recorder.add(result)

    async def _give_back(self, claims: list[Claim]) -> None:
        if not claims:
            return
        try:
            await self._thread.run(self._clear_leases, claims)
        except Exception:
            log.exception("deliveries could not be given back: their leases run out", count=len(claims))

    def _clear_leases(self, claims: list[Claim]) -> None:
        with self._database.write() as session:
            give_back(session, claims)
