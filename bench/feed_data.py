"""Releases to publish, by the thousand."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import SQLModel

from db.columns import uuid7
from db.engine import Database
from db.migrate import upgrade
from db.models import Change, Release, Title
from db.plain import plain
from db.words import ChangeKind, Precision, ReleaseStatus, ReleaseType
from releases.regions import find_region

NOW = datetime(2024, 12, 18, 19, 0, tzinfo=UTC)
_FIRST_DAY = date(2024, 12, 1)
_DAYS = 700
_NOTES = (
    None,
    "Previews from the evening before.",
    "In original language, with subtitles; dubbed from the second week.",
)


def make_database(url: str, releases: int, regions: Sequence[str]) -> Database:
    """A database with so many releases, each of a title of its own, in these regions by turns."""
    database = Database(url)
    upgrade(database)
    dice = random.Random(7)  # noqa: S311 - the same at every run
    rows: dict[type[SQLModel], list[dict[str, Any]]] = {Title: [], Release: [], Change: []}
    for number in range(releases):
        title, release, region = uuid7(), uuid7(), regions[number % len(regions)]
        name = f"The {dice.choice(('Night', 'Sea', 'House', 'Winter'))} of Number {number}"
        day = _FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
        rows[Title].append(
            {
                "id": title,
                "name": name,
                "key": name.casefold(),
                "plain": plain(name),
                "slug": f"film-{number}",
                "created_at": NOW,
            }
        )
        rows[Release].append(
            {
                "id": release,
                "title_id": title,
                "region": region,
                "type": dice.choice(list(ReleaseType)),
                "edition": "",
                "opens_on": day,
                "opens_until": day,
                "precision": Precision.DAY,
                "timezone": find_region(region).timezone,
                "status": ReleaseStatus.CONFIRMED,
                "version": 1,
                "sequence": 0,
                "note": dice.choice(_NOTES),
                "source": f"https://news.example/films/{number}",
                "created_at": NOW,
                "updated_at": NOW,
            }
        )
        rows[Change].append(
            {"release_id": release, "kind": ChangeKind.ANNOUNCED, "actor": "bench", "at": NOW, "after": {}}
        )
    with database.write() as session:
        for model, values in rows.items():
            session.connection().execute(SQLModel.metadata.tables[str(model.__tablename__)].insert(), values)
    return database
