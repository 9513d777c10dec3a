"""The one clock. Everything that asks what time it is asks this, so that a rehearsal or a test can move it."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Ticks as the machine's clock does, from `start` on if one is given (`OPENINGDAY_NOW`)."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta(0)
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        """The instant it is for releases, reminders and deliveries, in UTC."""
        return self.machine() + self._offset

    def set(self, instant: datetime) -> None:
        """Move to an aware instant; the clock goes on ticking from there."""
        if instant.tzinfo is None:
            raise ValueError("the clock needs a time zone")
        self._offset = instant.astimezone(UTC) - self.machine()

    def advance(self, by: timedelta) -> None:
        """Jump forward, or back if negative."""
        self._offset += by

    @staticmethod
    def machine() -> datetime:
        """The machine's own time, in UTC: for what other machines check against theirs, such as signatures."""
        return datetime.now(UTC)
