"""Times, types, zones and leads as people and programs write them."""

from datetime import UTC, datetime, time

import pytest

from db.words import ReleaseType
from releases.editors import Editor
from releases.errors import InvalidFieldsError, InvalidValueError
from releases.fields import read_time, read_type
from releases.leads import read_lead
from releases.regions import find_region
from releases.release_input import NewRelease
from releases.release_reading import read_entry
from releases.zone_names import read_timezone

NOW = datetime(2024, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("9:00", time(9)), ("7:30 PM", time(19, 30)), ("7pm", time(19)), ("9am", time(9)), ("19", time(19)), ("19h30", time(19, 30)),
        ("noon", time(12)), ("12 noon", time(12)), ("midnight", time(0)), ("12am", time(0)), ("12:15 a.m.", time(0, 15)),
        ("1900", time(19)), ("T19:00", time(19)), ("19:00:00", time(19)), ("0.8125", time(19, 30)), ("7.30pm", time(19, 30)),
        ("19h", time(19)), ("7:30\u202fPM", time(19, 30)), ("09:00:00.000", time(9)),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(words: str, at: time) -> None:
    assert read_time(words) == at


@pytest.mark.parametrize(
    "words", ["25:00", "7", "13pm", "19:60", "19:00:30", "19:00Z", "1.5", "evening", "", "0.123456"]
)
def test_what_is_no_time_of_day_is_refused(words: str) -> None:
    with pytest.raises(InvalidValueError, match="such as 19:00"):
        read_time(words)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("1", "premiere"), ("2", "limited"), ("3", "theatrical"), ("4", "digital"), ("5", "physical"), ("6", "tv"), ("3.0", "theatrical"),
        ("Theatrical (limited)", "limited"), ("Theatrical", "theatrical"), ("Theatrical Release", "theatrical"),
        ("Digital Release", "digital"), ("Physical Release", "physical"), ("inCinemas", "theatrical"), ("In Cinemas", "theatrical"),
        ("Blu-ray", "physical"), ("TV", "tv"), ("VOD", "digital"), ("Premiere", "premiere"),
    ],
)  # fmt: skip
def test_a_type_is_read_by_tmdbs_number_and_by_what_programs_call_it(words: str, kind: str) -> None:
    assert read_type(words) == ReleaseType(kind)


@pytest.mark.parametrize("words", ["7", "0", "cinematic", ""])
def test_what_is_no_type_is_refused_with_those_there_are(words: str) -> None:
    with pytest.raises(InvalidValueError, match="premiere, limited, theatrical"):
        read_type(words)


@pytest.mark.parametrize(
    ("words", "region", "zone"),
    [
        ("NZT", "NZ", "Pacific/Auckland"), ("NZDT", "NZ", "Pacific/Auckland"), ("EST", "US", "America/New_York"),
        ("EST", "AU", "Australia/Sydney"), ("EST", "CA", "America/Toronto"), ("PST", "US", "America/Los_Angeles"),
        ("Pacific Time", "CA", "America/Vancouver"), ("CET", "FR", "Europe/Paris"), ("BST", "GB", "Europe/London"),
        ("Eastern Standard Time", "US", "America/New_York"), ("W. Europe Standard Time", "NZ", "Europe/Berlin"),
        ("Tokyo Standard Time", "JP", "Asia/Tokyo"), ("pacific/auckland", "NZ", "Pacific/Auckland"), ("IST", "IN", "Asia/Kolkata"),
        ("IST", "IE", "Europe/Dublin"), ("CST", "CN", "Asia/Shanghai"), ("MST", "US-AZ", "America/Phoenix"),
    ],
)  # fmt: skip
def test_a_zone_is_the_one_that_is_meant_for_the_region(words: str, region: str, zone: str) -> None:
    assert read_timezone(words, region=find_region(region)) == zone


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("UTC+13", "offset is no zone"), ("GMT+13", "offset is no zone"), ("+13:00", "offset is no zone"),
        ("PST", "America/Los_Angeles"), ("Pacific Time", "America/Los_Angeles"), ("EST", "America/New_York"),
        ("localtime", "one machine"), ("Factory", "one machine"), ("posixrules", "one machine"),
        ("Auckland", "did you mean Pacific/Auckland"), ("Pacific/Aukland", "did you mean Pacific/Auckland"), ("Mars", "such as Pacific/Auckland"),
    ],
)  # fmt: skip
def test_what_is_no_zone_is_answered_in_words(words: str, why: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        read_timezone(words, region=find_region("NZ"))
    assert why in refused.value.detail
    assert "did you mean UTC" not in refused.value.detail


@pytest.mark.parametrize(
    ("words", "days"),
    [(7, 7), ("7", 7), ("7 days", 7), ("1 week", 7), ("a week", 7), ("2 weeks before", 14), ("1w", 7), ("3d", 3), ("P1W", 7), ("P1D", 1),
     ("the day before", 1), ("one day", 1), ("on the day", 0), ("fortnight", 14)],
)  # fmt: skip
def test_a_lead_is_days_or_words(words: object, days: int) -> None:
    assert read_lead(words) == days


@pytest.mark.parametrize("words", ["soon", "1 month", "-1 day", True, 1.5, None, "", "99999"])
def test_what_is_no_lead_is_refused(words: object) -> None:
    with pytest.raises(InvalidValueError, match="1 week"):
        read_lead(words)


def test_every_wrong_field_is_named_at_once() -> None:
    new = NewRelease(
        title="",
        region="Narnia",
        on="soon",
        type="cinematic",
        at="25:00",
        timezone="UTC+13",
        year="x",
        status="maybe",
        source="no",
    )
    with pytest.raises(InvalidFieldsError) as refused:
        read_entry(new, Editor("test"), NOW)
    fields = {error.field for error in refused.value.errors}
    assert fields == {"title", "region", "on", "type", "at", "timezone", "year", "status", "source"}
    assert all(f"{name}: " in refused.value.detail for name in fields)


def test_a_date_is_not_called_wrong_for_a_region_that_is_not_known() -> None:
    new = NewRelease(title="Anora", region="Narnia", on="12/26/2024")
    with pytest.raises(InvalidValueError) as refused:
        read_entry(new, Editor("test"), NOW)
    assert refused.value.field == "region"


def test_a_time_that_is_said_twice_must_be_one() -> None:
    same = NewRelease(title="Anora", region="NZ", on="2024-12-26 19:00", at="7pm")
    assert read_entry(same, Editor("test"), NOW).opens_at == time(19)
    other = NewRelease(title="Anora", region="NZ", on="2024-12-26 19:00", at="8pm")
    with pytest.raises(InvalidValueError, match="20:00, and on says 19:00"):
        read_entry(other, Editor("test"), NOW)
