"""The retry policy: when a failed delivery is attempted again."""

from datetime import datetime, timedelta
from random import Random

from scheduler.channels.retry_after import LONGEST_RETRY_AFTER

# The wait after each failed attempt; the first attempt is made at once.
RETRY_DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MAX_ATTEMPTS = len(RETRY_DELAYS) + 1
JITTER = 0.2  # each wait varies by up to this share, so that deliveries that failed together spread out


def next_attempt(
    number: int,
    at: datetime,
    *,
    rng: Random,
    retry_after: timedelta | None,
    expires_at: datetime | None,
) -> datetime | None:
    """Return when to attempt again after attempt `number` (from 1) failed at `at`, or None to give up.

    The receiver's `retry_after` can lengthen the wait, to 24 hours at most, and never shortens it. None means that
    this was the last attempt, or that the next would come after `expires_at`, when the alert is no longer relevant.
    """
    if number < 1:
        raise ValueError("attempts are counted from 1")
    if number >= MAX_ATTEMPTS:
        return None
    wait = RETRY_DELAYS[number - 1] * rng.uniform(1 - JITTER, 1 + JITTER)
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_RETRY_AFTER))
    due = at + wait
    return None if expires_at is not None and due > expires_at else due
