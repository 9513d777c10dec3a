"""How deliveries went lately: what became of them, and how late they came, day by day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Delivery, Event
from db.words import DeliveryStatus

MOST_LOOKED_AT = 2000  # deliveries


@dataclass(frozen=True, slots=True)
class DayOfDeliveries:
    """The deliveries that were made on one day, in UTC."""

    day: date
    by_status: Mapping[DeliveryStatus, int]
    lateness: tuple[timedelta, ...]  # from due to received, of those that the first try delivered; in order

    def lateness_at(self, share: float) -> timedelta | None:
        """What that share of them was not later than; none if there were none."""
        return (
            self.lateness[min(int(len(self.lateness) * share), len(self.lateness) - 1)]
            if self.lateness
            else None
        )


def recent_outcomes(session: Session, now: datetime, days: int) -> list[DayOfDeliveries]:
    """The last days, today last. Of very many deliveries, the newest are looked at."""
    newest = select(Delivery).order_by(col(Delivery.id).desc()).limit(MOST_LOOKED_AT).subquery()
    looked_at = select(  # their ids are in the order of their making
        newest.c.created_at, newest.c.status, newest.c.attempts, newest.c.finished_at, col(Event.occurred_at)
    ).join(newest, newest.c.event_id == col(Event.id))
    statuses: dict[date, Counter[DeliveryStatus]] = {}
    lateness: dict[date, list[timedelta]] = {}
    for created_at, status, attempts, finished_at, due_at in session.execute(looked_at):
        day = created_at.date()
        statuses.setdefault(day, Counter())[status] += 1
        if status == DeliveryStatus.DELIVERED and attempts == 1:
            lateness.setdefault(day, []).append(finished_at - due_at)
    shown = [now.date() - timedelta(days=ago) for ago in reversed(range(days))]
    return [
        DayOfDeliveries(day, statuses.get(day, Counter()), tuple(sorted(lateness.get(day, ()))))
        for day in shown
    ]
