"""A feed with every kind of event, in ten regions, and what a client must show of it at each step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from db.engine import Database
from openingday.app import Front, make_app
from openingday.settings import Settings
from releases.clock import Clock
from releases.desk import Desk, Edit, NewRelease, release_with_title
from releases.editors import Editor
from tests.feeds.builders import PUBLIC_URL
from tests.server import serving

PATH = "/feeds/all.ics?inexact=span"
LONG = "Ánimo 🎬, dijo; \\ שלום e così via. " * 60
# By what each is an example of.
EVENTS = {
    "all-day": NewRelease(title="Anora", region="NZ", on="2024-12-26"),
    "timed": NewRelease(title="Flow", region="AU", on="2025-01-09", at="19:00"),
    "late": NewRelease(title="Nosferatu", region="NL", on="2025-01-02", at="23:30"),
    "clock-change": NewRelease(title="Conclave", region="US", on="2025-11-02", at="01:30"),
    "ramadan": NewRelease(title="Everybody Loves Touda", region="MA", on="2025-03-05", at="20:00"),
    "cancelled": NewRelease(title="Wicked", region="GB", on="2025-02-06"),
    "tentative": NewRelease(title="Maria", region="FR", on="2025-02-05", status="tentative"),
    "moved": NewRelease(title="Babygirl", region="DE", on="2025-01-30"),
    "restored": NewRelease(title="Perfect Days", region="JP", on="2025-01-17"),
    "inexact": NewRelease(title="All We Imagine as Light", region="IN", on="2025-04"),
    "emoji": NewRelease(title="Ainda Estou Aqui 🎬👩‍🚀", region="BR", on="2025-01-16", type="digital"),
    "right-to-left": NewRelease(title="ואלס עם באשיר", region="IL", on="2025-03-13"),
    "long": NewRelease(title="Emilia Pérez; “Ópera”, \\ etc.", region="ES", on="2025-01-24", note=LONG),
}


@dataclass(frozen=True)
class Shown:
    """An event as a client shows it; times in UTC."""

    uid: str
    summary: str
    start: str  # 2024-12-26, or 2024-12-26T06:00:00Z
    end: str  # exclusive, written like the start
    status: str  # in upper case
    notes: tuple[str, ...]  # what the description says


class Subscription:
    """A served feed, and what has to be seen in it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.app: Front = make_app(Settings(public_url=PUBLIC_URL), database, clock, worker=False)
        self._ids: dict[str, UUID] = {}
        with database.write() as session:
            desk = Desk(session, clock.now(), Editor("Ani"))
            for kind, new in EVENTS.items():
                self._ids[kind] = desk.announce(new).id
        self._moved("moved", "2025-02-13")
        self._cancelled("cancelled")
        self._cancelled("restored")
        self._restored("restored")

    def move(self) -> None:
        """Give an all-day release and a timed one another day."""
        self._moved("all-day", "2025-01-02")
        self._moved("timed", "2025-04-10")

    def cancel(self) -> None:
        """Cancel a release that was seen."""
        self._cancelled("emoji")

    def restore(self) -> None:
        """Restore the release that was cancelled."""
        self._restored("emoji")

    def shown(self) -> dict[str, Shown]:
        """Return what a client must show now, by kind."""
        with self._database.read() as session:
            return {kind: _shown(*release_with_title(session, each)) for kind, each in self._ids.items()}

    def _moved(self, kind: str, on: str) -> None:
        with self._edited() as desk:
            desk.edit(self._ids[kind], Edit(on=on))

    def _cancelled(self, kind: str) -> None:
        with self._edited() as desk:
            desk.cancel(self._ids[kind])

    def _restored(self, kind: str) -> None:
        with self._edited() as desk:
            desk.restore(self._ids[kind])

    @contextmanager
    def _edited(self) -> Iterator[Desk]:
        self._clock.advance(timedelta(minutes=1))
        with self._database.write() as session:
            yield Desk(session, self._clock.now(), Editor("Ani"))


def _shown(release: Any, title: Any) -> Shown:
    words = {"digital": "digital"}.get(release.type, "in cinemas")
    place = next(each for each in _PLACES if each[0] == release.region)[1]
    said = f"{title.name} · {words} ({place})"
    inexact = release.precision != "day"
    status = "TENTATIVE" if inexact else release.status.upper()
    said = {"CANCELLED": f"Cancelled: {said}", "TENTATIVE": f"Expected: {said}"}.get(status, said)
    notes = [f"{PUBLIC_URL}/releases/{release.id}"]
    if release.moved_from:
        day = date.fromisoformat(release.moved_from)
        notes.append(f"Moved from {day.day} {day:%B %Y}")
    if release.note:
        notes.append(release.note.strip())
    start, end = release.opens_on.isoformat(), (release.opens_until + timedelta(days=1)).isoformat()
    if release.opens_at:
        zone = ZoneInfo(release.timezone)
        begin = datetime.combine(release.opens_on, release.opens_at, zone).astimezone(UTC)
        midnight = datetime.combine(release.opens_on + timedelta(days=1), time(), zone).astimezone(UTC)
        start, end = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (begin, min(begin + timedelta(hours=2), midnight)))
        notes.append(f"{release.opens_at:%H:%M} (")
    return Shown(f"{release.id}@openingday", said, start, end, status, tuple(notes))


_PLACES = [
    ("NZ", "New Zealand"), ("AU", "Australia"), ("NL", "Netherlands"), ("US", "United States"), ("MA", "Morocco"),
    ("GB", "United Kingdom"), ("FR", "France"), ("DE", "Germany"), ("JP", "Japan"), ("IN", "India"), ("BR", "Brazil"),
    ("IL", "Israel"), ("ES", "Spain"),
]  # fmt: skip


@contextmanager
def subscription(database: Database, clock: Clock) -> Iterator[tuple[Subscription, str]]:
    """Serve the feed on loopback, for as long as the block lasts; with its address."""
    made = Subscription(database, clock)
    with serving(made.app) as address:
        yield made, address + PATH
