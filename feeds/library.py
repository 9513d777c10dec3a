"""The feeds as they are handed out: rendered once for each state of the data, then kept."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from db.engine import Database
from db.models import Change
from feeds.calendar import CalendarHead, render_calendar
from feeds.choice import beginning, entries_of, last_changed, today_in
from feeds.wording import calendar_description, calendar_name
from releases.clock import Clock
from releases.regions import Region

KEPT = 100  # feeds


@dataclass(frozen=True, slots=True)
class Representation:
    """The bytes of an answer, and their strong entity tag (RFC 9110 section 8.8.3)."""

    body: bytes
    entity_tag: str


@dataclass(frozen=True, slots=True)
class State:
    """What a feed's bytes are a function of, besides its address."""

    last_change: int  # the log's highest number
    changes: int  # how many there are: a number can come late on PostgreSQL, below the highest
    today: date  # in the feed's region: releases leave a feed as days go by


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, ready to be sent."""

    state: State
    plain: Representation
    gzipped: Representation
    last_modified: datetime


class Library:
    """Every region's feed. Its methods read the database, and may be called from any thread."""

    def __init__(self, database: Database, clock: Clock, public_url: str) -> None:
        self._database = database
        self._clock = clock
        self._public_url = public_url
        self._feeds: OrderedDict[str, Feed] = OrderedDict()  # by path, the longest unused first
        self._lock = threading.Lock()

    def feed(self, region: Region) -> Feed:
        """The feed of a region as the database is now."""
        path = feed_path(region)
        today = today_in(region, self._clock.now())
        with self._lock, self._database.read() as session:
            state = _state(session, today)
            kept = self._feeds.get(path)
            if kept is None or kept.state != state:
                kept = self._feeds[path] = self._render(session, region, state)
            self._feeds.move_to_end(path)
            while len(self._feeds) > KEPT:
                self._feeds.popitem(last=False)
            return kept

    def _render(self, session: Session, region: Region, state: State) -> Feed:
        head = CalendarHead(
            name=calendar_name(region),
            description=calendar_description(region),
            source=f"{self._public_url}{feed_path(region)}",
            page=f"{self._public_url}/{region.code.lower()}",
        )
        body = render_calendar(head, entries_of(session, region, state.today), self._public_url)
        # A release that only grew too old leaves no later change behind, but it left at a midnight.
        midnight = beginning(state.today, region)
        changed = last_changed(session, region)
        return Feed(
            state=state,
            plain=_represent(body),
            gzipped=_represent(gzip.compress(body, compresslevel=6, mtime=0)),
            last_modified=max(midnight, changed) if changed else midnight,
        )


def feed_path(region: Region) -> str:
    """Where a region's feed is: the one canonical path."""
    return f"/feeds/{region.code.lower()}.ics"


def _state(session: Session, today: date) -> State:
    last, count = session.execute(select(func.max(col(Change.seq)), func.count())).one()
    return State(last or 0, count, today)


def _represent(body: bytes) -> Representation:
    return Representation(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
