"""A small chart of deliveries: their outcome and lateness, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.words import DeliveryStatus
from scheduler.health.daily_report import DayOfDeliveries
from web.words import count_words

DAYS = 7
_GROUPS = {
    "delivered": (DeliveryStatus.DELIVERED,),
    "waiting": (DeliveryStatus.PENDING, DeliveryStatus.HELD),
    "failed": (DeliveryStatus.FAILED, DeliveryStatus.EXPIRED),
    "superseded": (DeliveryStatus.SUPERSEDED,),
}


@dataclass(frozen=True, slots=True)
class Part:
    """The deliveries of one day with the same outcome."""

    name: str
    number: int
    top: float  # percent of the chart
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One day."""

    day: date
    parts: tuple[Part, ...]
    total: int
    usual: str  # median lateness
    latest: str  # 99th percentile of lateness

    @property
    def said(self) -> str:
        """The day in words."""
        ended = ", ".join(f"{part.number:,} {part.name}" for part in self.parts)
        return ended or "nothing was sent"


@dataclass(frozen=True, slots=True)
class Chart:
    """The days, oldest first."""

    bars: tuple[Bar, ...]
    said: str  # the same in words


def chart_of(days: Sequence[DayOfDeliveries]) -> Chart:
    """Return the chart, scaled to the busiest day."""
    highest = max((sum(day.by_status.values()) for day in days), default=0) or 1
    bars = tuple(_bar(day, highest) for day in days)
    total = sum(bar.total for bar in bars)
    failed = sum(part.number for bar in bars for part in bar.parts if part.name == "failed")
    return Chart(bars, f"{count_words(total, 'delivery', 'deliveries')} in {DAYS} days, {failed:,} failed.")


def _bar(day: DayOfDeliveries, highest: int) -> Bar:
    parts: list[Part] = []
    at = 100.0
    for name, statuses in _GROUPS.items():
        number = sum(day.by_status.get(status, 0) for status in statuses)
        if number:
            height = 100 * number / highest
            at -= height
            parts.append(Part(name, number, round(at, 2), round(height, 2)))
    usual, latest = day.lateness_quantile(0.5), day.lateness_quantile(0.99)
    total = sum(part.number for part in parts)
    return Bar(day.day, tuple(parts), total, _span(usual), _span(latest))


def _span(late: timedelta | None) -> str:
    """Return a duration in words: `0.4 s`, `3 min`, `2 h`; a dash for None."""
    if late is None:
        return "–"
    seconds = max(late.total_seconds(), 0)
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"  # noqa: PLR2004 - two hours
