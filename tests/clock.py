"""A clock that stands still, for what plays time by itself."""

from datetime import datetime, timedelta

from releases.clock import Clock


class StillClock(Clock):
    """Moves only when it is told to."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._now = start

    def now(self) -> datetime:
        return self._now

    def set(self, instant: datetime) -> None:
        self._now = instant

    def advance(self, by: timedelta) -> None:
        self._now += by
