"""What each client's makers require of a feed. Other needs are tested beside their subject: Outlook's days and Google's
dates in test_event.py, and real clients in tests/clients.
"""

from datetime import date

import pytest

from db.engine import Database
from feeds.http import FeedApp
from releases.clock import Clock
from tests.feeds.builders import PUBLIC_URL, add_release, add_title, make_document, make_entry
from tests.feeds.client import ask
from tests.feeds.readers import unfolded

NZ = "/feeds/nz.ics"
TYPE = "text/calendar"
# Thunderbird: mozilla/releases-comm-central, calendar/providers/ics/CalICSProvider.sys.mjs and CalICSCalendar.sys.mjs.
ACCEPTED = "text/calendar,text/plain;q=0.8,*/*;q=0.5"
# Google: the resource Event of its Calendar API, developers.google.com/workspace/calendar/api/v3/reference/events.
# Apple: Calendar Scripting Guide, "Subscribing to a Calendar"; webcal addresses are held in tests/api/test_feeds.py.
# Outlook: [MS-OXCICAL] and [MS-STANOICAL] of Microsoft's Open Specifications.

sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def app(database: Database, clock: Clock) -> FeedApp:
    with database.write() as session:
        add_release(session, add_title(session, "Anora 電影"))
    return FeedApp(database, clock, PUBLIC_URL)


def line(name: str, **changes: object) -> str:
    lines = unfolded(make_document(make_entry(**changes)))
    (found,) = (each for each in lines if each.partition(":")[0].partition(";")[0] == name)
    return found


@sqlite
def test_thunderbird_finds_a_calendar_by_the_type_that_head_says_after_propfind_is_refused(
    app: FeedApp,
) -> None:
    assert (
        ask(app, NZ, method="PROPFIND").status == 405
    )  # attemptDAVLocation: not ok, so the next way is tried
    head = ask(
        app, NZ, method="HEAD"
    )  # attemptHead: response.ok and a Content-Type that includes text/calendar
    assert head.status == 200
    assert TYPE in head.headers["content-type"]


@sqlite
def test_thunderbird_asks_by_entity_tag_and_keeps_what_it_has_at_a_304(app: FeedApp) -> None:
    first = ask(app, NZ, accept=ACCEPTED)
    again = ask(app, NZ, accept=ACCEPTED, if_none_match=first.headers["etag"])  # onBeforeGet
    assert (again.status, again.body) == (304, b"")
    without_tag = ask(app, NZ, accept=ACCEPTED, if_modified_since=first.headers["last-modified"])
    assert without_tag.status == 304


@sqlite
def test_thunderbird_reads_utf_8_alone(app: FeedApp) -> None:
    answer = ask(app, NZ)  # onStreamComplete: new TextDecoder()
    assert "Anora 電影" in answer.body.decode("utf-8", "strict")
    assert answer.headers["content-type"] == f"{TYPE}; charset=utf-8"


@sqlite
def test_thunderbird_loses_no_calendar_for_a_feed_that_is_empty(app: FeedApp) -> None:
    # onAfterGet: an answer of 4xx or 5xx switches the calendar off; one of no octets takes all events away.
    empty = ask(app, "/feeds/nz.ics", query="type=tv")
    assert empty.status == 200
    assert empty.body.startswith(b"BEGIN:VCALENDAR")


def test_google_takes_the_end_of_a_day_as_exclusive() -> None:
    assert line("DTSTART") == "DTSTART;VALUE=DATE:20241226"
    assert line("DTEND") == "DTEND;VALUE=DATE:20241227"  # Event.end: "The (exclusive) end time of the event."


def test_google_blocks_no_time_for_what_is_transparent() -> None:
    assert line("TRANSP") == "TRANSP:TRANSPARENT"  # Event.transparency


def test_google_identifies_an_event_across_calendars_by_its_uid_and_a_revision_by_its_sequence() -> None:
    assert line("SEQUENCE", sequence=3) == "SEQUENCE:3"  # Event.sequence
    lines = unfolded(make_document(make_entry(opens_on=date(2025, 1, 2))))
    assert [each for each in lines if each.startswith("UID:")][1:] == [
        each for each in unfolded(make_document(make_entry())) if each.startswith("UID:")
    ][1:]  # Event.iCalUID


def test_apple_has_its_own_name_for_a_calendars_colour() -> None:
    # X-APPLE-CALENDAR-COLOR, as Apple's own exports write it (tests/feeds/check/good/apple.ics).
    assert "X-APPLE-CALENDAR-COLOR:#B22222" in unfolded(make_document())


def test_outlook_goes_by_its_own_busy_status() -> None:
    # [MS-OXCICAL], X-MICROSOFT-CDO-BUSYSTATUS: FREE, TENTATIVE, BUSY or OOF.
    assert line("X-MICROSOFT-CDO-BUSYSTATUS") == "X-MICROSOFT-CDO-BUSYSTATUS:FREE"


def test_outlook_takes_the_interval_between_polls_from_its_own_name() -> None:
    # [MS-OXCICAL], X-PUBLISHED-TTL: a duration.
    assert "X-PUBLISHED-TTL:PT1H" in unfolded(make_document())
