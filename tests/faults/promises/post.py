"""A clock and a receiver for the play: both do only what they are told."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from releases.clock import Clock
from scheduler.channels.outcome import Outcome

Message = tuple[bytes, Mapping[str, str]]  # body, headers


class StillClock(Clock):
    """Moves only when it is told to."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._now = start

    def now(self) -> datetime:
        return self._now

    def set(self, instant: datetime) -> None:
        self._now = instant

    def advance(self, by: timedelta) -> None:
        self._now += by


@dataclass(frozen=True)
class Came:
    """A webhook that came."""

    id: UUID
    body: dict[str, Any]
    taken: bool  # whether it was answered by 200


class Post:
    """A receiver in place of the product's sender: it takes down what comes, and answers as it is told."""

    deadline = timedelta(seconds=15)
    max_connections = per_host = 100

    def __init__(self) -> None:
        self.answer: int | None = 200  # none: there is no answer
        self.came: list[Came] = []

    @asynccontextmanager
    async def place(self, _address: str) -> AsyncIterator["Post"]:
        yield self

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Outcome:
        taken = self.answer == 200
        self.came.append(Came(UUID(headers["webhook-id"]), json.loads(body), taken))
        return Outcome(self.answer, None if taken else "it was not taken", None, timedelta(0))

    async def send_composed(self, _address: str, compose: Callable[[], Message | None]) -> Outcome | None:
        """As the product's sender, which asks for the message when it can go."""
        message = compose()
        return None if message is None else await self.post(*message)

    def refusals(self, delivery_id: UUID) -> int:
        """How often it did not take this one."""
        return sum(came.id == delivery_id and not came.taken for came in self.came)
