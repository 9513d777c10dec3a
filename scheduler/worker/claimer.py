"""Claims due deliveries while there is capacity, and keeps one receiver's backlog from blocking the others."""

import asyncio
from collections import Counter
from collections.abc import Sized
from contextlib import suppress

from db.engine import Database
from releases.clock import Clock
from scheduler.deliveries.lease import Claim, claim_due, load_claims
from scheduler.deliveries.receiver_queues import move_to_queue, queued_receivers, release_leases
from scheduler.worker.database_thread import Backoff, DatabaseThread
from scheduler.worker.receiver_limits import RATE_INTERVAL, ReceiverLimits

CLAIM_BATCH = 1_000


class Claimer:
    """Leases due deliveries and hands them to the receiver limits.

    The number of deliveries that are claimed and not yet recorded is bounded, however many are due.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        thread: DatabaseThread,
        receivers: ReceiverLimits,
        unrecorded: Sized,
        wake: asyncio.Event,
    ) -> None:
        """`unrecorded`: the results that are not written yet. `wake`: set when something is due or there is room."""
        self._database = database
        self._clock = clock
        self._thread = thread
        self._receivers = receivers
        self._unrecorded = unrecorded
        self._wake = wake
        self._max_in_flight = receivers.limits.total + 2 * CLAIM_BATCH
        self._queued: set[str] = set()  # receivers that have a queue of their own in the database
        self._backoff = Backoff("claiming deliveries")

    async def run(self, stop: asyncio.Event) -> None:
        """Claim until `stop` is set. Set `wake` as well then, so that it notices."""
        while not stop.is_set():
            with suppress(TimeoutError):  # overdue claims are looked for even when nothing is claimed or sent
                await asyncio.wait_for(self._wake.wait(), RATE_INTERVAL if len(self._receivers) else None)
            self._wake.clear()
            try:
                await self._queue_overdue()
                while not stop.is_set() and await self._fill():
                    pass
            except Exception:  # noqa: BLE001 - the database may be away; whatever it was, it is tried again
                self._backoff.failed()
                await self._backoff.wait(stop)
                self._wake.set()
            else:
                self._backoff.succeeded()

    async def find_queues(self) -> None:
        """Notice the receiver queues that other workers, or an earlier run, have made."""
        self._queued |= set(await self._thread.run(self._read_queued))

    async def _fill(self) -> bool:
        """Claim once. Return whether more may be due that there is capacity for."""
        free = self._max_in_flight - len(self._receivers) - len(self._unrecorded)
        if free < CLAIM_BATCH:
            return False  # as results are recorded there will soon be room for a whole batch
        wanted = {receiver: n for receiver in self._queued if (n := self._receivers.capacity(receiver))}
        from_queues, others = await self._thread.run(self._claim, wanted)
        found = Counter(claim.receiver for claim in from_queues)
        self._queued -= {receiver for receiver, asked in wanted.items() if found[receiver] < asked}
        surplus: dict[str, list[Claim]] = {}
        for claim in [*from_queues, *others]:
            if claim.receiver in self._queued and not self._receivers.capacity(claim.receiver):
                surplus.setdefault(claim.receiver, []).append(claim)
            else:
                self._receivers.add(claim)
        for receiver, claims in surplus.items():
            await self._thread.run(self._put_in_queue, receiver, claims)
        return len(others) == CLAIM_BATCH

    async def _queue_overdue(self) -> None:
        for receiver, claims in self._receivers.take_overdue().items():
            self._queued.add(receiver)
            await self._thread.run(self._put_in_queue, receiver, claims)

    def _claim(self, wanted: dict[str, int]) -> tuple[list[Claim], list[Claim]]:
        """Claim up to so many from each receiver's own queue, and a batch of what is in none."""
        with self._database.write() as session:
            now = self._clock.now()
            from_queues = [
                delivery
                for receiver, limit in wanted.items()
                for delivery in claim_due(session, now, limit, receiver)
            ]
            others = claim_due(session, now, CLAIM_BATCH)
            return load_claims(session, from_queues), load_claims(session, others)

    def _put_in_queue(self, receiver: str, claims: list[Claim]) -> None:
        with self._database.write() as session:
            release_leases(session, claims, receiver)
            move_to_queue(session, receiver, self._clock.now())

    def _read_queued(self) -> list[str]:
        with self._database.read() as session:
            return queued_receivers(session)
