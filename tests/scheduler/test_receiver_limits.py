"""Slow receivers have a lower limit, so that the others always have capacity."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from db.models import Event
from db.words import Channel, EventType
from scheduler.deliveries.lease import Claim
from scheduler.messages.event_details import EventDetails
from scheduler.worker import receiver_limits
from scheduler.worker.receiver_limits import ReceiverLimits, SendLimits

NOW = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)
DETAILS = EventDetails(Event(type=EventType.TEST, occurred_at=NOW), None, None)


def claim(host: str) -> Claim:
    address = f"https://{host}.example/hook"
    return Claim(
        delivery_id=uuid4(),
        attempts=0,
        attempts_before=0,
        expires_at=None,
        claimed_until=NOW,
        subscription_id=uuid4(),
        channel=Channel.WEBHOOK,
        format="standard",
        address=address,
        headers={},
        secret=None,
        previous_secret=None,
        previous_secret_until=None,
        details=DETAILS,
    )


class Receivers:
    """Receiver limits with a clock that is moved by hand, and receivers that answer on command."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, limits: SendLimits) -> None:
        self.sending: Counter[str] = Counter()
        self._seconds = 0.0
        self._answered = asyncio.Condition()
        self._answers: Counter[str] = Counter()
        monkeypatch.setattr(receiver_limits, "monotonic", lambda: self._seconds)
        self.limits = ReceiverLimits(self._send, limits)

    async def _send(self, claim: Claim) -> None:
        host = claim.address.removeprefix("https://").partition(".")[0]
        self.sending[host] += 1
        async with self._answered:
            await self._answered.wait_for(lambda: self._answers[host])
            self._answers[host] -= 1
        self.sending[host] -= 1

    async def add(self, *hosts: str) -> None:
        for host in hosts:
            self.limits.add(claim(host))
        await self._settle()

    async def answer(self, *hosts: str, after: float) -> None:
        """Each answers to one send, so many seconds later."""
        self._seconds += after
        async with self._answered:
            self._answers.update(hosts)
            self._answered.notify_all()
        await self._settle()

    async def _settle(self) -> None:
        for _ in range(100):  # turns of the loop: more than anything here takes
            await asyncio.sleep(0)


def test_slow_receivers_have_a_lower_limit_until_they_answer_quickly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def play() -> None:
        receivers = Receivers(monkeypatch, SendLimits(total=8, per_receiver=8))
        hanging = ["a", "b", "c"]
        await receivers.add(*hanging)
        await receivers.answer(*hanging, after=15)
        await receivers.add(*hanging * 10)
        assert receivers.sending == Counter(a=2, b=1, c=1)  # a quarter each, and half of all together
        assert receivers.limits.capacity("https://c.example/") == 0  # so that no more are claimed for it
        await receivers.add(*["good"] * 10)
        assert receivers.sending["good"] == 4
        await receivers.answer(after=1.5)
        overdue = (
            receivers.limits.take_overdue()
        )  # what waits for a place goes back, and stands before nobody
        assert {name: len(claims) for name, claims in overdue.items()} == {
            "https://a.example/": 8,
            "https://b.example/": 9,
            "https://c.example/": 9,
        }
        await receivers.answer("a", *["good"] * 10, after=1)
        await receivers.add(*["a"] * 20)
        assert receivers.sending == Counter(
            a=6, b=1, c=1, good=0
        )  # it answered soon, and has all that are free

    asyncio.run(play())
