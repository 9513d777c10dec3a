"""The queries of pages give the same on both databases, and use an index."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from db.engine import Database
from db.words import Precision, ReleaseStatus
from releases.programme import awaited, coming, last_day, regions_with_releases, shown
from tests.feeds.builders import BOXING_DAY, add_release, add_title
from tests.scheduler.test_plans import plan_of

NOW = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)
TODAY = date(2024, 12, 19)
NZ, ALL = shown(NOW).seen_from("NZ"), shown(NOW)


def test_a_region_lists_current_and_recently_cancelled_releases(database: Database) -> None:
    someday = {"precision": Precision.MONTH, "opens_until": date(2025, 1, 31)}
    with database.write() as session:
        title, other = add_title(session, "Anora"), add_title(session, "Wicked")
        here = add_release(session, title, "NZ", updated_at=NOW)
        add_release(session, title, "WW", opens_on=date(2024, 12, 20))  # hidden by New Zealand's own
        world = add_release(session, other, "WW", opens_on=date(2024, 12, 27))
        add_release(session, other, "AU-SA")
        month = add_release(session, other, "NZ", edition="again", opens_on=date(2025, 1, 1), **someday)
        tba = add_release(
            session, title, "NZ", edition="b", opens_on=None, opens_until=None, precision=Precision.TBA
        )
        for edition, ago in (("c", 29), ("d", 31)):
            add_release(
                session,
                title,
                "NZ",
                edition=edition,
                opens_on=date(2025, 2, 1),
                status=ReleaseStatus.CANCELLED,
                updated_at=NOW - timedelta(days=ago),
            )
    with database.read() as session:
        rows = coming(session, NZ, TODAY, limit=10)
        assert [(row.opens_on, row.edition) for row in rows] == [
            (BOXING_DAY, ""),
            (date(2024, 12, 27), ""),
            (date(2025, 2, 1), "c"),
        ]
        after = coming(session, NZ, BOXING_DAY, limit=1, after=here.id)
        assert [row.id for row in after] == [world.id]
        assert [row.id for row in awaited(session, NZ, TODAY, limit=10)] == [month.id, tba.id]
        assert awaited(session, NZ, date(2025, 2, 1), limit=10)[0].id == tba.id
        assert regions_with_releases(session) == ["AU-SA", "NZ", "WW"]
        assert last_day(session, ["NZ"]) == date(2025, 2, 1)


@pytest.mark.parametrize(
    ("act", "index"),
    [
        (lambda session: coming(session, NZ, TODAY, limit=100), "ix_release_region_opens_on"),
        (lambda session: coming(session, ALL, TODAY, limit=100), "ix_release_opens_on_id"),
        (lambda session: awaited(session, NZ, TODAY, limit=60), "ix_release_inexact"),
        (regions_with_releases, "ix_release_region_opens_on"),
        (lambda session: last_day(session, ["NZ"]), "ix_release_region_opens_on"),
        (lambda session: last_day(session, []), "ix_release_region_opens_on"),
    ],
)
def test_the_queries_of_pages_use_their_indexes(
    database: Database, act: Callable[[Session], object], index: str
) -> None:
    plan = plan_of(database, act)
    assert index in plan, plan
    assert "Seq Scan on release" not in plan
