"""Feeds that nothing is wrong with: ours, and files written by hand in the manner of other producers."""

from dataclasses import fields
from datetime import date, time
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.engine import Database
from db.words import Precision, ReleaseStatus
from feeds.address import read_address
from feeds.check.address import check_address
from feeds.check.check import check_feed
from feeds.check.finding import Severity
from feeds.entry import Entry
from feeds.options import Options
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from tests.feeds.builders import PUBLIC_URL, add_release, add_title, entries, make_document, make_entry
from tests.server import serving

GOOD = Path(__file__).parent / "good"
FAULTLESS = {"model", "empty"}


@pytest.mark.parametrize("path", sorted(GOOD.iterdir()), ids=lambda path: path.stem)
def test_other_producers_get_advice_at_most(path: Path) -> None:
    report = check_feed(path.read_bytes())
    assert {finding.severity for finding in report.findings} <= {Severity.ADVICE}
    assert (not report.findings) == (path.stem in FAULTLESS)


@given(st.lists(entries(), max_size=5, unique_by=lambda entry: entry.id))
def test_whatever_we_publish_has_no_error_and_no_warning(published: list[Entry]) -> None:
    report = check_feed(make_document(*published))
    assert [finding for finding in report.findings if finding.severity != Severity.ADVICE] == []


OPTIONS = (
    "",
    "alarm=P1D,09:00,1d@18:00",
    "allday=1&alarm=P1D",
    "summary=title",
    "inexact=span&cancelled=keep&lang=ja",
    "lang=mi",
)


@pytest.mark.parametrize("query", OPTIONS)
def test_every_rule_has_nothing_to_say_of_our_own_feeds(query: str) -> None:
    options = {
        field.name: getattr(read_address("/feeds/nz.ics", query).options, field.name)
        for field in fields(Options)
    }
    published = [
        make_entry(),
        make_entry(id=UUID(int=2), opens_at=time(23, 30)),
        make_entry(
            id=UUID(int=3),
            opens_at=time(2, 30),
            opens_on=date(2025, 4, 6),
            note="<b>an hour that comes twice</b>",
        ),
        make_entry(id=UUID(int=4), status=ReleaseStatus.CANCELLED, moved_from="2024-12-12", sequence=2),
        make_entry(id=UUID(int=5), status=ReleaseStatus.TENTATIVE, title="ואלס עם באשיר 🎬"),
        make_entry(
            id=UUID(int=6),
            precision=Precision.MONTH,
            opens_until=date(2025, 1, 31),
            poster="https://a.example/p.jpg",
        ),
        make_entry(
            id=UUID(int=7), note="Ánimo 🎬, dijo; " * 200, opens_at=time(0), timezone="Africa/Casablanca"
        ),
    ]
    for listed in ([], published[:1], published):
        found = check_feed(make_document(*listed, **options)).findings
        assert [(each.code, each.message) for each in found if each.code != "DESCRIPTION-HTML"] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # how it is served is the same on both
def test_there_is_nothing_to_say_of_how_we_serve_it(database: Database, clock: Clock) -> None:
    with database.write() as session:
        for name in ("Anora", "Conclave", "Flow"):
            add_release(session, add_title(session, name))
    app = make_app(Settings(public_url=PUBLIC_URL), database, clock, worker=False)
    with serving(app) as address:
        report = check_address(f"{address}/feeds/nz.ics", pause=0)
    assert report.findings == []
    assert report.events == 3
