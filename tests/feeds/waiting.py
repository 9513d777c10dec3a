"""Waits until something is so."""

import time
from collections.abc import Callable

PATIENCE = 20.0  # seconds


def until(holds: Callable[[], bool]) -> None:
    """Return as soon as it holds; fail if it does not come to."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.02)
