"""Per-receiver limits: how many sends run at once, and whose turn is next.

A receiver is the origin of a webhook address, or the mail server. Each has a queue of claims; a bounded number of
sender tasks takes one claim from each queue in turn.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from scheduler.deliveries.lease import Claim

RATE_INTERVAL = 0.25  # seconds over which a receiver's rate is measured
MAX_WAIT = 1.0  # seconds that a claim may wait in memory for a receiver at its limit, before it waits in the database
SLOW_AFTER = 10.0  # seconds; a send that takes longer marks its receiver as slow, until one is faster again
MAX_SLOW_REMEMBERED = 10_000  # receivers


@dataclass(frozen=True, slots=True)
class SendLimits:
    """How many sends run at once."""

    total: int = 256
    per_receiver: int = 32  # one that hangs takes no more than this share

    @property
    def slow_total(self) -> int:
        """The limit of all slow receivers together, so that the others always have capacity."""
        return max(1, self.total // 2)

    @property
    def per_slow_receiver(self) -> int:
        """The limit of one slow receiver."""
        return max(1, self.per_receiver // 4)


@dataclass(slots=True)
class _Receiver:
    """The claims for one receiver."""

    limit: int
    waiting: deque[tuple[float, Claim]] = field(default_factory=deque)  # (monotonic time it was added, claim)
    sending: int = 0
    has_turn: bool = False  # it is in the round-robin queue
    finished: int = 0  # sends since the rate was last measured
    rate: int = 0  # sends that finished in the last interval

    def __len__(self) -> int:
        return len(self.waiting) + self.sending


class ReceiverLimits:
    """Sends claims within the limits, receivers in turn.

    Senders are a few long-lived tasks: a task per claim would cost as much as composing the message.
    """

    def __init__(self, send: Callable[[Claim], Awaitable[None]], limits: SendLimits) -> None:
        """`send` sends one claim, and records the result; it must not raise."""
        self.limits = limits
        self._send = send
        self._receivers: dict[str, _Receiver] = {}
        self._turns: deque[str] = deque()  # receivers, for round robin
        self._slow: dict[str, None] = {}  # receivers, the longest known first
        self._sending_slow = 0
        self._deferred: dict[str, None] = {}  # slow receivers whose turn came while `slow_total` was used up
        self._senders: dict[asyncio.Task[None], Claim | None] = {}
        self._rate_measured_at = monotonic()

    def __len__(self) -> int:
        """Return the number of claims that wait here or are being sent."""
        return sum(map(len, self._receivers.values()))

    def add(self, claim: Claim) -> None:
        """Send the claim as soon as the limits allow."""
        name = claim.receiver
        if (receiver := self._receivers.get(name)) is None:
            is_slow = name in self._slow
            limit = self.limits.per_slow_receiver if is_slow else self.limits.per_receiver
            receiver = self._receivers[name] = _Receiver(limit)
        receiver.waiting.append((monotonic(), claim))
        self._give_turn(name, receiver)
        if self._turns and len(self._senders) < self.limits.total:
            task = asyncio.create_task(self._work())
            self._senders[task] = None
            task.add_done_callback(self._senders.pop)

    def capacity(self, name: str) -> int:
        """Return how many more claims this receiver can take, at its present rate, without waiting too long."""
        if name in self._slow and not self._has_slow_capacity():
            return 0
        receiver = self._receivers.get(name)
        if receiver is None:
            return self.limits.per_receiver
        return max(0, receiver.limit + receiver.rate - len(receiver))

    def take_overdue(self) -> dict[str, list[Claim]]:
        """Remove and return, by receiver, the claims that have waited too long for one at its limit.

        Measures the rates as well: call it a few times a second.
        """
        now = monotonic()
        if now - self._rate_measured_at < RATE_INTERVAL:
            return {}
        self._rate_measured_at = now
        overdue = {}
        for name, receiver in list(self._receivers.items()):
            receiver.rate, receiver.finished = receiver.finished, 0
            max_wait = MAX_WAIT if receiver.rate else RATE_INTERVAL  # less for one that does not answer
            is_full = receiver.sending >= receiver.limit or name in self._deferred
            if is_full and receiver.waiting and now - receiver.waiting[0][0] > max_wait:
                overdue[name] = [claim for _, claim in receiver.waiting]
                receiver.waiting.clear()
            elif not len(receiver) and not receiver.rate and not receiver.has_turn:
                del self._receivers[name]
        return overdue

    def take_waiting(self) -> list[Claim]:
        """Remove and return every claim that is not being sent yet."""
        waiting = [claim for receiver in self._receivers.values() for _, claim in receiver.waiting]
        for receiver in self._receivers.values():
            receiver.waiting.clear()
        return waiting

    async def finish(self, grace: timedelta) -> list[Claim]:
        """Wait for the sends in progress; after `grace`, cancel those that remain, and return their claims."""
        if not self._senders:
            return []
        _, unfinished = await asyncio.wait(self._senders, timeout=grace.total_seconds())
        left = [claim for task in unfinished if (claim := self._senders[task]) is not None]
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        return left

    def _give_turn(self, name: str, receiver: _Receiver) -> None:
        if receiver.waiting and receiver.sending < receiver.limit and not receiver.has_turn:
            receiver.has_turn = True
            self._turns.append(name)

    async def _work(self) -> None:
        """Send claim after claim, each of the receiver whose turn it is, until none can take more."""
        me = asyncio.current_task()
        while self._turns:
            name = self._turns.popleft()
            receiver = self._receivers[name]
            is_slow = name in self._slow
            if is_slow and not self._has_slow_capacity():
                self._deferred[name] = None
                continue
            receiver.has_turn = False
            if not receiver.waiting:  # they were taken out meanwhile
                continue
            _, claim = receiver.waiting.popleft()
            receiver.sending += 1
            self._sending_slow += is_slow
            self._give_turn(name, receiver)
            self._senders[me] = claim  # type: ignore[index] # a coroutine runs in a task
            started = monotonic()
            try:
                await self._send(claim)
            finally:
                self._senders[me] = None  # type: ignore[index]
                receiver.sending -= 1
                receiver.finished += 1
                self._sending_slow -= is_slow
                self._classify(name, receiver, monotonic() - started)
                if is_slow:
                    self._turns += self._deferred
                    self._deferred.clear()
                self._give_turn(name, receiver)

    def _has_slow_capacity(self) -> bool:
        return self._sending_slow < self.limits.slow_total

    def _classify(self, name: str, receiver: _Receiver, seconds: float) -> None:
        """Mark a receiver as slow, or not, by the duration of its last send."""
        if seconds < SLOW_AFTER:
            self._slow.pop(name, None)
            receiver.limit = self.limits.per_receiver
        else:
            self._slow[name] = None
            receiver.limit = self.limits.per_slow_receiver
            if len(self._slow) > MAX_SLOW_REMEMBERED:
                del self._slow[next(iter(self._slow))]
