"""A receiver for the play: it does only what it is told."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from scheduler.channels.outcome import Outcome

Message = tuple[bytes, Mapping[str, str]]  # body, headers


@dataclass(frozen=True)
class Came:
    """A webhook that came."""

    id: UUID
    body: dict[str, Any]
    taken: bool  # whether it was answered by 200


class Post:
    """A receiver in place of the product's sender: it takes down what comes, and answers as it is told."""

    deadline = timedelta(seconds=15)

    def __init__(self) -> None:
        self.answer: int | None = 200  # none: there is no answer
        self.came: list[Came] = []

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
