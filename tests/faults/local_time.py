"""From a wall clock to UTC by another way than the product's: only what UTC instants read as there is asked.

The product asks zoneinfo for the instant of a wall-clock time. Here each change of a zone's offset is found by
bisecting UTC, and the instant follows from the offsets before and after.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
STEP = timedelta(days=3)  # no zone changes twice in so short a time
SECOND = timedelta(seconds=1)
NO_TIME = timedelta(0)


class LocalTime:
    """A zone's offsets from UTC between `FIRST` and `LAST`."""

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.changes: list[datetime] = []  # the instants at which the offset changes, naive, in UTC
        self._offsets = [self._offset(FIRST)]
        early = FIRST
        while early < LAST:
            late = early + STEP
            if self._offset(late) != self._offsets[-1]:
                self.changes.append(self._change_between(early, late).replace(tzinfo=None))
                self._offsets.append(self._offset(late))
            early = late

    def instant(self, wall: datetime) -> datetime:
        """The UTC instant at which a clock on the wall there shows this (naive).

        The first, if it shows it twice. If it never does: the instant at which it shows that much after the gap as
        the wanted time is after the gap's beginning.
        """
        near = bisect_right(self.changes, wall)
        for index in range(max(near - 1, 0), min(near + 2, len(self._offsets))):
            instant = wall - self._offsets[index]
            begins = self.changes[index - 1] if index else datetime.min  # noqa: DTZ901 - in UTC, as all here
            ends = self.changes[index] if index < len(self.changes) else datetime.max  # noqa: DTZ901 - as above
            if begins <= instant < ends:
                return instant.replace(tzinfo=UTC)
            if instant < begins:  # neither before the change nor after it: in the gap
                return (wall - self._offsets[index - 1]).replace(tzinfo=UTC)
        raise AssertionError(f"{wall} is out of range")

    def hour_before(self, day: date, lead: int, hour: int) -> datetime:
        """The UTC instant of an hour, `lead` days before a day."""
        return self.instant(datetime.combine(day, time(hour)) - timedelta(days=lead))

    def end(self, day: date) -> datetime:
        """The UTC instant at which a day is over."""
        return self.instant(datetime.combine(day, time(0)) + timedelta(days=1))

    def _offset(self, instant: datetime) -> timedelta:
        return instant.astimezone(self.zone).utcoffset() or NO_TIME

    def _change_between(self, early: datetime, late: datetime) -> datetime:
        before = self._offset(early)
        while late - early > SECOND:
            middle = early + (late - early) // SECOND // 2 * SECOND
            early, late = (middle, late) if self._offset(middle) == before else (early, middle)
        return late


@cache
def local_time(zone: str) -> LocalTime:
    """The zone's, worked out once."""
    return LocalTime(zone)
