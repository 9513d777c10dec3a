"""One VEVENT, by the rules of the clients that show it (design: "Feeds")."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from db.words import ReleaseStatus, ReleaseType
from feeds.event import render_event
from tests.feeds.builders import ANNOUNCED, ANORA, ENGLISH, PUBLIC_URL, make_entry
from tests.feeds.readers import unfolded


def lines_of(**changes: object) -> list[str]:
    return unfolded(render_event(make_entry(**changes), ENGLISH))


def line_of(name: str, **changes: object) -> str:
    (line,) = (
        line
        for line in lines_of(**changes)
        if line.partition(":")[0].partition(";")[0] == name.partition(";")[0]
    )
    return line


def test_outlook_shows_a_whole_day_because_it_ends_on_the_next() -> None:
    assert line_of("DTSTART") == "DTSTART;VALUE=DATE:20241226"
    assert line_of("DTEND") == "DTEND;VALUE=DATE:20241227"


def test_a_weekend_ends_after_its_last_day() -> None:
    assert line_of("DTEND", opens_until=date(2024, 12, 29)) == "DTEND;VALUE=DATE:20241230"


def test_outlook_is_told_the_zone_of_a_time() -> None:
    assert line_of("DTSTART", opens_at=time(19)) == "DTSTART;TZID=Pacific/Auckland:20241226T190000"


def test_exchange_refuses_no_timed_release_for_want_of_an_end() -> None:
    assert line_of("DTEND", opens_at=time(23)) == "DTEND;TZID=Pacific/Auckland:20241227T010000"


def test_a_time_in_utc_needs_no_zone() -> None:
    entry = {"opens_at": time(12), "timezone": "UTC"}
    assert line_of("DTSTART", **entry) == "DTSTART:20241226T120000Z"
    assert line_of("DTEND", **entry) == "DTEND:20241226T140000Z"


def test_no_client_duplicates_a_release_that_moved_or_an_address_that_changed() -> None:
    moved = {"opens_on": date(2025, 1, 2), "title": "Anora!", "sequence": 1}
    assert line_of("UID", **moved) == line_of("UID") == f"UID:{ANORA}@openingday"
    elsewhere = render_event(make_entry(), replace(ENGLISH, public_url="https://elsewhere.example")).decode()
    assert line_of("UID") in elsewhere


def test_google_sees_a_moved_date_by_its_sequence() -> None:
    assert line_of("SEQUENCE", sequence=7) == "SEQUENCE:7"


def test_a_poll_finds_nothing_new_where_nothing_changed() -> None:
    changed = datetime(2024, 11, 5, 8, 15, 30, 999_999, tzinfo=UTC)
    assert line_of("DTSTAMP", updated_at=changed) == "DTSTAMP:20241105T081530Z"
    assert line_of("LAST-MODIFIED", updated_at=changed) == "LAST-MODIFIED:20241105T081530Z"
    assert line_of("CREATED", updated_at=changed) == f"CREATED:{ANNOUNCED:%Y%m%dT%H%M%SZ}"


@pytest.mark.parametrize(
    ("release_type", "words"),
    [
        (ReleaseType.PREMIERE, "premiere"),
        (ReleaseType.LIMITED, "limited release"),
        (ReleaseType.THEATRICAL, "in cinemas"),
        (ReleaseType.DIGITAL, "digital"),
        (ReleaseType.PHYSICAL, "physical"),
        (ReleaseType.TV, "on TV"),
    ],
)
def test_a_phone_tells_the_types_of_one_film_apart(release_type: ReleaseType, words: str) -> None:
    assert line_of("SUMMARY", type=release_type) == f"SUMMARY:Anora · {words} (New Zealand)"
    assert line_of("CATEGORIES", type=release_type) == f"CATEGORIES:{words}"


def test_an_edition_is_part_of_the_summary() -> None:
    summary = line_of("SUMMARY", edition="25th anniversary")
    assert summary == "SUMMARY:Anora\\, 25th anniversary · in cinemas (New Zealand)"


def test_the_description_says_label_move_note_link_and_source() -> None:
    described = line_of(
        "DESCRIPTION",
        label="Boxing Day",
        moved_from="2024-12-12",
        note="Previews from 20 December.",
        source="https://news.example/anora",
    )
    assert described == (
        "DESCRIPTION:Boxing Day\\nMoved from 12 December 2024\\nPreviews from 20 December.\\n"
        f"{PUBLIC_URL}/releases/{ANORA}\\nSource: https://news.example/anora"
    )


def test_a_description_holds_the_link_where_there_is_nothing_else_to_say() -> None:
    assert line_of("DESCRIPTION") == f"DESCRIPTION:{PUBLIC_URL}/releases/{ANORA}"


def test_a_release_blocks_nobodys_day() -> None:
    assert "TRANSP:TRANSPARENT" in lines_of()
    assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in lines_of()


@pytest.mark.parametrize("status", ReleaseStatus)
def test_the_status_is_said(status: ReleaseStatus) -> None:
    assert line_of("STATUS", status=status) == f"STATUS:{status.value.upper()}"


def test_place_and_page_are_given() -> None:
    assert line_of("LOCATION") == "LOCATION:New Zealand"
    assert line_of("URL") == f"URL:{PUBLIC_URL}/releases/{ANORA}"


def test_no_alarm_rings_that_nobody_asked_for() -> None:
    assert "BEGIN:VALARM" not in lines_of()


@pytest.mark.parametrize("control", ["\r", "\r\n", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_line_break_in_a_title_cannot_start_a_property(control: str) -> None:
    assert line_of("SUMMARY", title=f"A{control}ATTACH:b").startswith(r"SUMMARY:A\nATTACH:b ·")


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x1f", "\x7f", "\x9f"])
def test_other_controls_are_left_out(control: str) -> None:
    assert line_of("SUMMARY", title=f"An{control}ora") == line_of("SUMMARY")


def test_half_a_character_does_not_stop_a_feed() -> None:
    assert line_of("SUMMARY", title="Anora\ud83c") == "SUMMARY:Anora? · in cinemas (New Zealand)"


def test_a_public_address_with_a_line_break_adds_no_property() -> None:
    event = render_event(make_entry(), replace(ENGLISH, public_url="https://films.example\r\nATTACH:x"))
    assert b"\nATTACH" not in event
