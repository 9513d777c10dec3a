"""Parsing dates: the meaning of each notation, and the errors."""

from datetime import date

import pytest

from db.words import Precision
from releases.dates import ReleaseDate, parse_date
from releases.errors import UnreadableDateError
from releases.regions import find_region

ANNOUNCED = date(2024, 12, 10)  # a Tuesday
BOXING_DAY = date(2024, 12, 26)  # a Thursday


def read(text: str, region: str = "NZ", announced: date = ANNOUNCED) -> ReleaseDate:
    return parse_date(text, find_region(region), announced)


def span(text: str, region: str = "NZ", announced: date = ANNOUNCED) -> tuple[str, str, str]:
    found = read(text, region, announced)
    return str(found.first), str(found.last), found.precision.value


def refusal(text: str, region: str = "NZ", announced: date = ANNOUNCED) -> str:
    with pytest.raises(UnreadableDateError) as refused:
        read(text, region, announced)
    assert refused.value.field == "on"
    return refused.value.detail


@pytest.mark.parametrize(
    "text",
    [
        "2024-12-26",
        "26 December 2024",
        "26 december 2024",
        "26 Dec 2024",
        "26 Dec. 2024",
        "26-Dec-2024",
        "26th December 2024",
        "the 26th of December, 2024",
        "26th of December 2024",
        "the twenty-sixth of December 2024",
        "December 26, 2024",
        "December 26 2024",
        "December 26th, 2024",
        "DECEMBER 26, 2024",
        "Dec. 26th, 2024",
        "Dec 26 '24",
        "Dec 26 \u201924",
        "December the 26th, 2024",
        "Thursday 26 December 2024",
        "Thursday, 26 December 2024",
        "Thursday the 26th of December, 2024",
        "Thu, Dec 26, 2024",
        "Thurs. 26 Dec 2024",
        "26 December 2024 (Thursday)",
        "26 December",
        "December 26",
        "Dec. 26th",
        "Thursday 26 December",
        "on 26 December",
        "on the 26th of December",
        "On Thursday, December 26",
        "26 December this year",
        "26/12/2024",
        "26.12.2024",
        "26-12-2024",
        "26/12/24",
        "2024/12/26",
        "2024.12.26",
        "2024-12-26.",
        "  26  December\u00a02024 ",
        "last Thursday of December 2024",
        "the fourth Thursday in December",
        "Boxing Day",
        "Boxing Day 2024",
        "Boxing Day, 2024",
        "Boxing Day this year",
        "2024 Boxing Day",
        "this Boxing Day",
        "on Boxing Day",
        "boxing day",
        "the day after Christmas",
        "Boxing Day, 26 December 2024",
        "Boxing Day (December 26)",
        "26 December 2024, Boxing Day",
        "Thursday 26 December (Boxing Day)",
    ],
)
def test_a_day_is_parsed_in_every_notation(text: str) -> None:
    found = read(text)
    assert (found.first, found.last, found.precision) == (BOXING_DAY, BOXING_DAY, Precision.DAY)
    assert found.is_exact
    assert found.label == ("Boxing Day" if "oxing" in text else None)


def test_a_parsed_date_keeps_its_words() -> None:
    assert read("  on Boxing \u00a0Day ").words == "on Boxing Day"


@pytest.mark.parametrize(
    ("text", "announced", "day"),
    [
        ("26 December", "2024-12-26", "2024-12-26"),
        ("26 December", "2024-12-27", "2025-12-26"),
        ("March 6", "2024-12-10", "2025-03-06"),
        ("29 February", "2024-03-01", "2028-02-29"),
        ("29 February", "2096-03-01", "2104-02-29"),
        ("Boxing Day", "2024-12-27", "2025-12-26"),
        ("Matariki", "2024-12-10", "2025-06-20"),
        ("first Friday of March", "2025-03-08", "2026-03-06"),
        ("26 December next year", "2024-12-10", "2025-12-26"),
        ("Christmas Day next year", "2024-12-10", "2025-12-25"),
        ("next Christmas", "2024-12-10", "2025-12-25"),
    ],
)
def test_without_a_year_a_day_is_the_next_on_or_after_the_announcement(
    text: str, announced: str, day: str
) -> None:
    assert str(read(text, announced=date.fromisoformat(announced)).first) == day


@pytest.mark.parametrize(
    ("text", "announced", "day"),
    [
        ("Tuesday", "2024-12-10", "2024-12-10"),
        ("Friday", "2024-12-10", "2024-12-13"),
        ("this Friday", "2024-12-10", "2024-12-13"),
        ("this coming Friday", "2024-12-10", "2024-12-13"),
        ("on Fri", "2024-12-10", "2024-12-13"),
        ("Monday", "2024-12-10", "2024-12-16"),
        ("next Thursday", "2024-12-10", "2024-12-19"),
        ("next Thursday", "2024-12-20", "2024-12-26"),
        ("next Monday", "2024-12-15", "2024-12-16"),
        ("today", "2024-12-10", "2024-12-10"),
        ("tonight", "2024-12-10", "2024-12-10"),
        ("tomorrow", "2024-12-31", "2025-01-01"),
    ],
)
def test_weekdays_follow_the_announcement_and_weeks_begin_on_monday(
    text: str, announced: str, day: str
) -> None:
    found = read(text, announced=date.fromisoformat(announced))
    assert (str(found.first), found.precision) == (day, Precision.DAY)


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("NZ", "2027-04-03"),
        ("GB", "2027-04-03"),
        ("DE", "2027-04-03"),
        ("US", "2027-03-04"),
        ("PH", "2027-03-04"),
    ],
)
@pytest.mark.parametrize("text", ["03/04/2027", "3.4.2027", "3-4-27"])
def test_a_numeric_date_follows_the_regions_order(region: str, day: str, text: str) -> None:
    assert str(read(text, region).first) == day


@pytest.mark.parametrize("region", ["CA", "WW", "JP", "SE"])
def test_an_ambiguous_numeric_date_is_refused_if_the_region_has_no_order(region: str) -> None:
    assert "2027-04-03 or 2027-03-04" in refusal("03/04/2027", region)


@pytest.mark.parametrize("region", ["NZ", "US", "CA", "WW"])
def test_a_numeric_date_valid_in_one_order_is_parsed_in_every_region(region: str) -> None:
    assert read("26/12/2024", region).first == read("12/26/2024", region).first == BOXING_DAY
    assert str(read("5/5/2027", region).first) == "2027-05-05"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-12", ("2024-12-01", "2024-12-31", "month")),
        ("December 2024", ("2024-12-01", "2024-12-31", "month")),
        ("in December", ("2024-12-01", "2024-12-31", "month")),
        ("Sept. 2025", ("2025-09-01", "2025-09-30", "month")),
        ("November", ("2025-11-01", "2025-11-30", "month")),
        ("February 2028", ("2028-02-01", "2028-02-29", "month")),
        ("this December", ("2024-12-01", "2024-12-31", "month")),
        ("next March", ("2025-03-01", "2025-03-31", "month")),
        ("next month", ("2025-01-01", "2025-01-31", "month")),
        ("early December 2024", ("2024-12-01", "2024-12-10", "month")),
        ("mid-December", ("2024-12-11", "2024-12-20", "month")),
        ("late February 2027", ("2027-02-21", "2027-02-28", "month")),
        ("the end of March", ("2025-03-21", "2025-03-31", "month")),
        ("first week of March 2027", ("2027-03-01", "2027-03-07", "month")),
        ("last week in February 2027", ("2027-02-22", "2027-02-28", "month")),
        ("2024-Q4", ("2024-10-01", "2024-12-31", "quarter")),
        ("2024-q4", ("2024-10-01", "2024-12-31", "quarter")),
        ("Q4 2024", ("2024-10-01", "2024-12-31", "quarter")),
        ("Q1", ("2025-01-01", "2025-03-31", "quarter")),
        ("the fourth quarter of 2024", ("2024-10-01", "2024-12-31", "quarter")),
        ("2nd quarter 2025", ("2025-04-01", "2025-06-30", "quarter")),
        ("first half of 2027", ("2027-01-01", "2027-06-30", "year")),
        ("H2 2027", ("2027-07-01", "2027-12-31", "year")),
        ("2027", ("2027-01-01", "2027-12-31", "year")),
        ("in 2027", ("2027-01-01", "2027-12-31", "year")),
        ("this year", ("2024-01-01", "2024-12-31", "year")),
        ("later this year", ("2024-01-01", "2024-12-31", "year")),
        ("next year", ("2025-01-01", "2025-12-31", "year")),
        ("early 2027", ("2027-01-01", "2027-04-30", "year")),
        ("mid-2027", ("2027-05-01", "2027-08-31", "year")),
        ("mid 2027", ("2027-05-01", "2027-08-31", "year")),
        ("late 2027", ("2027-09-01", "2027-12-31", "year")),
        ("in late 2027", ("2027-09-01", "2027-12-31", "year")),
        ("early next year", ("2025-01-01", "2025-04-30", "year")),
        ("the end of the year", ("2024-09-01", "2024-12-31", "year")),
        ("this week", ("2024-12-09", "2024-12-15", "month")),
        ("next week", ("2024-12-16", "2024-12-22", "month")),
        ("this weekend", ("2024-12-13", "2024-12-15", "month")),
        ("26–28 December 2024", ("2024-12-26", "2024-12-28", "month")),
        ("December 26-28", ("2024-12-26", "2024-12-28", "month")),
        ("from 30 December to 2 January 2025", ("2024-12-30", "2025-01-02", "season")),
        ("Aug 30 – Sept 2, 2024", ("2024-08-30", "2024-09-02", "quarter")),
        ("2024-08-30/2024-09-02", ("2024-08-30", "2024-09-02", "quarter")),
        ("2024-12-01/2024-12-31", ("2024-12-01", "2024-12-31", "month")),
        ("2024-12-26/2024-12-26", ("2024-12-26", "2024-12-26", "day")),
        ("the week of 6 March", ("2025-03-03", "2025-03-09", "month")),
        ("weekend of March 8", ("2025-03-07", "2025-03-09", "month")),
        ("the July 4 weekend", ("2025-07-04", "2025-07-06", "month")),
    ],
)
def test_a_span_has_both_ends_and_the_narrowest_precision(text: str, expected: tuple[str, str, str]) -> None:
    assert span(text) == expected
    assert read(text).label is None


@pytest.mark.parametrize(
    "text", ["tba", "TBA", "TBC", "tbd", "to be announced", "To be confirmed", "to be determined"]
)
def test_a_date_to_be_announced_has_no_days(text: str) -> None:
    found = read(text)
    assert (found.first, found.last, found.precision, found.is_exact) == (None, None, Precision.TBA, False)


@pytest.mark.parametrize(
    ("text", "region", "first", "last"),
    [
        ("summer 2027", "US", "2027-06-01", "2027-08-31"),
        ("summer 2027", "NZ", "2026-12-01", "2027-02-28"),
        ("2027-summer", "NZ", "2026-12-01", "2027-02-28"),
        ("2024-Summer", "AU-SA", "2023-12-01", "2024-02-29"),
        ("summer 2027", "WW", "2027-06-01", "2027-08-31"),
        ("winter 2027", "GB", "2026-12-01", "2027-02-28"),
        ("winter 2027", "ZA", "2027-06-01", "2027-08-31"),
        ("summer 2026/27", "NZ", "2026-12-01", "2027-02-28"),
        ("winter 2026-2027", "US", "2026-12-01", "2027-02-28"),
        ("fall 2027", "US", "2027-09-01", "2027-11-30"),
        ("autumn of 2027", "AU", "2027-03-01", "2027-05-31"),
        ("the spring of 2027", "BR", "2027-09-01", "2027-11-30"),
    ],
)
def test_a_season_follows_the_hemisphere_and_is_named_by_its_last_year(
    text: str, region: str, first: str, last: str
) -> None:
    assert span(text, region) == (first, last, "season")


@pytest.mark.parametrize(
    ("text", "region", "announced", "first"),
    [
        ("this summer", "NZ", "2025-01-15", "2024-12-01"),
        ("summer", "NZ", "2025-03-01", "2025-12-01"),
        ("this summer", "US", "2025-03-01", "2025-06-01"),
        ("next summer", "US", "2024-11-10", "2025-06-01"),
        ("next summer", "US", "2025-07-10", "2026-06-01"),
        ("next summer", "NZ", "2025-01-15", "2025-12-01"),
        ("next winter", "US", "2024-12-10", "2025-12-01"),
        ("in the fall", "US", "2024-12-10", "2025-09-01"),
    ],
)
def test_a_season_without_a_year_is_the_next_that_is_not_over(
    text: str, region: str, announced: str, first: str
) -> None:
    assert span(text, region, date.fromisoformat(announced))[0] == first


def test_a_part_of_a_season_is_one_of_its_months() -> None:
    assert span("early summer 2027", "NZ") == ("2026-12-01", "2026-12-31", "month")
    assert span("late summer 2027", "US") == ("2027-08-01", "2027-08-31", "month")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30 February", "There is no 30 February: February has 29 days"),
        ("30 February 2025", "February 2025 has 28 days"),
        ("29 February 2027", "February 2027 has 28 days"),
        ("31 November", "There is no 31 November: November has 30 days"),
        ("November 31st, 2024", "There is no 31 November 2024"),
        ("0 May", "There is no 0 May"),
        ("2024-11-31", "There is no 31 November 2024"),
        ("2024-13-01", "There is no month 13"),
        ("2024-13", "There is no month 13"),
        ("2024-00", "There is no month 0"),
        ("13/13/2024", "not a date in any order"),
        ("31/11/2024", "not a date in any order"),
        ("0000-12-26", "The year 0 is out of range: write one from 1888 to 2999"),
        ("26 December 0", "The year 0 is out of range"),
        ("year 0", "The year 0 is out of range"),
        ("10000", "The year 10000 is out of range"),
        ("10000-01-01", "The year 10000 is out of range"),
        ("26 December 10000", "The year 10000 is out of range"),
        ("1887", "The year 1887 is out of range"),
        ("Boxing Day 3000", "The year 3000 is out of range"),
        ("summer 3000", "The year 3000 is out of range"),
        ("1/1/3000", "The year 3000 is out of range"),
        ("Friday 26 December 2024", "26 December 2024 is a Thursday, not a Friday"),
        ("Fri, Dec 26", "26 December 2024 is a Thursday, not a Friday"),
        ("26 December 2024 (Friday)", "is a Thursday, not a Friday"),
        ("Boxing Day, 27 December 2024", "Boxing Day is on 2024-12-26, not on 27 December 2024"),
        ("2024-12-28/2024-12-26", "write the earlier day first"),
        ("2024-11-01/2025-01-31", "is too long"),
        ("2024-01-01/2026-01-01", "is too long"),
        ("summer 2026/28", "is no season"),
        ("winter 2026/27", "is no season"),
        ("week of December", "'December' is not one day"),
        ("2024-12-26T19:00:15", "has seconds"),
        ("26", "neither a date nor a holiday"),
        ("soon", "write 2024-12-26"),
        ("last Friday", "neither a date nor a holiday"),
        ("", "The date is empty"),
        (" \u00a0 ", "The date is empty"),
        (".", "The date is empty"),
        ("26 December\r2024", "no control characters"),
        ("26 December\n2024", "no control characters"),
        ("2024-12-26\x00", "no control characters"),
        ("2024-12-26 \ud800", "no control characters"),
        ("1" * 201, "too long"),
        ("Boxing Day " * 10_000, "too long"),
    ],
)
def test_an_unreadable_date_is_refused_with_the_reason(text: str, said: str) -> None:
    assert said in refusal(text)


def test_the_first_and_last_valid_years() -> None:
    assert span("1888") == ("1888-01-01", "1888-12-31", "year")
    assert span("31 December 2999") == ("2999-12-31", "2999-12-31", "day")


def test_a_date_past_the_last_year_is_refused_with_a_message() -> None:
    assert "out of range" in refusal("tomorrow", announced=date.max)
    assert "write a year" in refusal("29 February", announced=date(2997, 1, 1))
    assert "The year 3000 is out of range" in refusal("tomorrow", announced=date(2999, 12, 31))
    assert "The year 3000 is out of range" in refusal("Christmas", announced=date(2999, 12, 31))


def test_abbreviated_weekdays_and_months_are_parsed() -> None:
    assert str(read("Sat 1 Mar 2025").first) == "2025-03-01"
    assert str(read("Tues, Sept 2, 2025").first) == "2025-09-02"
    assert str(read("Wed. Jan. 1, 2025").first) == "2025-01-01"


def test_march_6_is_a_day_and_march_2006_a_month() -> None:
    assert span("March 6") == ("2025-03-06", "2025-03-06", "day")
    assert span("March 2006") == ("2006-03-01", "2006-03-31", "month")
