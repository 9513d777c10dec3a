"""A feed is rendered once for each state of the data."""

from datetime import date, timedelta

import pytest

from db.engine import Database
from db.models import Change, Release
from db.words import ChangeKind
from feeds.library import KEPT, Library
from releases.clock import Clock
from releases.regions import all_regions, find_region
from tests.feeds.builders import PUBLIC_URL, add_release, add_title, log_change

NZ = find_region("NZ")


@pytest.fixture
def library(database: Database, clock: Clock) -> Library:
    return Library(database, clock, PUBLIC_URL)


def test_an_unchanged_feed_is_not_rendered_again(library: Library, clock: Clock) -> None:
    first = library.feed(NZ)
    clock.advance(timedelta(minutes=1))
    assert library.feed(NZ) is first


def test_a_change_anywhere_is_looked_at_but_leaves_the_tags_of_other_feeds(
    library: Library, database: Database
) -> None:
    first = library.feed(NZ)
    with database.write() as session:
        add_release(session, add_title(session), "FR")
    second = library.feed(NZ)
    assert second is not first
    assert second.plain == first.plain
    assert second.gzipped == first.gzipped


def test_a_change_that_is_committed_late_is_not_missed(library: Library, database: Database) -> None:
    """On PostgreSQL a change can become visible below one that was seen already."""
    with database.write() as session:
        title = add_title(session)
        release = add_release(session, title)
        session.add(
            Change(
                seq=7,
                release_id=release.id,
                kind=ChangeKind.EDITED,
                actor="test",
                at=release.updated_at,
                after={},
            )
        )
    assert b"DTSTART;VALUE=DATE:20241226" in library.feed(NZ).plain.body
    with database.write() as session:
        late = session.get_one(Release, release.id)
        late.opens_on = late.opens_until = date(2025, 1, 2)
        session.add(
            Change(
                seq=5,
                release_id=release.id,
                kind=ChangeKind.MOVED,
                actor="test",
                at=release.updated_at,
                after={},
            )
        )
    assert b"DTSTART;VALUE=DATE:20250102" in library.feed(NZ).plain.body


def test_a_change_of_a_note_alone_is_shown(library: Library, database: Database) -> None:
    with database.write() as session:
        release = add_release(session, add_title(session))
    before = library.feed(NZ)
    with database.write() as session:
        edited = session.get_one(Release, release.id)
        edited.note, edited.updated_at = "Bring tissues.", edited.updated_at + timedelta(seconds=1)
        log_change(session, edited, ChangeKind.EDITED)
    after = library.feed(NZ)
    assert b"Bring tissues." in after.plain.body
    assert after.plain.entity_tag != before.plain.entity_tag


def test_only_so_many_feeds_are_kept(library: Library) -> None:
    first = library.feed(NZ)
    others = [region for region in all_regions() if region != NZ][:KEPT]
    for region in others:
        library.feed(region)
    again = library.feed(NZ)
    assert again is not first
    assert again == first
