"""The worker's access to the database: one thread, and backoff while the database is unavailable."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import ParamSpec, TypeVar

import structlog

FIRST_WAIT = 0.1  # seconds; each wait is twice the one before …
LONGEST_WAIT = 5.0  # … up to this

log = structlog.get_logger()
Args = ParamSpec("Args")
Result = TypeVar("Result")


class DatabaseThread:
    """Runs all of a worker's database work in one thread: on SQLite a second writer would only wait for the first."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="worker")

    async def run(self, function: Callable[Args, Result], *args: Args.args, **kwargs: Args.kwargs) -> Result:
        """Return what the function returns; raise what it raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: function(*args, **kwargs))

    def close(self) -> None:
        """End the thread once it has finished its work."""
        self._executor.shutdown()


class Backoff:
    """Exponential backoff for one job. Logs the first failure and the recovery, and nothing in between."""

    def __init__(self, job: str) -> None:
        """`job`: what is being done, for the log."""
        self._job = job
        self.wait_seconds = 0.0

    def failed(self) -> None:
        """Double the wait. Call it in the exception handler: the first failure is logged with its traceback."""
        if not self.wait_seconds:
            log.exception("this failed, and is tried again until it works", job=self._job)  # noqa: LOG004 - so it says
        self.wait_seconds = min(max(2 * self.wait_seconds, FIRST_WAIT), LONGEST_WAIT)

    def succeeded(self) -> None:
        """Reset the wait."""
        if self.wait_seconds:
            log.info("this works again", job=self._job)
        self.wait_seconds = 0.0

    async def wait(self, stop: asyncio.Event) -> None:
        """Wait until the next try, or until `stop` is set."""
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self.wait_seconds)
