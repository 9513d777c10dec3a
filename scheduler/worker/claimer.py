"""Claims what is due while there is room for it, and sees that no receiver's queue stands before the others."""

import asyncio
from collections import Counter
from contextlib import suppress

from db.engine import Database
from releases.clock import Clock
from scheduler.deliveries.lease import Claim, claim_due, load_claims
from scheduler.deliveries.receiver_queues import give_back, lanes_waiting, set_aside
from scheduler.worker.database_thread import DatabaseThread, Trouble
from scheduler.worker.receiver_limits import STRETCH, ReceiverLimits
from scheduler.worker.recorder import Recorder

CLAIMS_AT_ONCE = 500


class Claimer:
    """Keeps the lanes supplied. What is claimed and not yet recorded is bounded, whatever is due."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        thread: DatabaseThread,
        lanes: ReceiverLimits,
        recorder: Recorder,
    ) -> None:
        self._database = database
        self._clock = clock
        self._thread = thread
        self._lanes = lanes
        self._recorder = recorder
        self._most_held = lanes.places.in_all + 2 * CLAIMS_AT_ONCE
        self._crowded: set[str] = set()  # receivers for which something waits in a queue of their own
        self._wake = asyncio.Event()
        self._trouble = Trouble("claiming")

    def wake(self) -> None:
        """Look again: something may be due, or there may be room."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Claim until it is time to stop; wake it then."""
        while not stop.is_set():
            with suppress(TimeoutError):  # lanes are looked after even when nothing comes or goes
                await asyncio.wait_for(self._wake.wait(), STRETCH if len(self._lanes) else None)
            self._wake.clear()
            try:
                await self._give_back_overdue()
                while not stop.is_set() and await self._fill():
                    pass
            except Exception:  # noqa: BLE001 - whatever it was, it is tried again
                self._trouble.begins()
                await self._trouble.wait(stop)
                self._wake.set()
            else:
                self._trouble.ends()

    async def look_for_crowds(self) -> None:
        """Find the queues that were left by others or by an earlier run."""
        self._crowded |= set(await self._thread.run(self._lanes_waiting))

    async def _fill(self) -> bool:
        """Claim once. Whether more may be due that there is room for."""
        room = self._most_held - len(self._lanes) - len(self._recorder)
        if room < CLAIMS_AT_ONCE:
            return False  # soon enough there is room for a batch
        rooms = {lane: room for lane in self._crowded if (room := self._lanes.room(lane))}
        queued, others = await self._thread.run(self._claim, rooms)
        came = Counter(claim.lane for claim in queued)
        self._crowded -= {lane for lane, asked in rooms.items() if came[lane] < asked}
        surplus: dict[str, list[Claim]] = {}
        for claim in [*queued, *others]:
            if claim.lane in self._crowded and not self._lanes.room(claim.lane):
                surplus.setdefault(claim.lane, []).append(claim)
            else:
                self._lanes.add(claim)
        for lane, claims in surplus.items():
            await self._thread.run(self._put_back, lane, claims)
        return len(others) == CLAIMS_AT_ONCE

    async def _give_back_overdue(self) -> None:
        for lane, claims in self._lanes.take_overdue().items():
            self._crowded.add(lane)
            await self._thread.run(self._put_back, lane, claims)

    def _claim(self, rooms: dict[str, int]) -> tuple[list[Claim], list[Claim]]:
        """From the queues of crowded receivers what there is room for, and a batch of what waits in none."""
        with self._database.write() as session:
            now = self._clock.now()
            queued = [
                delivery for lane, room in rooms.items() for delivery in claim_due(session, now, room, lane)
            ]
            others = claim_due(session, now, CLAIMS_AT_ONCE)
            return load_claims(session, queued), load_claims(session, others)

    def _put_back(self, lane: str, claims: list[Claim]) -> None:
        with self._database.write() as session:
            give_back(session, claims, lane)
            set_aside(session, lane, self._clock.now())

    def _lanes_waiting(self) -> list[str]:
        with self._database.read() as session:
            return lanes_waiting(session)
