"""Claims on their way: each receiver has a lane, with so many places and no more, and every lane its turn."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from scheduler.deliveries.lease import Claim

STRETCH = 0.25  # seconds over which a lane's pace is taken
PATIENCE = 1.0  # seconds that a claim may wait for a place to its receiver, before it waits in the database
SLOW = 10.0  # seconds of a send, after which its receiver has few places until it answers sooner
MOST_SLOW = 10_000  # receivers that are remembered as slow


@dataclass(frozen=True, slots=True)
class SendLimits:
    """How many sends there can be at once."""

    in_all: int = 256
    to_one: int = 32  # receiver: one that hangs takes no more than its share

    @property
    def to_all_slow(self) -> int:
        """Those that slow receivers have together: the others are never without."""
        return max(1, self.in_all // 2)

    @property
    def to_slow(self) -> int:
        """Those to one receiver that is slow."""
        return max(1, self.to_one // 4)


@dataclass(slots=True)
class _Lane:
    """The claims for one receiver."""

    places: int
    waiting: deque[tuple[float, Claim]] = field(default_factory=deque)  # since when, by the machine's count
    sending: int = 0
    has_turn: bool = False  # it stands in line for a sender
    finished: int = 0  # sends since the pace was taken
    pace: int = 0  # sends that it finished in the last stretch

    def __len__(self) -> int:
        return len(self.waiting) + self.sending


class ReceiverLimits:
    """Sends claims, as many at once as there are places; the lanes take turns.

    The senders are few and stay: a task for each claim would cost as much as composing it.
    """

    def __init__(self, send: Callable[[Claim], Awaitable[None]], places: SendLimits) -> None:
        self.places = places
        self._send = send
        self._lanes: dict[str, _Lane] = {}
        self._turns: deque[str] = deque()
        self._slow: dict[str, None] = {}  # receivers, the longest remembered first
        self._sending_slow = 0
        self._put_off: dict[str, None] = {}  # slow receivers whose turn came while their places were taken
        self._senders: dict[asyncio.Task[None], Claim | None] = {}
        self._pace_taken_at = monotonic()

    def __len__(self) -> int:
        """How many claims wait here or are being sent."""
        return sum(map(len, self._lanes.values()))

    def add(self, claim: Claim) -> None:
        """Send it as soon as there is a place."""
        name = claim.lane
        if (lane := self._lanes.get(name)) is None:
            lane = self._lanes[name] = _Lane(
                self.places.to_slow if name in self._slow else self.places.to_one
            )
        lane.waiting.append((monotonic(), claim))
        self._give_turn(name, lane)
        if self._turns and len(self._senders) < self.places.in_all:
            task = asyncio.create_task(self._work())
            self._senders[task] = None
            task.add_done_callback(self._senders.pop)

    def room(self, name: str) -> int:
        """How many more claims this receiver can take before the last of them has waited too long."""
        if name in self._slow and not self._room_for_slow():
            return 0
        lane = self._lanes.get(name)
        return self.places.to_one if lane is None else max(0, lane.places + lane.pace - len(lane))

    def take_overdue(self) -> dict[str, list[Claim]]:
        """Take out what has waited too long because every place to its receiver is taken. Ask a few times a second."""
        now = monotonic()
        if now - self._pace_taken_at < STRETCH:
            return {}
        self._pace_taken_at = now
        overdue = {}
        for name, lane in list(self._lanes.items()):
            lane.pace, lane.finished = lane.finished, 0
            patience = PATIENCE if lane.pace else STRETCH  # none for a receiver that does not answer
            is_full = lane.sending >= lane.places or name in self._put_off
            if is_full and lane.waiting and now - lane.waiting[0][0] > patience:
                overdue[name] = [lane.waiting.popleft()[1] for _ in range(len(lane.waiting))]
            elif not lane.waiting and not lane.sending and not lane.pace and not lane.has_turn:
                del self._lanes[name]
        return overdue

    def take_waiting(self) -> list[Claim]:
        """Take out all that is not being sent yet."""
        waiting = [claim for lane in self._lanes.values() for _, claim in lane.waiting]
        for lane in self._lanes.values():
            lane.waiting.clear()
        return waiting

    async def finish(self, grace: timedelta) -> list[Claim]:
        """Wait until what is being sent has ended; after that time break it off, and take it out."""
        if not self._senders:
            return []
        _, slow = await asyncio.wait(self._senders, timeout=grace.total_seconds())
        left = [claim for task in slow if (claim := self._senders[task]) is not None]
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return left

    def _give_turn(self, name: str, lane: _Lane) -> None:
        if lane.waiting and lane.sending < lane.places and not lane.has_turn:
            lane.has_turn = True
            self._turns.append(name)

    async def _work(self) -> None:
        """Send one claim after the other, each from the lane whose turn it is, until no lane can take more."""
        me = asyncio.current_task()
        while self._turns:
            name = self._turns.popleft()
            lane = self._lanes[name]
            is_slow = name in self._slow
            if is_slow and not self._room_for_slow():
                self._put_off[name] = None
                continue
            lane.has_turn = False
            if not lane.waiting:  # they were taken out meanwhile
                continue
            _, claim = lane.waiting.popleft()
            lane.sending += 1
            self._sending_slow += is_slow
            self._give_turn(name, lane)
            self._senders[me] = claim  # type: ignore[index] # a coroutine runs in a task
            begun = monotonic()
            try:
                await self._send(claim)
            finally:
                self._senders[me] = None  # type: ignore[index]
                lane.sending -= 1
                lane.finished += 1
                self._sending_slow -= is_slow
                self._judge(name, lane, monotonic() - begun)
                if is_slow:
                    self._turns += self._put_off
                    self._put_off.clear()
                self._give_turn(name, lane)

    def _room_for_slow(self) -> bool:
        return self._sending_slow < self.places.to_all_slow

    def _judge(self, name: str, lane: _Lane, seconds: float) -> None:
        """Whether a receiver is slow: as its last send was, which took so long."""
        if seconds < SLOW:
            self._slow.pop(name, None)
            lane.places = self.places.to_one
        else:
            self._slow[name] = None
            lane.places = self.places.to_slow
            if len(self._slow) > MOST_SLOW:
                del self._slow[next(iter(self._slow))]
