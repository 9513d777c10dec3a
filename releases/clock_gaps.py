"""Times of day that daylight saving skips."""

from datetime import UTC, date, datetime, time, timedelta

from releases.errors import InvalidValueError
from releases.zones import zone_named


def check_exists(at: time, day: date, timezone: str, *, field: str = "at") -> None:
    """Raise InvalidValueError for a time that daylight saving skips on a day; the error names the next that exists.

    One that occurs twice is fine: the first is meant (PEP 495, fold=0).
    """
    wanted = datetime.combine(day, at)
    following = wanted
    while not _exists(following, timezone):
        following += timedelta(minutes=1)
    if following != wanted:
        right = f"{following:%H:%M}" if following.date() == day else f"a time on {following:%Y-%m-%d}"
        raise InvalidValueError(
            f"{field} is {at:%H:%M}, which the clocks in {timezone} skip on {day}: write {right}", field=field
        )


def _exists(clock: datetime, timezone: str) -> bool:
    zone = zone_named(timezone)
    return clock.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == clock
