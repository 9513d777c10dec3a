"""A VCALENDAR that can be subscribed to: what each client needs of it, and nothing that differs between two polls."""

from datetime import UTC, date, time, timedelta
from typing import Any
from uuid import UUID

import icalendar
from ical.calendar_stream import IcsCalendarStream

from feeds.entry import Entry
from feeds.event import render_event
from tests.feeds.builders import ANNOUNCED, IN_NZ, PUBLIC_URL, make_document, make_entry
from tests.feeds.readers import unfolded


def render(*entries: Entry) -> bytes:
    return make_document(*entries)


def test_old_and_new_clients_find_the_name_and_the_description() -> None:
    lines = unfolded(render())
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"{name}:Opening Day · New Zealand" in lines
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        assert f"{name}:Release dates of films: New Zealand." in lines


def test_refresh_interval_and_source_say_their_type() -> None:
    lines = unfolded(render())
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert f"SOURCE;VALUE=URI:{PUBLIC_URL}/feeds/nz.ics" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines
    read = IcsCalendarStream.calendar_from_ics(render().decode())
    assert read.refresh_interval == timedelta(hours=1)


def test_apple_shows_the_same_colour_as_rfc_7986_names() -> None:
    lines = unfolded(render())
    assert "COLOR:firebrick" in lines
    assert "X-APPLE-CALENDAR-COLOR:#B22222" in lines


def test_a_feed_is_no_scheduling_message() -> None:
    assert not [line for line in unfolded(render(make_entry())) if line.startswith("METHOD")]


def test_the_page_for_people_is_named() -> None:
    assert f"URL:{PUBLIC_URL}/nz" in unfolded(render())


def test_vdirsyncer_sees_every_event_because_the_calendar_has_no_uid_of_its_own() -> None:
    assert not [line for line in unfolded(render()) if line.startswith("UID:")]
    assert sum(line.startswith("UID:") for line in unfolded(render(make_entry()))) == 1


def test_last_modified_is_the_newest_releases() -> None:
    later = ANNOUNCED + timedelta(days=3, seconds=1)
    lines = unfolded(render(make_entry(updated_at=later), make_entry(updated_at=ANNOUNCED)))
    assert lines[lines.index("BEGIN:VCALENDAR") : lines.index("BEGIN:VEVENT")].count(
        f"LAST-MODIFIED:{later:%Y%m%dT%H%M%SZ}"
    )


def test_an_empty_calendar_is_valid() -> None:
    feed = render()
    calendar: Any = icalendar.Calendar.from_ical(feed)
    calendar.validate()  # RFC 5545 section 3.6: at least one component
    assert not calendar.events
    assert not IcsCalendarStream.calendar_from_ics(feed.decode()).events
    assert not [line for line in unfolded(feed) if line.startswith("LAST-MODIFIED")]


def test_no_client_has_to_read_a_time_zone() -> None:
    feed = render(make_entry(), make_entry(opens_at=time(19), timezone="Pacific/Chatham"))
    assert b"VTIMEZONE" not in feed
    assert b"TZID" not in feed


def test_events_stand_by_date_title_and_id_with_their_own_bytes() -> None:
    entries = [
        make_entry(opens_on=date(2024, 12, 25), title="Z"),
        make_entry(title="Aladdin"),
        make_entry(title="Éclair", id=UUID(int=1)),
        make_entry(title="Éclair", id=UUID(int=2)),
    ]
    feed = render(*reversed(entries))
    places = [feed.index(render_event(entry, IN_NZ)) for entry in entries]
    assert places == sorted(places)


def test_the_time_of_day_leaves_no_trace() -> None:
    stamps = {line for line in unfolded(render(make_entry())) if "T" in line and line.endswith("Z")}
    assert stamps == {
        f"{name}:{ANNOUNCED.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        for name in ("LAST-MODIFIED", "DTSTAMP", "CREATED")
    }
