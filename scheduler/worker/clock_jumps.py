"""Notices when the machine's time jumps, as it does when it is set by hand or a machine wakes up."""

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

LOOK_EVERY = 1.0  # seconds
SMALLEST = 1.0  # seconds: what is less is drift, and is left to pass


async def on_each_jump(act: Callable[[timedelta], None]) -> None:
    """Call `act` with how far the time jumped, forward or back, within a second of each jump; for ever."""
    ahead = _ahead()
    while True:
        await asyncio.sleep(LOOK_EVERY)
        before, ahead = ahead, _ahead()
        if abs(ahead - before) > SMALLEST:
            act(timedelta(seconds=ahead - before))


def _ahead() -> float:
    """How far the time is ahead of a clock that never jumps, in seconds: the difference alone means something."""
    return time.time() - time.monotonic()
