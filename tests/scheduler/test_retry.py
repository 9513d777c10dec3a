"""The retry policy, and the Retry-After header."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.channels.retry_after import parse_retry_after
from scheduler.deliveries.retry import next_attempt

AT = datetime(2024, 12, 18, 20, tzinfo=UTC)
NOMINAL = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]  # seconds


def wait(
    number: int, *, seed: int = 0, retry_after: timedelta | None = None, expires_at: datetime | None = None
) -> timedelta | None:
    due = next_attempt(number, AT, rng=Random(seed), retry_after=retry_after, expires_at=expires_at)  # noqa: S311  # jitter is no secret
    return None if due is None else due - AT


@pytest.mark.parametrize(("number", "seconds"), [*enumerate(NOMINAL, start=1)])
def test_each_wait_is_within_a_fifth_of_the_policy_and_spread_out(number: int, seconds: int) -> None:
    waits = [found for seed in range(200) if (found := wait(number, seed=seed))]
    assert len(waits) == 200
    assert timedelta(seconds=seconds * 0.8) <= min(waits) < timedelta(seconds=seconds * 0.85)
    assert timedelta(seconds=seconds * 1.15) < max(waits) <= timedelta(seconds=seconds * 1.2)


def test_the_tenth_attempt_is_the_last() -> None:
    assert wait(9) is not None
    assert wait(10) is None
    assert wait(11) is None


def test_attempts_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        wait(0)


def test_there_is_no_attempt_after_expiry() -> None:
    assert wait(2, expires_at=AT + timedelta(minutes=3)) is None
    assert wait(2, expires_at=AT + timedelta(minutes=7)) is not None
    due = wait(2)
    assert due is not None
    assert wait(2, expires_at=AT + due) == due
    assert wait(2, expires_at=AT + due - timedelta(microseconds=1)) is None


def test_a_retry_after_past_expiry_ends_the_delivery() -> None:
    assert wait(1, retry_after=timedelta(hours=1), expires_at=AT + timedelta(minutes=30)) is None


def test_a_retry_after_lengthens_a_wait_and_never_shortens_it() -> None:
    assert wait(1, retry_after=timedelta(minutes=2)) == timedelta(minutes=2)
    assert wait(2, retry_after=timedelta(seconds=1)) == wait(2)
    assert wait(2, retry_after=timedelta(0)) == wait(2)


def test_a_retry_after_is_honoured_up_to_a_day() -> None:
    assert wait(1, retry_after=timedelta(days=30)) == timedelta(days=1)
    assert wait(1, retry_after=timedelta.max) == timedelta(days=1)


@given(
    st.integers(1, 12),
    st.integers(),
    st.none() | st.timedeltas(min_value=timedelta(0)),
    st.none() | st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=2)),
)
def test_the_next_attempt_is_later_within_29_hours_and_before_expiry(
    number: int, seed: int, retry_after: timedelta | None, left: timedelta | None
) -> None:
    expires_at = None if left is None else AT + left
    found = wait(number, seed=seed, retry_after=retry_after, expires_at=expires_at)
    if found is not None:
        assert timedelta(seconds=4) <= found <= timedelta(hours=28.8)
        assert left is None or found <= left
    elif left is None:
        assert number >= 10


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("000", 0),
        ("Wed, 18 Dec 2024 20:02:00 GMT", 120),
        ("Wednesday, 18-Dec-24 20:02:00 GMT", 120),
        ("Wed Dec 18 20:02:00 2024", 120),
        ("Wed, 18 Dec 2024 21:02:00 +0100", 120),
        ("Wed, 18 Dec 2024 19:00:00 GMT", 0),
    ],
)
def test_a_retry_after_is_read_in_seconds_or_as_any_http_date(value: str, seconds: int) -> None:
    assert parse_retry_after(value, AT) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "-5",
        "+5",
        "1.5",
        "٣",
        "1e3",
        "9" * 40,
        "9" * 5000,
        "Wed, 99 Dec 2024 20:02:00 GMT",
        "\x00",
        "18:00",
    ],
)
def test_an_unreadable_retry_after_is_ignored(value: str) -> None:
    assert parse_retry_after(value, AT) is None


@given(st.text())
def test_no_retry_after_raises(value: str) -> None:
    found = parse_retry_after(value, AT)
    assert found is None or found >= timedelta(0)
