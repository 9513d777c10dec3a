"""Detects jumps of the system clock: somebody set it, or the machine woke from sleep."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

CHECK_EVERY = 1.0  # seconds
SMALLEST_JUMP = 1.0  # seconds; anything less is drift


async def on_each_jump(act: Callable[[timedelta], None]) -> None:
    """Call `act` with each jump (negative: back), within a second of it. Runs until it is cancelled."""
    offset = _offset()
    while True:
        await asyncio.sleep(CHECK_EVERY)
        before, offset = offset, _offset()
        if abs(offset - before) > SMALLEST_JUMP:
            act(timedelta(seconds=offset - before))


def _offset() -> float:
    """Return the wall clock minus the monotonic clock, in seconds. Only differences between two calls mean anything."""
    return time.time() - time.monotonic()
