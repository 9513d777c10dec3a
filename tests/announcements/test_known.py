from datetime import UTC, datetime

from announcements.titles import TitleList
from announcements.titles.stored import StoredTitles
from db.engine import Database
from releases.desk import Desk
from releases.editors import Editor
from releases.release_input import NewRelease

TEXT = "Critics like Storm Cellar and The Lighthouse Keeper’s Wife. The end of it is not The End."


def test_known_titles_are_found_as_they_are_written_the_longest_first() -> None:
    titles = TitleList(["Storm", "Storm Cellar", "The Lighthouse Keeper's Wife", "The End"])
    assert [(TEXT[one.start : one.end], one.name) for one in titles.find(TEXT)] == [
        ("Storm Cellar", "Storm Cellar"),
        ("The Lighthouse Keeper’s Wife", "The Lighthouse Keeper's Wife"),
        ("The End", "The End"),
    ]


def test_the_titles_of_the_calendar_are_known(database: Database) -> None:
    now = datetime(2024, 12, 1, tzinfo=UTC)
    with database.write() as session:
        for title in ("Storm Cellar", "The Lighthouse Keeper's Wife", "Something Else"):
            Desk(session, now, Editor("Ani")).announce(NewRelease(title=title, region="NZ", on="2025-02-07"))
    with database.read() as session:
        found = [one.name for one in StoredTitles(session).find(TEXT)]
    assert found == ["Storm Cellar", "The Lighthouse Keeper’s Wife"]
