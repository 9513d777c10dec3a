"""Which releases a region's reader finds in the feed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from db.engine import Database
from db.words import Precision, ReleaseStatus, ReleaseType
from feeds.choice import Choice, entries_of, last_changed, releases_of
from feeds.entry import Entry
from feeds.options import Cancelled, Inexact
from feeds.segments import arrange, member
from tests.feeds.builders import ANNOUNCED, BOXING_DAY, add_release, add_title

TODAY = date(2024, 12, 19)


def listed(database: Database, choice: Choice, today: date = TODAY) -> list[Entry]:
    """What is in a feed, in its order."""
    with database.read() as session:
        entries = {entry.id.bytes: entry for entry in entries_of(session, choice, today)}
    pieces = arrange([member(entry, b"") for entry in entries.values()], b"")
    return [entries[each.key[-32:-16]] for piece in pieces for each in piece.members]


def seen(database: Database, region: str, today: date = TODAY, **asked: Any) -> list[str]:
    """The regions of the releases in a region's feed, in order."""
    return [entry.region for entry in listed(database, Choice(regions=(region,), **asked), today)]


def titles(database: Database, *regions: str, **asked: Any) -> list[str]:
    return [entry.title for entry in listed(database, Choice(regions=regions, **asked))]


def everywhere(database: Database) -> None:
    """A title of its own in each of five regions."""
    with database.write() as session:
        for region in ("WW", "AU", "AU-SA", "AU-VIC", "NZ"):
            add_release(session, add_title(session, f"Opens in {region}"), region)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("AU", ["AU", "AU-SA", "AU-VIC", "WW"]),
        ("AU-SA", ["AU", "AU-SA", "WW"]),
        ("NZ", ["NZ", "WW"]),
        ("WW", ["WW"]),
        ("FR", ["WW"]),
    ],
)
def test_a_reader_gets_what_can_be_seen_where_they_live(
    database: Database, region: str, expected: list[str]
) -> None:
    everywhere(database)
    assert titles(database, region) == [f"Opens in {code}" for code in expected]


def test_a_worldwide_date_gives_way_to_the_regions_own(database: Database) -> None:
    with database.write() as session:
        title = add_title(session)
        add_release(session, title, "WW", opens_on=date(2024, 12, 20))
        add_release(session, title, "NZ")
    assert seen(database, "NZ") == ["NZ"]
    assert seen(database, "AU") == ["WW"]
    assert seen(database, "WW") == ["WW"]


def test_a_countrys_date_gives_way_to_the_subdivisions_own_but_not_the_other_way(database: Database) -> None:
    with database.write() as session:
        title = add_title(session)
        add_release(session, title, "AU")
        add_release(session, title, "AU-SA", opens_on=date(2025, 1, 2))
    assert seen(database, "AU-SA") == ["AU-SA"]
    assert seen(database, "AU-VIC") == ["AU"]
    assert seen(database, "AU") == ["AU", "AU-SA"]


def test_a_worldwide_date_stands_in_a_country_where_only_a_part_has_its_own(database: Database) -> None:
    with database.write() as session:
        title = add_title(session)
        add_release(session, title, "WW")
        add_release(session, title, "AU-SA", opens_on=date(2025, 1, 2))
    assert seen(database, "AU") == ["WW", "AU-SA"]


@pytest.mark.parametrize(
    "own",
    [
        {"precision": Precision.MONTH, "opens_on": date(2025, 1, 1), "opens_until": date(2025, 1, 31)},
        {"precision": Precision.TBA, "opens_on": None, "opens_until": None},
        {"status": ReleaseStatus.CANCELLED, "updated_at": ANNOUNCED - timedelta(days=60)},
    ],
)
def test_a_worldwide_date_gives_way_to_an_own_row_that_is_not_shown(
    database: Database, own: dict[str, object]
) -> None:
    with database.write() as session:
        title = add_title(session)
        add_release(session, title, "WW")
        add_release(session, title, "NZ", **own)
    assert seen(database, "NZ") == []


@pytest.mark.parametrize("other", [{"type": ReleaseType.DIGITAL}, {"edition": "25th anniversary"}])
def test_another_type_or_edition_is_another_release(database: Database, other: dict[str, object]) -> None:
    with database.write() as session:
        title = add_title(session)
        add_release(session, title, "WW")
        add_release(session, title, "NZ", **other)
    assert sorted(seen(database, "NZ")) == ["NZ", "WW"]


@pytest.mark.parametrize("precision", [precision for precision in Precision if precision != Precision.DAY])
def test_a_date_that_is_not_a_day_is_left_out(database: Database, precision: Precision) -> None:
    with database.write() as session:
        add_release(session, add_title(session), precision=precision)
    assert seen(database, "NZ") == []


def test_a_release_stays_for_a_year_after_its_day(database: Database) -> None:
    with database.write() as session:
        add_release(session, add_title(session))
    assert seen(database, "NZ", BOXING_DAY + timedelta(days=365))
    assert not seen(database, "NZ", BOXING_DAY + timedelta(days=366))


def test_a_cancelled_release_stays_for_thirty_days_as_cancelled(database: Database) -> None:
    cancelled = datetime(2024, 12, 1, 3, 0, tzinfo=UTC)  # 16:00 on the 1st in Auckland
    with database.write() as session:
        add_release(session, add_title(session), status=ReleaseStatus.CANCELLED, updated_at=cancelled)
    (entry,) = listed(database, Choice(regions=("NZ",)), date(2024, 12, 31))
    assert entry.status is ReleaseStatus.CANCELLED
    assert not seen(database, "NZ", date(2025, 1, 1))


def test_the_day_counts_as_the_region_counts_it() -> None:
    evening = datetime(2024, 12, 25, 18, 0, tzinfo=UTC)
    assert Choice(regions=("NZ",)).today(evening) == date(2024, 12, 26)
    assert Choice(regions=("US",)).today(evening) == date(2024, 12, 25)
    assert Choice(regions=("NZ",)).beginning(date(2024, 12, 26)) == datetime(2024, 12, 25, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize("regions", [(), ("NZ", "US")])
def test_a_feed_of_several_regions_goes_by_the_day_that_ends_last(regions: tuple[str, ...]) -> None:
    choice = Choice(regions=regions)
    assert choice.today(datetime(2024, 12, 26, 11, 59, tzinfo=UTC)) == date(2024, 12, 25)
    assert choice.today(datetime(2024, 12, 26, 12, 0, tzinfo=UTC)) == date(2024, 12, 26)


def test_releases_come_by_date_then_title_then_id(database: Database) -> None:
    with database.write() as session:
        for name, opens_on in (("Wicked", 27), ("anora", 26), ("Éternité", 26), ("Anora", 26), ("Anora", 26)):
            add_release(session, add_title(session, name), opens_on=date(2024, 12, opens_on))
    assert titles(database, "NZ") == ["Anora", "Anora", "anora", "Éternité", "Wicked"]
    first, second, *_ = listed(database, Choice(regions=("NZ",)))
    assert first.id < second.id


def test_everything_is_every_regions_own_without_any_giving_way(database: Database) -> None:
    with database.write() as session:
        title = add_title(session)
        for region in ("WW", "AU", "NZ"):
            add_release(session, title, region)
    assert len(listed(database, Choice())) == 3


def test_of_several_regions_each_readers_are_there_once(database: Database) -> None:
    everywhere(database)
    assert titles(database, "AU-SA", "NZ") == [f"Opens in {code}" for code in ("AU", "AU-SA", "NZ", "WW")]
    with database.write() as session:
        title = add_title(session, "Later in NZ")
        add_release(session, title, "WW", opens_on=date(2024, 12, 27))
        add_release(session, title, "NZ", opens_on=date(2024, 12, 28))
    both = [
        entry.region for entry in listed(database, Choice(regions=("AU", "NZ"))) if "Later" in entry.title
    ]
    assert both == ["WW", "NZ"]  # an Australian reader's, and a New Zealander's


def test_a_choice_of_types_titles_or_one_release_leaves_the_others_out(database: Database) -> None:
    with database.write() as session:
        anora, wicked = add_title(session, "Anora"), add_title(session, "Wicked")
        one = add_release(session, anora, type=ReleaseType.DIGITAL)
        add_release(session, anora, "AU")
        add_release(session, wicked)
    assert titles(database, types=(ReleaseType.DIGITAL, ReleaseType.TV)) == ["Anora"]
    assert titles(database, titles=(anora.id,)) == ["Anora", "Anora"]
    assert [entry.id for entry in listed(database, Choice(release=one.id))] == [one.id]


def test_past_says_how_many_days_a_release_stays(database: Database) -> None:
    with database.write() as session:
        add_release(session, add_title(session))
    assert seen(database, "NZ", BOXING_DAY, past=0)
    assert not seen(database, "NZ", BOXING_DAY + timedelta(days=1), past=0)
    assert seen(database, "NZ", BOXING_DAY + timedelta(days=30), past=30)
    assert seen(database, "NZ", BOXING_DAY + timedelta(days=9999), past=None)


def test_a_span_is_there_until_its_last_day_is_past(database: Database) -> None:
    with database.write() as session:
        for precision, first, last in (
            (Precision.MONTH, date(2024, 12, 1), date(2024, 12, 31)),
            (Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31)),
            (Precision.TBA, None, None),
        ):
            add_release(session, add_title(session), precision=precision, opens_on=first, opens_until=last)
    last = date(2024, 12, 31)
    assert len(seen(database, "NZ", last, inexact=Inexact.SPAN, past=0)) == 2
    assert not seen(database, "NZ", last + timedelta(days=1), inexact=Inexact.SPAN, past=0)


def test_a_cancelled_release_stays_for_good_where_it_is_kept_and_not_at_all_where_it_is_left_out(
    database: Database,
) -> None:
    with database.write() as session:
        add_release(session, add_title(session), status=ReleaseStatus.CANCELLED, updated_at=ANNOUNCED)
    assert not seen(database, "NZ")
    assert seen(database, "NZ", cancelled=Cancelled.KEEP)
    assert seen(database, "NZ", date(2024, 10, 2))
    assert not seen(database, "NZ", date(2024, 10, 2), cancelled=Cancelled.OMIT)


def test_an_entry_has_all_that_its_row_says(database: Database) -> None:
    with database.write() as session:
        title = add_title(session, "Anora")
        release = add_release(
            session,
            title,
            opens_at=time(19),
            label="Boxing Day",
            edition="Director’s cut",
            sequence=3,
            moved_from="2024-12-12",
            note="A note.",
            source="https://news.example",
            timezone="Pacific/Chatham",
            type=ReleaseType.PREMIERE,
        )
    (entry,) = listed(database, Choice(regions=("NZ",)))
    assert entry.title == "Anora"
    for field in entry.__slots__:
        if field not in {"title", "poster"}:
            assert getattr(entry, field) == getattr(release, field), field
    assert entry.updated_at.tzinfo is UTC


def test_the_last_change_counts_what_is_not_shown(database: Database) -> None:
    later = ANNOUNCED + timedelta(days=9)
    with database.write() as session:
        title = add_title(session)
        add_release(session, title)
        add_release(session, title, "WW", precision=Precision.YEAR, updated_at=later)
        add_release(session, title, "AU", updated_at=later + timedelta(days=9))
    with database.read() as session:
        assert last_changed(session, Choice(regions=("NZ",))) == later
        assert last_changed(session, Choice(regions=("FJ",))) == later


def test_an_empty_database_has_no_last_change(database: Database) -> None:
    with database.read() as session:
        assert last_changed(session, Choice(regions=("NZ",))) is None


def test_the_query_uses_its_indexes(database: Database) -> None:
    query = releases_of(Choice(regions=("NZ",)), TODAY).compile(
        database.engine, compile_kwargs={"literal_binds": True}
    )
    with database.read() as session:
        if database.is_sqlite:
            plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
            assert any("ix_release_region_opens_on (region=? AND opens_on>?)" in step for step in plan)
            assert not [step for step in plan if step.startswith("SCAN")]
        else:
            session.execute(text("SET LOCAL enable_seqscan = off"))  # which it prefers for a table this small
            told = "\n".join(row[0] for row in session.execute(text(f"EXPLAIN {query}")))
            assert "ix_release_region_opens_on" in told
            assert "Seq Scan" not in told
