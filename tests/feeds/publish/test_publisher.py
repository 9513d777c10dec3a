"""What is published is what the service sends, and follows what changes."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from db.engine import Database
from db.models import Release, Title
from db.words import ChangeKind, ReleaseStatus
from feeds.address import FeedFormat
from feeds.http import FeedApp
from feeds.publish.folder import opened
from feeds.publish.publisher import ENDINGS, Publisher
from releases.clock import Clock
from releases.regions import all_regions
from tests.feeds.builders import PUBLIC_URL, add_release, add_title, log_change
from tests.feeds.client import ask
from tests.feeds.test_golden import fill

ASKED_WITH = {"": "identity", ".gz": "gzip", ".zst": "zstd"}


@pytest.fixture
def publisher(database: Database, clock: Clock, tmp_path: Path) -> Iterator[Publisher]:
    with opened(tmp_path / "www", ENDINGS.values()) as folder:
        yield Publisher(database, clock, PUBLIC_URL, folder)


def files(tmp_path: Path) -> dict[str, bytes]:
    found = (tmp_path / "www" / "feeds").rglob("*.*")
    return {str(each.relative_to(tmp_path / "www")): each.read_bytes() for each in found}


def published(database: Database, publisher: Publisher, tmp_path: Path) -> dict[str, bytes]:
    """The files of many releases, as they are at first."""
    with database.write() as session:
        fill(session)
    publisher.publish()
    return files(tmp_path)


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The calendars that are not as they were."""
    return {path for path in before | after if path.endswith(".ics") and before.get(path) != after.get(path)}


def test_every_feed_is_published_as_the_service_sends_it(
    database: Database, clock: Clock, tmp_path: Path, publisher: Publisher
) -> None:
    with database.write() as session:
        fill(session)
        anora = session.exec(select(Title).where(Title.slug == "anora")).one()
        add_release(session, anora, "AU-SA", opens_on=date(2024, 12, 28))
        add_release(session, anora, "FR", opens_on=date(2023, 1, 4))
        add_release(session, anora, "DE", status=ReleaseStatus.CANCELLED)
        add_title(session, "Nothing yet")
    publisher.publish()
    with database.read() as session:
        slugs = session.exec(select(Title.slug)).all()
        ids = session.exec(select(Release.id)).all()
    stems = {
        "all",
        *(region.code.lower() for region in all_regions()),
        "au-sa",
        *(f"titles/{slug}" for slug in slugs),
        *(f"releases/{release_id}" for release_id in ids),
    }
    published = files(tmp_path)
    assert published.keys() == {
        f"feeds/{stem}.{form}{ending}" for stem in stems for form in FeedFormat for ending in ENDINGS.values()
    }
    app = FeedApp(database, clock, PUBLIC_URL)
    looked_at = [stem for stem in stems if "/" in stem or stem in {"all", "ww", "nz", "au", "au-sa", "fr"}]
    for stem in looked_at:
        for form in FeedFormat:
            for ending, encoding in ASKED_WITH.items():
                path = f"feeds/{stem}.{form}"
                answer = ask(app, f"/{path}", accept_encoding=encoding)
                assert published[path + ending] == answer.body, path + ending


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_published_already_is_left_alone(
    database: Database, tmp_path: Path, publisher: Publisher
) -> None:
    with database.write() as session:
        fill(session)
    assert publisher.publish().written > 0
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "www" / "feeds").rglob("*.*")}
    again = publisher.publish()
    assert (again.written, again.removed) == (0, 0)
    assert times == {path: path.stat().st_mtime_ns for path in times}
    (tmp_path / "www/feeds/nz.ics.gz").write_bytes(b"half")
    (tmp_path / "www/feeds/nz.json").unlink()
    assert publisher.publish().written == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_change_is_written_to_the_feeds_that_show_it_and_to_no_others(
    database: Database, clock: Clock, tmp_path: Path, publisher: Publisher
) -> None:
    before = published(database, publisher, tmp_path)
    assert publisher.catch_up().written == 0
    with database.write() as session:
        anora = session.exec(select(Title).where(Title.slug == "anora")).one()
        release = session.exec(
            select(Release).where(Release.title_id == anora.id, Release.region == "AU")
        ).one()
        release.opens_on = release.opens_until = date(2025, 1, 1)
        release.sequence += 1
        release.updated_at = clock.now()
        log_change(session, release, ChangeKind.MOVED)
        added = add_release(session, anora, "AU-SA", updated_at=clock.now())
    publisher.catch_up()
    after = files(tmp_path)
    assert changed(before, after) == {
        "feeds/all.ics",
        "feeds/au.ics",
        "feeds/au-sa.ics",
        "feeds/titles/anora.ics",
        f"feeds/releases/{release.id}.ics",
        f"feeds/releases/{added.id}.ics",
    }
    with database.write() as session:
        add_release(session, add_title(session, "Everywhere"), "WW", updated_at=clock.now())
    publisher.catch_up()
    worldwide = changed(after, files(tmp_path))
    assert worldwide > {"feeds/all.ics", "feeds/ww.ics", "feeds/nz.ics", "feeds/au-sa.ics", "feeds/zw.ics"}
    assert publisher.publish().written == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_day_is_published(
    database: Database, clock: Clock, tmp_path: Path, publisher: Publisher
) -> None:
    before = published(database, publisher, tmp_path)
    clock.advance(timedelta(days=23))  # Wicked's Sing-along was cancelled 31 days ago
    publisher.catch_up()
    after = files(tmp_path)
    assert changed(before, after) >= {"feeds/nz.ics", "feeds/all.ics", "feeds/titles/wicked-for-good.ics"}
    assert publisher.publish().written == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_title_that_no_file_can_be_named_after_holds_up_no_other(
    database: Database, tmp_path: Path, publisher: Publisher
) -> None:
    with database.write() as session:
        title = add_title(session)
        title.slug = "\N{GOTHIC LETTER AHSA}" * 80
    assert publisher.publish().unnameable == [f"feeds/titles/{title.slug}.{form}" for form in FeedFormat]
    assert "feeds/nz.ics" in files(tmp_path)
