"""Instants come back as they were stored, wherever the machine's own zone is."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from db.engine import Database
from db.models import Title
from db.plain import plain

INSTANTS = [
    datetime(2024, 12, 25, 20, 0, tzinfo=UTC),
    datetime(2024, 4, 6, 14, 30, 15, 123456, tzinfo=UTC),  # clocks go back in Auckland
    datetime(2024, 12, 26, 9, 0, tzinfo=ZoneInfo("Pacific/Auckland")),
    datetime(2024, 7, 4, 0, 0, tzinfo=ZoneInfo("America/New_York")),
]


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of the machine, for the C library too."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine_zone")
@pytest.mark.parametrize("instant", INSTANTS)
def test_an_instant_comes_back_equal_and_in_utc(database: Database, instant: datetime) -> None:
    with database.write() as session:
        session.add(Title(name="Anora", key="anora", plain=plain("Anora"), slug="anora", created_at=instant))
    with database.read() as session:
        read = session.exec(select(Title.created_at)).one()
        found = session.exec(select(Title.slug).where(Title.created_at == instant)).all()
    assert (read, read.utcoffset(), list(found)) == (instant, UTC.utcoffset(None), ["anora"])


def test_a_naive_datetime_is_refused(database: Database) -> None:
    naive = datetime(2024, 12, 26, 9, 0)  # noqa: DTZ001 - what the test is about
    with pytest.raises(Exception, match="time zone"), database.write() as session:
        session.add(Title(name="Anora", key="anora", plain=plain("Anora"), slug="anora", created_at=naive))
