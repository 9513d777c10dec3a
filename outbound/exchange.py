"""One request under way, and its answer as it comes."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable

import httpx

from outbound.errors import OutboundError

HIGH_WATER = 256 * 1024  # octets that may wait to be taken before the peer has to wait


class Exchange(httpx.AsyncByteStream):
    """A request's answer. As a stream it gives the body as it was sent; it can be read once, by one reader."""

    __slots__ = (
        "_chunks",
        "_failed",
        "_flow",
        "_give_up",
        "_more",
        "_waiting",
        "complete",
        "deadline",
        "headers",
        "heard",
        "is_head",
        "kept",
        "started",
        "status",
    )

    def __init__(self, *, is_head: bool, kept: bool, deadline: float) -> None:
        """`is_head`: the answer has no body; `kept`: the connection may serve again; `deadline`: by the loop's time."""
        self.is_head = is_head
        self.kept = kept
        self.deadline = deadline
        self.status = 0  # none yet
        self.headers: list[tuple[bytes, bytes]] = []
        self.heard = False  # any octet has come
        self.complete = False
        self.started: asyncio.Future[None] = asyncio.get_running_loop().create_future()  # the head is here
        self._chunks: deque[bytes] = deque()
        self._waiting = 0  # octets in them
        self._failed: OutboundError | None = None
        self._more: asyncio.Future[None] | None = None
        self._give_up: Callable[[], None] | None = None
        self._flow: Callable[[bool], None] | None = None

    def bind(self, give_up: Callable[[], None], flow: Callable[[bool], None]) -> None:
        """`give_up` ends the connection; `flow` stops (False) and resumes (True) reading."""
        self._give_up, self._flow = give_up, flow

    # What the connection calls.

    def begin(self) -> None:
        """Note that status and headers are here."""
        if not self.started.done():
            self.started.set_result(None)

    def take(self, chunk: bytes) -> None:
        """Take a part of the body."""
        self._chunks.append(chunk)
        self._waiting += len(chunk)
        if self._waiting > HIGH_WATER and self._flow is not None:
            self._flow(False)  # noqa: FBT003 - a switch
        self._wake()

    def end(self) -> None:
        """Note that all of the answer is here."""
        self.complete = True
        self._give_up = self._flow = None
        self._wake()

    def fail(self, error: OutboundError) -> None:
        """Note that the rest will not come."""
        self._failed = error
        self._give_up = self._flow = None
        if self.started.done():
            self._wake()
        else:
            self.started.set_exception(error)

    def _wake(self) -> None:
        if self._more is not None and not self._more.done():
            self._more.set_result(None)

    # What the reader calls.

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the body. Raises OutboundError where it breaks off."""
        chunks = self._chunks
        while True:
            while chunks:
                chunk = chunks.popleft()
                self._waiting -= len(chunk)
                if self._flow is not None and self._waiting <= HIGH_WATER:
                    self._flow(True)  # noqa: FBT003 - a switch
                yield chunk
            if self._failed is not None:
                raise self._failed
            if self.complete:
                return
            self._more = asyncio.get_running_loop().create_future()
            await self._more

    async def aclose(self) -> None:
        """Leave the rest unread: the connection is closed if there is any."""
        self.abandon()

    def abandon(self) -> None:
        """Leave the rest unread, and end the connection if there is any."""
        if self._give_up is not None:
            self._give_up()
