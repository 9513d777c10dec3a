"""One VEVENT, by the rules of the clients that show it (design: "Feeds")."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from db.words import Precision, ReleaseStatus, ReleaseType
from feeds.address import read_address
from feeds.check.colors import COLORS
from feeds.event import render_event
from feeds.language import language
from tests.feeds.builders import ANNOUNCED, ANORA, ENGLISH, IN_NZ, PUBLIC_URL, make_entry
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


def test_a_time_is_written_in_utc_and_needs_no_zone() -> None:
    assert line_of("DTSTART", opens_at=time(19)) == "DTSTART:20241226T060000Z"
    assert line_of("DTEND", opens_at=time(19)) == "DTEND:20241226T080000Z"
    assert line_of("DTSTART", opens_at=time(12), timezone="UTC") == "DTSTART:20241226T120000Z"


def test_a_late_screening_does_not_end_on_another_day() -> None:
    assert line_of("DTSTART", opens_at=time(23, 30)) == "DTSTART:20241226T103000Z"
    assert line_of("DTEND", opens_at=time(23, 30)) == "DTEND:20241226T110000Z"  # midnight in Auckland


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        ("Pacific/Auckland", date(2025, 4, 6), time(2, 30), "20250405T133000Z"),  # occurs twice: the first
        ("America/New_York", date(2025, 11, 2), time(1, 30), "20251102T053000Z"),  # occurs twice: the first
        ("Africa/Casablanca", date(2025, 3, 1), time(19), "20250301T190000Z"),  # Ramadan
        ("Asia/Kathmandu", date(2025, 1, 1), time(0, 5), "20241231T182000Z"),
    ],
)
def test_the_instant_follows_the_zones_clock_changes(zone: str, day: date, at: time, utc: str) -> None:
    assert line_of("DTSTART", opens_on=day, opens_at=at, timezone=zone) == f"DTSTART:{utc}"


def test_the_description_says_the_time_at_the_cinema() -> None:
    said = line_of("DESCRIPTION", opens_at=time(19))
    assert said.startswith("DESCRIPTION:26 December 2024\\, 19:00 (Auckland time)\\n")
    in_utc = line_of("DESCRIPTION", opens_at=time(12), timezone="UTC")
    assert in_utc.startswith("DESCRIPTION:26 December 2024\\, 12:00 UTC\\n")


def test_a_timed_release_is_a_whole_day_for_who_asks() -> None:
    style = replace(ENGLISH, all_day=True)
    lines = unfolded(render_event(make_entry(opens_at=time(19)), style))
    assert "DTSTART;VALUE=DATE:20241226" in lines
    assert "DTEND;VALUE=DATE:20241227" in lines
    assert any("19:00 (Auckland time)" in line for line in lines)


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


def test_clients_colour_by_a_category_that_no_language_changes() -> None:
    french = unfolded(render_event(make_entry(), replace(ENGLISH, language=language("fr"))))
    assert "CATEGORIES:theatrical" in french
    assert "COLOR:firebrick" in french
    assert len({line_of("COLOR", type=each) for each in ReleaseType}) == len(ReleaseType)
    assert {line_of("COLOR", type=each).removeprefix("COLOR:") for each in ReleaseType} <= COLORS


def test_a_poster_is_shown_where_there_is_one() -> None:
    poster = "https://films.example/posters/anora.jpg"
    assert line_of("IMAGE", poster=poster) == f"IMAGE;VALUE=URI:{poster}"
    assert not [line for line in lines_of() if line.startswith("IMAGE")]


def test_a_region_that_goes_without_saying_is_not_said() -> None:
    assert "SUMMARY:Anora · in cinemas" in unfolded(render_event(make_entry(), IN_NZ))


def test_a_summary_can_be_the_title_alone() -> None:
    lines = unfolded(
        render_event(make_entry(status=ReleaseStatus.TENTATIVE), replace(ENGLISH, title_only=True))
    )
    assert "SUMMARY:Expected: Anora" in lines


@pytest.mark.parametrize(
    ("changes", "status", "summary"),
    [
        ({"status": ReleaseStatus.CANCELLED}, "CANCELLED", "Cancelled: Anora"),
        ({"status": ReleaseStatus.TENTATIVE}, "TENTATIVE", "Expected: Anora"),
        ({"precision": Precision.MONTH}, "TENTATIVE", "Expected: Anora"),
        ({"precision": Precision.MONTH, "status": ReleaseStatus.CANCELLED}, "CANCELLED", "Cancelled: Anora"),
        ({}, "CONFIRMED", "Anora"),
    ],
)
def test_clients_that_ignore_the_status_see_it_in_the_summary(
    changes: dict[str, object], status: str, summary: str
) -> None:
    changes = {"opens_on": date(2024, 12, 1), "opens_until": date(2024, 12, 31), **changes}
    assert line_of("STATUS", **changes) == f"STATUS:{status}"
    assert line_of("SUMMARY", **changes) == f"SUMMARY:{summary} · in cinemas (New Zealand)"


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
        "DESCRIPTION:Moved from 12 December 2024\\nBoxing Day\\nPreviews from 20 December.\\n"
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


def test_a_map_is_not_sent_to_the_middle_of_a_country() -> None:
    assert not [line for line in lines_of() if line.startswith("LOCATION")]


def test_the_page_is_given() -> None:
    assert line_of("URL") == f"URL:{PUBLIC_URL}/releases/{ANORA}"


def test_no_alarm_rings_that_nobody_asked_for() -> None:
    assert "BEGIN:VALARM" not in lines_of()


def alarms_of(*alarms: str, since: date = date(2024, 12, 20), **changes: Any) -> list[str]:
    """The TRIGGERs of an event."""
    read = read_address("/feeds/nz.ics", f"alarm={','.join(alarms)}").options.alarms
    lines = unfolded(render_event(make_entry(**changes), replace(ENGLISH, alarms=read, alarms_from=since)))
    assert lines.count("BEGIN:VALARM") == sum(line.startswith("ACTION:DISPLAY") for line in lines)
    return [line.removeprefix("TRIGGER:") for line in lines if line.startswith("TRIGGER")]


@pytest.mark.parametrize(
    ("alarm", "day", "timed"),
    [
        ("P1D", "-P1D", "-P1D"),
        ("PT2H", "-PT2H", "-PT2H"),
        ("P0D", "P0D", "P0D"),
        ("09:00", "PT9H", "-PT10H"),
        ("1d@09:00", "-PT15H", "-P1DT10H"),
        ("7d@18:30", "-P6DT5H30M", "-P7DT30M"),
        ("00:00", "P0D", "-PT19H"),
    ],
)
def test_an_alarm_rings_so_long_before_or_at_its_hour(alarm: str, day: str, timed: str) -> None:
    assert alarms_of(alarm) == [day]
    assert alarms_of(alarm, opens_at=time(19)) == [timed]


def test_an_alarm_at_an_hour_follows_the_clock_change_between() -> None:
    # The clocks went back at 3:00.
    assert alarms_of("1d@09:00", opens_on=date(2025, 4, 6), opens_at=time(19)) == ["-P1DT11H"]


def test_no_alarm_rings_once_it_is_useless() -> None:
    assert alarms_of("09:00", opens_at=time(8)) == []
    assert alarms_of("P1D", status=ReleaseStatus.CANCELLED) == []
    assert alarms_of("P1D", precision=Precision.MONTH) == []
    assert alarms_of("P1D", since=date(2024, 12, 27)) == []
    assert alarms_of("P1D", since=date(2024, 12, 26)) == ["-P1D"]


def test_each_alarm_has_a_uid_of_its_own_that_stays() -> None:
    style = replace(ENGLISH, alarms=read_address("/feeds/nz.ics", "alarm=P1D,09:00").options.alarms)
    lines = unfolded(render_event(make_entry(), style))
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 3
    moved = unfolded(render_event(make_entry(opens_on=date(2025, 1, 2), sequence=1), style))
    assert [line for line in moved if line.startswith("UID:")] == uids


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
