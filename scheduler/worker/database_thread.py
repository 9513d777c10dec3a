"""The worker's way to the database: one thread, and patience while the database cannot be used."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import ParamSpec, TypeVar

import structlog

FIRST_WAIT, LONGEST_WAIT = (
    0.1,
    5.0,
)  # seconds between two tries of what failed; each wait is twice the one before

log = structlog.get_logger()
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class DatabaseThread:
    """One thread for all that the worker asks of the database: a second writer of ours would wait for the first."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="worker")

    async def run(
        self, function: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs
    ) -> Answer:
        """What the function answers; it raises what the function raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: function(*args, **kwargs))

    def close(self) -> None:
        """End the thread once it has done what it was given."""
        self._executor.shutdown()


class Trouble:
    """What goes wrong with one job again and again: told once, and tried ever less often until it works."""

    def __init__(self, job: str) -> None:
        self._job = job
        self.wait_seconds = 0.0

    def begins(self) -> None:
        """Call it in the handler of what went wrong."""
        if not self.wait_seconds:
            log.exception("this failed, and is tried again until it works", job=self._job)  # noqa: LOG004 - so it says
        self.wait_seconds = min(max(2 * self.wait_seconds, FIRST_WAIT), LONGEST_WAIT)

    def ends(self) -> None:
        """It worked."""
        if self.wait_seconds:
            log.info("this works again", job=self._job)
        self.wait_seconds = 0.0

    async def wait(self, stop: asyncio.Event) -> None:
        """Until the next try, or until it is time to stop."""
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self.wait_seconds)
