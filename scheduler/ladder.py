"""When a delivery that failed is tried again."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

# How long after each failed try the next one comes; the first try is made at once.
STEPS = (
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
TRIES = len(STEPS) + 1
JITTER = (
    0.2  # each step is up to this part longer or shorter, so that what failed together comes back spread out
)
LONGEST_RETRY_AFTER = timedelta(hours=24)


def next_attempt(
    number: int,
    at: datetime,
    *,
    rng: Random,
    retry_after: timedelta | None,
    expires_at: datetime | None,
) -> datetime | None:
    """When the try after try `number` (from 1), which failed at `at`, is due.

    The receiver's `retry_after` can lengthen the ladder's step, to 24 hours at most, and never shorten it.
    None: that was the last try, or the next would come after `expires_at`, when the alert is useless.
    """
    if number < 1:
        raise ValueError("tries are counted from 1")
    if number >= TRIES:
        return None
    wait = STEPS[number - 1] * rng.uniform(1 - JITTER, 1 + JITTER)
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_RETRY_AFTER))
    due = at + wait
    return None if expires_at is not None and due > expires_at else due


def parse_retry_after(value: str, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait (RFC 9110 section 10.2.3), counted from `now`, an aware instant.

    Seconds or an HTTP-date in any of its three forms; never negative. None: it cannot be read.
    """
    value = value.strip()
    try:
        if value.isascii() and value.isdigit():
            return timedelta(seconds=int(value))
        instant = parsedate_to_datetime(value)
        if instant.tzinfo is None:  # asctime's form has no zone; every HTTP-date is in UTC
            instant = instant.replace(tzinfo=UTC)
        return max(instant - now, timedelta(0))
    except (
        ValueError,
        TypeError,
        OverflowError,
        IndexError,
    ):  # the parser of mail dates raises each of these
        return None
