"""Reads the Retry-After header (RFC 9110 section 10.2.3)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_RETRY_AFTER = timedelta(hours=24)


def parse_retry_after(value: str, now: datetime) -> timedelta | None:
    """Return how long a Retry-After header asks to wait, counted from `now` (aware), or None if it cannot be read.

    Accepts seconds or an HTTP-date in any of its three forms. The result is never negative.
    """
    value = value.strip()
    try:
        if value.isascii() and value.isdigit():
            return timedelta(seconds=int(value))
        instant = parsedate_to_datetime(value)
        if instant.tzinfo is None:  # the asctime form has no zone; every HTTP-date is in UTC
            instant = instant.replace(tzinfo=UTC)
        return max(instant - now, timedelta(0))
    except (
        ValueError,
        TypeError,
        OverflowError,
        IndexError,
    ):  # the parser of mail dates raises each of these
        return None
