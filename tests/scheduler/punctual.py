"""A service under a clock that stands still, whose worker is on time whenever it works: what it sends is kept."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import SQLModel, col, select

from db.engine import Database
from db.models import Release, Subscription
from db.words import ReleaseStatus, SubscriptionStatus
from scheduler.channels.outcome import Outcome
from scheduler.deliveries.lease import Claim, EventDetails, claim_due, load_claims
from scheduler.deliveries.outcomes import AttemptResult, record
from scheduler.fanout.tick import tick
from scheduler.rehearsal.alert import RehearsedAlert
from tests.clock import StillClock
from tests.scheduler.scene import Scene

TAKEN = Outcome(200, None, "ok", timedelta(0))
REFUSED = Outcome(500, "it answered 500", None, timedelta(0))

What = tuple[str, str, int]  # what, of which release, its lead or -1
Sent = tuple[datetime, str, What, list[What]]  # when, to whom, and what; with what a digest tells


class Punctual(Scene):
    """Editors, subscribers, and a worker; a release or a subscription is called by its number."""

    def __init__(self, database: Database, start: datetime) -> None:
        super().__init__(database, StillClock(start))
        self.sent: list[Sent] = []
        self._rng = Random(1)  # noqa: S311 - jitter

    def empty(self) -> None:
        with self.database.write() as session:
            for table in reversed(SQLModel.metadata.sorted_tables):
                session.execute(table.delete())

    def announce_film(self, region: str, day: date) -> None:
        self.announce(day.isoformat(), region, title=f"Film {len(self.releases())}")

    def move_film(self, which: int, day: date) -> None:
        for release in self.releases()[which : which + 1]:
            if release.status != ReleaseStatus.CANCELLED:
                self.move(release, day.isoformat())

    def cancel_or_restore(self, which: int) -> None:
        for release in self.releases()[which : which + 1]:
            if release.status == ReleaseStatus.CANCELLED:
                self.restore(release)
            else:
                self.cancel(release)

    def subscribe_to(self, wanted: dict[str, Any]) -> None:
        self.subscribe_email(f"reader{len(self._subscriptions())}@example.com", **wanted)

    def choose_again(self, which: int, wanted: dict[str, Any]) -> None:
        for subscription in self._subscriptions()[which : which + 1]:
            self.choose(subscription, **wanted)

    def pause_or_resume(self, which: int) -> None:
        for subscription in self._subscriptions()[which : which + 1]:
            if subscription.status == SubscriptionStatus.PAUSED:
                self.resume(subscription)
            else:
                self.pause(subscription)

    def be_down_for(self, span: timedelta) -> None:
        self.clock.advance(span)

    def work_for(self, span: timedelta, outcome: Outcome) -> None:
        """Tick whenever something is due, and send it; every address answers the same."""
        end = self.clock.now() + span
        due: datetime | None = self.clock.now()
        while due is not None and due <= end:
            self.clock.set(max(due, self.clock.now()))
            tick(self.database, self.clock)
            self._send(outcome)
            due = tick(self.database, self.clock)
        self.clock.set(end)

    def _send(self, outcome: Outcome) -> None:
        now = self.clock.now()
        with self.database.write() as session:
            while ids := claim_due(session, now, 100):
                claims = load_claims(session, ids)
                self.sent += [sent(now, claim) for claim in claims]
                record(session, [AttemptResult(claim, now, outcome) for claim in claims], now, self._rng)

    def releases(self) -> list[Release]:
        with self.database.read() as session:
            return list(session.exec(select(Release).order_by(col(Release.id))))

    def _subscriptions(self) -> list[Subscription]:
        with self.database.read() as session:
            return list(session.exec(select(Subscription).order_by(col(Subscription.id))))


def sent(at: datetime, message: Claim | RehearsedAlert) -> Sent:
    return (
        at,
        str(message.subscription_id),
        _what(message.told),
        sorted(_what(told) for told in message.gathered),
    )


def _what(told: EventDetails) -> What:
    return told.event.type.value, str(told.event.release_id), -1 if told.lead is None else told.lead
