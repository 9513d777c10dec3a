"""The only source of the current time, so that a rehearsal or a test can move it."""

from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that runs at the machine's rate, from `start` if given (`OPENINGDAY_NOW`)."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta(0)
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        """Return the current instant for releases, reminders and deliveries, aware and in UTC."""
        return self.machine() + self._offset

    def set(self, instant: datetime) -> None:
        """Set the clock to an aware instant; it runs on from there."""
        if instant.tzinfo is None:
            raise ValueError("the clock needs a time zone")
        self._offset = instant.astimezone(UTC) - self.machine()

    def advance(self, by: timedelta) -> None:
        """Move the clock forward, or back if negative."""
        self._offset += by

    @staticmethod
    def machine() -> datetime:
        """Return the machine's time in UTC, for what other machines check against theirs, such as signatures."""
        return datetime.now(UTC)
