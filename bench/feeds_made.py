"""A feed of 10,000 releases: made for the first time and after one edit, beside icalendar rendering the same.

icalendar is given the releases; ours reads them from the database, and compresses what it made.
"""

import asyncio
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from icalendar import Calendar
from sqlmodel import select

from bench.feed_data import NOW, make_database
from db.engine import Database
from db.models import Change, Release
from db.words import ChangeKind
from feeds.address import read_address
from feeds.choice import Choice, entries_of
from feeds.entry import Style
from feeds.headers import Encoding
from feeds.language import ENGLISH, language
from feeds.projection import Projection
from releases.clock import Clock
from tests.feeds.oracle import icalendar_event

RELEASES = 10_000
ROUNDS = 3
ADDRESS = read_address("/feeds/nz.ics", "")
PUBLIC_URL = "http://127.0.0.1:8000"


def main() -> None:
    """Measure both, and say how they compare."""
    with tempfile.TemporaryDirectory(prefix="openingday-bench-") as folder:
        database = make_database(f"sqlite:///{Path(folder) / 'bench.db'}", RELEASES, ["NZ"])
        asyncio.run(_measure(database))
        database.close()


async def _measure(database: Database) -> None:
    peer = statistics.median(_render_with_icalendar(database) for _ in range(ROUNDS))
    cold, edits = [], []
    for _ in range(ROUNDS):
        clock = Clock(NOW)
        projection = Projection(database, clock, PUBLIC_URL)
        await projection.catch_up()
        began = time.perf_counter()
        await projection.feed(ADDRESS, Encoding.GZIP)
        cold.append(time.perf_counter() - began)
        for _ in range(ROUNDS):
            _edit(database, clock)
            began = time.perf_counter()
            await projection.catch_up()
            edits.append(time.perf_counter() - began)
        projection.close()
    first, edit = statistics.median(cold), statistics.median(edits)
    print(f"a feed of {RELEASES:,} releases")
    print(f"  icalendar, rendering it       {peer * 1000:8,.0f} ms")
    print(f"  ours, cold, read and gzipped  {first * 1000:8,.0f} ms")
    print(f"  ours, after an edit, gzipped  {edit * 1000:8,.0f} ms")
    print(f"  ratio cold                    {peer / first:8.1f}     (goal: at least 1)")
    print(f"  ratio after an edit           {peer / edit:8.0f}     (goal: at least 100)")


def _render_with_icalendar(database: Database) -> float:
    """How many seconds icalendar takes, for releases that were read."""
    style = Style(PUBLIC_URL, language(ENGLISH))
    choice = Choice(regions=("NZ",))
    with database.read() as session:
        entries = list(entries_of(session, choice, choice.today(NOW)))
    began = time.perf_counter()
    calendar = Calendar()
    for entry in entries:
        calendar.add_component(icalendar_event(entry, style))
    calendar.to_ical()
    return time.perf_counter() - began


def _edit(database: Database, clock: Clock) -> None:
    """Move a release, as the desk does."""
    clock.advance(timedelta(seconds=1))
    with database.write() as session:
        release = session.exec(select(Release).offset(RELEASES // 2).limit(1)).one()
        release.opens_on = release.opens_until = (release.opens_on or NOW.date()) + timedelta(days=1)
        release.sequence += 1
        release.updated_at = clock.now()
        session.add(
            Change(release_id=release.id, kind=ChangeKind.MOVED, actor="bench", at=clock.now(), after={})
        )


if __name__ == "__main__":
    main()
