"""A file for every option, as it was when somebody last looked at it.

`python -m tests.feeds.test_golden` writes them anew; then look at what is different.
"""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from db.engine import Database
from db.migrate import upgrade
from db.models import Title
from db.words import Precision, ReleaseStatus, ReleaseType
from feeds.address import read_address
from feeds.feed import render_feed
from feeds.headers import Encoding
from feeds.response import encode
from tests.feeds.builders import ANNOUNCED, PUBLIC_URL, add_release

FOLDER = Path(__file__).parent / "golden"
NOW = datetime(2024, 12, 18, 19, 0, tzinfo=UTC)
GOLDEN = {
    "plain.ics": "/feeds/nz.ics",
    "type.ics": "/feeds/nz.ics?type=premiere,digital",
    "region.ics": "/feeds/all.ics?region=au,nz",
    "past.ics": "/feeds/nz.ics?past=30",
    "alarm.ics": "/feeds/nz.ics?alarm=PT2H,P1D",
    "alarm-hour.ics": "/feeds/nz.ics?alarm=09:00,1d@18:30",
    "allday.ics": "/feeds/nz.ics?allday=1",
    "summary-title.ics": "/feeds/all.ics?summary=title",
    "cancelled-keep.ics": "/feeds/nz.ics?cancelled=keep",
    "cancelled-omit.ics": "/feeds/nz.ics?cancelled=omit",
    "inexact-span.ics": "/feeds/nz.ics?inexact=span",
    **{f"lang-{tag}.ics": f"/feeds/nz.ics?lang={tag}&inexact=span" for tag in ("fr", "de", "es", "ja", "mi")},
    "all.ics": "/feeds/all.ics",
    "title.ics": "/feeds/titles/anora.ics",
    "release.ics": "/feeds/releases/0193a5c0-0000-7000-8000-000000000001.ics",
    "empty.ics": "/feeds/nz.ics?type=tv",
    "plain.json": "/feeds/nz.json",
    "empty.json": "/feeds/nz.json?type=tv",
    "plain.atom": "/feeds/nz.atom",
    "empty.atom": "/feeds/nz.atom?type=tv",
    "lang-ja.json": "/feeds/nz.json?lang=ja",
    "lang-fr.atom": "/feeds/nz.atom?lang=fr",
    "changes.atom": "/feeds/nz/changes.atom",
    "changes.json": "/feeds/nz/changes.json",
}


def fill(session: Session) -> None:
    """Some releases of every kind, the same at every time."""
    titles = []
    for number, (name, slug) in enumerate(
        [("Anora", "anora"), ("Wicked: For Good", "wicked-for-good"), ("ואלס עם באשיר 🎬", "waltz")], 1
    ):
        titles.append(
            Title(id=UUID(int=number), name=name, key=slug, plain=slug, slug=slug, created_at=ANNOUNCED)
        )
        session.add(titles[-1])
    session.flush()
    anora, wicked, waltz = titles
    releases: list[tuple[Title, str, dict[str, Any]]] = [
        (anora, "NZ", {
            "label": "Boxing Day", "moved_from": "2024-12-12", "sequence": 1, "source": "https://news.example/a?b=1&c=2",
            "note": "Previews, from 20 December; see\\hear: “it”.\nBring tissues 😢",
        }),
        (anora, "NZ", {"type": ReleaseType.PREMIERE, "opens_on": date(2024, 12, 20), "opens_at": time(19, 30)}),
        (anora, "AU", {"opens_on": date(2024, 12, 27)}),
        (wicked, "WW", {"type": ReleaseType.DIGITAL, "opens_on": date(2025, 1, 31)}),
        (wicked, "NZ", {"opens_on": date(2024, 6, 1)}),
        (wicked, "NZ", {
            "edition": "Sing-along", "opens_on": date(2025, 1, 9), "status": ReleaseStatus.CANCELLED, "sequence": 1,
            "updated_at": datetime(2024, 12, 10, tzinfo=UTC),
        }),
        (waltz, "NZ", {
            "edition": "25th anniversary", "precision": Precision.MONTH, "moved_from": "2024-Q4",
            "opens_on": date(2025, 2, 1), "opens_until": date(2025, 2, 28),
        }),
        (waltz, "NZ", {"status": ReleaseStatus.TENTATIVE, "opens_on": date(2025, 3, 6)}),
    ]  # fmt: skip
    for number, (title, region, values) in enumerate(releases, 1):
        number_id = UUID(f"0193a5c0-0000-7000-8000-{number:012}")
        add_release(session, title, region, id=number_id, **values)


def document(session: Session, target: str) -> bytes:
    path, _, query = target.partition("?")
    return encode(render_feed(session, read_address(path, query), NOW, PUBLIC_URL), Encoding.IDENTITY)


@pytest.mark.parametrize("name", GOLDEN)
def test_a_feed_is_as_it_was_looked_at(database: Database, name: str) -> None:
    with database.write() as session:
        fill(session)
    with database.read() as session:
        assert document(session, GOLDEN[name]) == (FOLDER / name).read_bytes()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(GOLDEN)


if __name__ == "__main__":
    scratch = Database("sqlite://")
    upgrade(scratch)
    with scratch.write() as session:
        fill(session)
    with scratch.read() as session:
        for file, target in GOLDEN.items():
            (FOLDER / file).write_bytes(document(session, target))
