"""A range of time given by `--from` and `--to`: instants, or local days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from releases.errors import InvalidValueError
from releases.zones import zone_named

Bound = date | datetime  # a day, or an aware instant

# A day begins up to 14 hours earlier than in UTC somewhere, and ends up to 12 hours later elsewhere.
_EARLIEST, _LATEST = timedelta(hours=14), timedelta(hours=12)
_YEARS = range(1900, 3000)


@dataclass(frozen=True, slots=True)
class Span:
    """A range that includes both ends; a day is included whole."""

    first: Bound
    last: Bound

    @classmethod
    def read(cls, first: str, last: str, now: datetime) -> Self:
        """Read the values of `--from` and `--to`. Raises InvalidValueError, also for a range that ends before `now`."""
        span = cls(_read(first, "--from"), _read(last, "--to"))
        if _in_utc(span.first, time.min) > _in_utc(span.last, time.max):
            raise InvalidValueError(f"--to is {last}, which is before --from, {first}", field="--to")
        if span.instants[1] < now:
            raise InvalidValueError(
                f"--to is {last}, and it is {now:%Y-%m-%d %H:%M} UTC: only what is to come can be rehearsed",
                field="--to",
            )
        return span

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """The first and the last instant that belong to the range in any time zone."""
        first, last = _in_utc(self.first, time.min), _in_utc(self.last, time.max)
        return (
            first if isinstance(self.first, datetime) else first - _EARLIEST,
            last if isinstance(self.last, datetime) else last + _LATEST,
        )

    def holds(self, instant: datetime, timezone: str) -> bool:
        """Whether an instant belongs to the range in this time zone."""
        local = instant.astimezone(zone_named(timezone))
        after = local >= self.first if isinstance(self.first, datetime) else local.date() >= self.first
        return after and (
            local <= self.last if isinstance(self.last, datetime) else local.date() <= self.last
        )


def _read(text: str, field: str) -> Bound:
    try:
        bound = _day_or_instant(text)
    except ValueError:
        raise InvalidValueError(
            f"{field} is {text!r}: give a day, as 2024-12-26, or an instant, as 2024-12-26T09:00+13:00",
            field=field,
        ) from None
    if bound.year not in _YEARS:
        raise InvalidValueError(
            f"{field} is {text}: give a year from {_YEARS.start} to {_YEARS.stop - 1}", field=field
        )
    return bound


def _day_or_instant(text: str) -> Bound:
    try:
        return date.fromisoformat(text)
    except ValueError:
        instant = datetime.fromisoformat(text)
        return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)


def _in_utc(bound: Bound, at: time) -> datetime:
    """Return an instant unchanged, or a day at a time in UTC."""
    return bound if isinstance(bound, datetime) else datetime.combine(bound, at, UTC)
