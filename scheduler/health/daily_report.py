"""Deliveries by day: how many ended how, and how late they were."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Delivery, Event
from db.words import DeliveryStatus

MAX_DELIVERIES = 2000  # the newest; a day that has more is counted in part


@dataclass(frozen=True, slots=True)
class DayOfDeliveries:
    """The deliveries created on one day, in UTC."""

    day: date
    by_status: Mapping[DeliveryStatus, int]
    lateness: tuple[
        timedelta, ...
    ]  # from due to delivered, of those that the first attempt delivered; ascending

    def lateness_quantile(self, quantile: float) -> timedelta | None:
        """Return the given quantile (0 to 1) of the lateness, or None if nothing was delivered."""
        return (
            self.lateness[min(int(len(self.lateness) * quantile), len(self.lateness) - 1)]
            if self.lateness
            else None
        )


def recent_outcomes(session: Session, now: datetime, days: int) -> list[DayOfDeliveries]:
    """Return the last `days` days, today last."""
    newest = select(Delivery).order_by(col(Delivery.id).desc()).limit(MAX_DELIVERIES).subquery()
    rows = select(  # ids grow with time
        newest.c.created_at, newest.c.status, newest.c.attempts, newest.c.finished_at, col(Event.occurred_at)
    ).join(newest, newest.c.event_id == col(Event.id))
    statuses: dict[date, Counter[DeliveryStatus]] = {}
    lateness: dict[date, list[timedelta]] = {}
    for created_at, status, attempts, finished_at, due_at in session.execute(rows):
        day = created_at.date()
        statuses.setdefault(day, Counter())[status] += 1
        if status == DeliveryStatus.DELIVERED and attempts == 1:
            lateness.setdefault(day, []).append(finished_at - due_at)
    shown = [now.date() - timedelta(days=ago) for ago in reversed(range(days))]
    return [
        DayOfDeliveries(day, statuses.get(day, Counter()), tuple(sorted(lateness.get(day, ()))))
        for day in shown
    ]
