"""The play: a database, editors, subscribers and a worker that can stop anywhere, beside the model of it all."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select

from db.engine import Database
from db.models import Delivery, Event, Release, Reminder, Subscription
from db.words import EventType, SubscriptionStatus
from scheduler.deliveries.lease import claim_due, load_claims
from scheduler.deliveries.outcomes import AttemptResult, record
from scheduler.fanout.fan_out import fire_due_reminders
from scheduler.worker.dispatch import Dispatcher
from tests.clock import StillClock
from tests.faults.local_time import local_time
from tests.faults.promises.model import ZONES, Film, News, Reader
from tests.faults.promises.post import Post
from tests.scheduler.scene import Scene

READERS_ZONE = "Europe/London"  # for worldwide releases


class CrashError(Exception):
    """The process ends here."""


class Row(NamedTuple):
    """A delivery, what it tells, and of which reminder."""

    delivery: Delivery
    event: Event
    reminder: Reminder | None


class Play:
    """Everything is done by the product, on a copy of an empty, migrated SQLite file."""

    def __init__(self, template: Path, start: datetime) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="openingday-")
        path = shutil.copy(template, self._folder.name)
        self._database = Database(f"sqlite:///{path}")
        self.clock = StillClock(start)
        self._scene = Scene(self._database, self.clock)
        self.post = Post()
        self._dispatcher = Dispatcher(self.post, self.clock, "http://127.0.0.1:8000")  # type: ignore[arg-type] # it plays the sender
        self._loop = asyncio.Runner()
        self._rng = Random(1)  # noqa: S311 - jitter
        self.films: dict[UUID, Film] = {}
        self.readers: dict[UUID, Reader] = {}
        self.news: list[News] = []
        self.unrecorded: list[AttemptResult] = []

    def close(self) -> None:
        self._loop.close()
        self._database.close()
        self._folder.cleanup()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def announce(self, region: str, day: date) -> None:
        release = self._scene.announce(title=f"Film {len(self.films)}", region=region, on=day.isoformat())
        film = self.films[release.id] = Film(release.id, region, ZONES[region], day, day, self.now)
        self._tell(film, EventType.ANNOUNCED, day)

    def move(self, film: Film, on: str, day: date | None, last_day: date) -> None:
        if (film.day, film.last_day) == (day, last_day):
            return
        self._scene.move(self._release(film), on)
        before, film.day, film.last_day = film.last_day, day, last_day
        self._changed(film)
        self._tell(film, EventType.MOVED, before, last_day)

    def change_zone(self, film: Film, zone: str) -> None:
        """Another zone is told as a move; the date, and what was sent for it, stay."""
        if film.zone == zone:
            return
        self._scene.edit(self._release(film), timezone=zone)
        film.zone = zone
        self._tell(film, EventType.MOVED, film.last_day)

    def cancel(self, film: Film) -> None:
        self._scene.cancel(self._release(film))
        film.stands = False
        self._changed(film)
        self._tell(film, EventType.CANCELLED, film.last_day)

    def restore(self, film: Film) -> None:
        self._scene.restore(self._release(film))
        film.stands = True
        self._changed(film)
        self._tell(film, EventType.MOVED, film.last_day)

    def subscribe(self, region: str | None, leads: Sequence[int], hour: int, events: tuple[str, ...]) -> None:
        regions = [region] if region else []
        made = self._scene.subscribe(
            regions=regions, leads=leads, hour=hour, events=events, timezone=READERS_ZONE
        )
        since = dict.fromkeys(leads, self.now)
        self.readers[made.id] = Reader(made.id, region, hour, READERS_ZONE, events, since, self.now)

    def choose(self, reader: Reader, leads: Sequence[int], hour: int) -> None:
        regions = [reader.region] if reader.region else []
        self._scene.set_preferences(
            self._subscription(reader.id),
            regions=regions,
            leads=leads,
            hour=hour,
            timezone=reader.zone,
            events=reader.events,
        )
        kept = reader.since if hour == reader.hour else {}
        reader.since, reader.hour = {lead: kept.get(lead, self.now) for lead in leads}, hour

    def pause_or_resume(self, reader: Reader) -> None:
        act = self._scene.resume if self.is_paused(reader.id) else self._scene.pause
        act(self._subscription(reader.id))

    def is_paused(self, subscription_id: UUID) -> bool:
        return self._subscription(subscription_id).status == SubscriptionStatus.PAUSED

    def tick(self) -> None:
        self._scene.tick()

    def crash_in_a_tick(self) -> None:
        with suppress(CrashError), self._database.write() as session:
            fire_due_reminders(session, self.now)
            raise CrashError

    def claim(self) -> list[UUID]:
        """Lease what is due; whoever does no more has crashed."""
        with self._database.write() as session:
            return claim_due(session, self.now, 100)

    def send(self, ids: Sequence[UUID], answer: int | None) -> None:
        """Send what was claimed. What comes of it is not written down yet."""
        self.post.answer = answer
        with self._database.read() as session:
            claims = load_claims(session, ids)
        results = [self._loop.run(self._dispatcher.send(claim)) for claim in claims]
        self.unrecorded += [result for result in results if result is not None]

    def write_down(self) -> None:
        with self._database.write() as session:
            record(session, self.unrecorded, self.now, self._rng)
        self.unrecorded.clear()

    def rows(self) -> list[Row]:
        """Every delivery that tells of a release."""
        statement = (
            select(Delivery, Event, Reminder)
            .join(Event, col(Event.id) == col(Delivery.event_id))
            .outerjoin(Reminder, col(Reminder.id) == col(Event.reminder_id))
            .where(col(Event.release_id).is_not(None))
        )
        with self._database.read() as session:
            return [Row(*row) for row in session.exec(statement)]

    def _release(self, film: Film) -> Release:
        with self._database.read() as session:
            return session.get_one(Release, film.id)

    def _subscription(self, subscription_id: UUID) -> Subscription:
        with self._database.read() as session:
            return session.get_one(Subscription, subscription_id)

    def _changed(self, film: Film) -> None:
        film.dated_at = self.now
        film.changed_at.append(self.now)

    def _tell(self, film: Film, event: EventType, *days: date) -> None:
        until = local_time(film.zone).end(max(days))
        if until > self.now:
            self.news.append(News(film.id, event, self.now, until))
        self.clock.advance(timedelta(seconds=1))  # no two things happen in one instant
