"""Feeds that nothing is wrong with: ours, and files written by hand in the manner of other producers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.engine import Database
from feeds.check.address import check_address
from feeds.check.check import check_feed
from feeds.check.finding import Severity
from feeds.entry import Entry
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


@pytest.mark.parametrize("published", [[], [make_entry()]], ids=["empty", "one release"])
def test_there_is_nothing_to_say_of_our_own_feed(published: list[Entry]) -> None:
    assert check_feed(make_document(*published)).findings == []


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
