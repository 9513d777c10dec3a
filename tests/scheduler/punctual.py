"""A service with a clock that stands still and a worker that is always on time; it keeps what is sent."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import SQLModel, col, select

from db.engine import Database
from db.models import Release, Subscription, Title
from db.words import ReleaseStatus, SubscriptionStatus
from scheduler.channels.outcome import Outcome
from scheduler.deliveries.lease import Claim, claim_due, load_claims
from scheduler.deliveries.outcomes import AttemptResult, record
from scheduler.fanout.tick import tick
from scheduler.messages.event_details import EventDetails
from scheduler.rehearsal.alert import RehearsedAlert
from tests.clock import StillClock
from tests.scheduler.scene import Scene

TAKEN = Outcome(200, None, "ok", timedelta(0))
REFUSED = Outcome(500, "it answered 500", None, timedelta(0))

What = tuple[str, str, int]  # what, of which release, its lead or -1
Sent = tuple[datetime, str, What, list[What]]  # when, to whom, what, and a digest's contents


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

    def announce_elsewhere(self, which: int, region: str, day: date) -> None:
        """Give a film's title a release in another region, which may hide a wider one there."""
        releases = self.releases()
        for release in releases[which : which + 1]:
            if all((other.title_id, other.region) != (release.title_id, region) for other in releases):
                with self.database.read() as session:
                    name = session.get_one(Title, release.title_id).name
                self.announce(day.isoformat(), region, title=name)

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
            self.set_preferences(subscription, **wanted)

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
        _what(message.details),
        sorted(_what(each) for each in message.gathered),
    )


def _what(details: EventDetails) -> What:
    return (
        details.event.type.value,
        str(details.event.release_id),
        -1 if details.lead is None else details.lead,
    )
