"""Every zone in use, every default lead, for ten years, against an independent calculation."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from releases.regions import all_regions, subdivisions
from releases.reminders import DEFAULT_HOUR, DEFAULT_LEADS, due_at, end_of_day
from releases.zones import zone_named
from tests.faults.conftest import Say
from tests.faults.local_time import LocalTime, local_time

DAY = timedelta(days=1)
DAYS = [date(2025, 1, 1) + number * DAY for number in range(3_653)]  # ten years


def test_every_hour_in_every_zone_falls_on_its_instant_for_ten_years(soak: bool, say: Say) -> None:
    zones = zones_in_use()
    hours = range(24) if soak else (0, 1, 2, 3, 9, 22, 23)  # no zone changes at another
    asked = moved = changes = 0
    for zone in sorted(zones):
        local = local_time(zone)
        changes += len(local.changes)
        for day in DAYS if soak else days_that_matter(local):
            for hour in hours:
                due = due_at(day, 0, hour, zone)
                assert due == local.instant(datetime.combine(day, time(hour))), (
                    f"{hour}:00 on {day} in {zone}"
                )
                moved += due.astimezone(zone_named(zone)).hour != hour
            usual = local.instant(datetime.combine(day, time(DEFAULT_HOUR)))
            for lead in DEFAULT_LEADS:
                opens_on = day + lead * DAY
                assert due_at(opens_on, lead, DEFAULT_HOUR, zone) == usual, (
                    f"{lead} before {opens_on} in {zone}"
                )
            over = local.instant(datetime.combine(day + DAY, time(0)))
            assert end_of_day(day, zone) == over, f"the end of {day} in {zone}"
            assert due <= over  # the same where the day's last hour is left out, as in Nuuk
            asked += len(hours) + len(DEFAULT_LEADS) + 1
    assert len(zones) > 200
    assert changes > 1_000
    assert moved > 500
    say(f"{len(zones)} zones, {changes} changes of their offset, {asked} instants, {moved} moved by a gap")


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Pacific/Auckland", "2025-09-28T02:00", "2025-09-27T14:00"),  # left out: it is 03:00
        ("America/New_York", "2025-11-02T01:00", "2025-11-02T05:00"),  # twice: the first
        ("Africa/Cairo", "2025-04-25T00:00", "2025-04-24T22:00"),  # a day without its midnight
        ("America/Santiago", "2025-04-05T23:00", "2025-04-06T02:00"),  # the day's last hour, twice
        ("Australia/Lord_Howe", "2025-10-05T02:00", "2025-10-04T15:30"),  # half an hour is left out
        ("Asia/Kathmandu", "2025-06-01T09:00", "2025-06-01T03:15"),
    ],
)  # fmt: skip
def test_known_hours_fall_on_their_instants(zone: str, wall: str, instant: str) -> None:
    shown = datetime.fromisoformat(wall)
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert due_at(shown.date(), 0, shown.hour, zone) == expected
    assert LocalTime(zone).instant(shown) == expected


def zones_in_use() -> set[str]:
    """The zones of all countries and their subdivisions, and of the world."""
    return {region.timezone for country in all_regions() for region in (country, *subdivisions(country.code))}


def days_that_matter(local: LocalTime) -> set[date]:
    """The days before, at and after each change of the offset, and one of every third month."""
    near = {change.date() + number * DAY for change in local.changes for number in (-1, 0, 1)}
    return near.intersection(DAYS) | set(DAYS[::91])
