"""A VTIMEZONE says what the zone's own data say, in the form that the strictest clients read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.timezone import IcsTimezoneInfo

from feeds.timezone import render_timezone

NORTHERN = ("America/New_York", "America/St_Johns", "Europe/London", "Europe/Dublin", "Europe/Berlin")
SOUTHERN = ("Pacific/Auckland", "Australia/Sydney", "Australia/Lord_Howe")
STEADY = ("Asia/Tokyo", "Asia/Kolkata", "UTC")
IRREGULAR = (
    "Africa/Casablanca",
    "America/Santiago",
    "America/Mexico_City",
    "Asia/Tehran",
    "Europe/Volgograd",
    "Pacific/Apia",
)
FIRST, LAST = 2019, 2026


def wrapped(zone: str) -> bytes:
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test\r\n"
    return head + render_timezone(zone, FIRST, LAST) + b"END:VCALENDAR\r\n"


def read_by_icalendar(zone: str) -> tzinfo:
    calendar = icalendar.Calendar.from_ical(wrapped(zone))
    (component,) = calendar.walk("VTIMEZONE")
    assert isinstance(component, icalendar.Timezone)
    read = component.to_tz(lookup_tzid=False)
    assert isinstance(read, tzinfo)
    return read


def read_by_ical(zone: str) -> tzinfo:
    (component,) = IcsCalendarStream.calendar_from_ics(wrapped(zone).decode()).timezones
    return IcsTimezoneInfo.from_timezone(component)


def wall_clocks(zone: ZoneInfo) -> Iterator[datetime]:
    """Clocks all year, and close to every change, but for those that a change skips or repeats."""
    at = datetime(FIRST, 1, 1, tzinfo=UTC)
    while at.year <= LAST:
        following = at + timedelta(hours=6)
        near: tuple[datetime, ...] = (at, following)
        if at.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            near = tuple(at + timedelta(minutes=15 * quarter) for quarter in range(-8, 40))
        for instant in near:
            local = instant.astimezone(zone)
            clock = local.replace(tzinfo=None)
            once = local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()
            if once and FIRST <= clock.year <= LAST:
                yield clock
        at = following + timedelta(hours=30)


@pytest.mark.parametrize("zone", NORTHERN + SOUTHERN + STEADY + IRREGULAR)
def test_every_wall_clock_is_the_same_instant_as_in_the_zones_own_data(zone: str) -> None:
    known = ZoneInfo(zone)
    clocks = list(wall_clocks(known))
    assert len(clocks) > 2000
    for read in (read_by_icalendar(zone), read_by_ical(zone)):
        wrong = [
            (clock, clock.replace(tzinfo=read).utcoffset())
            for clock in clocks
            if clock.replace(tzinfo=read).utcoffset() != clock.replace(tzinfo=known).utcoffset()
        ]
        assert not wrong


@pytest.mark.parametrize("zone", NORTHERN + SOUTHERN)
def test_outlook_finds_one_standard_and_one_daylight_each_with_a_rule(zone: str) -> None:
    lines = render_timezone(zone, 2024, LAST).decode().split("\r\n")
    assert lines.count("BEGIN:STANDARD") == lines.count("BEGIN:DAYLIGHT") == 1
    assert sum(line.startswith("RRULE:FREQ=YEARLY;BYDAY=") for line in lines) == 2


@pytest.mark.parametrize("zone", STEADY + IRREGULAR)
def test_exchange_finds_a_standard_in_every_zone(zone: str) -> None:
    for year in range(FIRST, LAST + 1):
        assert b"BEGIN:STANDARD\r\n" in render_timezone(zone, year, year)


def test_irish_summer_is_the_daylight_one_although_its_data_call_winter_the_exception() -> None:
    summer = render_timezone("Europe/Dublin", 2024, 2024).decode().split("BEGIN:DAYLIGHT")[1]
    assert "TZOFFSETTO:+0100" in summer
    assert "TZNAME:IST" in summer


def test_the_clock_before_the_change_is_what_its_dtstart_shows() -> None:
    lines = render_timezone("Pacific/Auckland", 2024, 2024).decode()
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20230924T020000\r\nTZOFFSETFROM:+1200\r\nTZOFFSETTO:+1300" in lines


def test_a_rule_that_was_given_up_is_written_by_its_dates() -> None:
    lines = render_timezone("America/Mexico_City", 2022, LAST).decode()
    assert "RRULE" not in lines
    assert "RDATE:20210404T020000,20220403T020000\r\n" in lines


def test_a_change_that_came_once_is_no_rule() -> None:
    lines = render_timezone("Europe/Volgograd", 2020, 2020).decode()
    assert "RDATE:20201227T020000\r\n" in lines
    assert "RRULE" not in lines


def test_only_the_years_that_are_asked_for_are_covered() -> None:
    assert b"DTSTART:2023" in render_timezone("Africa/Casablanca", 2024, 2024)
    assert b"DTSTART:2022" not in render_timezone("Africa/Casablanca", 2024, 2024)
    assert b"DTSTART:2025" not in render_timezone("Africa/Casablanca", 2024, 2024)
