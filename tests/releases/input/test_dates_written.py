"""Dates as programs and spreadsheets write them."""

from datetime import date, time

import pytest

from releases.dates import ReleaseDate, parse_date
from releases.dates.column import ColumnSurvey, DateColumn, Order
from releases.dates.serial import is_day_zero
from releases.errors import UnreadableDateError
from releases.regions import find_region

TODAY = date(2024, 11, 20)
BOXING_DAY = date(2024, 12, 26)
FILE = DateColumn(from_file=True)


def read(text: str, region: str = "NZ", today: date = TODAY, column: DateColumn | None = None) -> ReleaseDate:
    return parse_date(text, find_region(region), today, column=column or DateColumn())


@pytest.mark.parametrize(
    "text",
    [
        "26-Dec-24", "26Dec2024", "26Dec24", "2024-Dec-26", "26\u2011Dec\u201124", "26/Dec/2024", "26.Dec.24", "Dec-26-2024",
        "Dec/26/24", "2024-12-26 00:00:00", "2024-12-26T00:00:00.000Z", "2024-12-26T00:00", "26/12/2024 00:00",
        "12/26/2024 12:00:00 AM", "2024-12-26T00:00:00-05:00", "2024-12-26T00:00:00+00:00[UTC]", "2024-12-26Z", "26/12",
        "12/26", "26.12.", "26-12", "20241226", "２０２４－１２－２６", "2024年12月26日", "Thu 26/12/2024",
        "Thu, 26 Dec 2024 00:00:00 GMT", "Thu Dec 26 2024 00:00:00 GMT+1300 (New Zealand Daylight Time)", "2024/12/26",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    found = read(text)
    assert (found.first, found.last, found.at) == (BOXING_DAY, BOXING_DAY, None)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-12-26T19:00", time(19)), ("2024-12-26 19:30:00", time(19, 30)), ("26/12/2024 7:30 PM", time(19, 30)),
        ("26 December 2024 at 7pm", time(19)), ("2024-12-26T19:00:00+13:00", time(19)), ("2024-12-26T06:00:00Z", time(19)),
        ("Boxing Day 2024, 19h30", time(19, 30)), ("26 Dec 2024 noon", time(12)),
    ],
)  # fmt: skip
def test_a_time_beside_the_day_is_that_of_the_region(text: str, at: time) -> None:
    found = read(text)
    assert (found.first, found.at) == (BOXING_DAY, at)


def test_a_local_midnight_that_a_program_wrote_in_utc_is_the_day_there() -> None:
    assert (read("2024-12-25T11:00:00.000Z").first, read("2024-12-25T11:00:00.000Z").at) == (BOXING_DAY, None)


def test_a_day_and_a_month_in_numbers_are_read_in_the_regions_order() -> None:
    assert read("5/6").first == date(2025, 6, 5)
    assert read("5/6", "US").first == date(2025, 5, 6)
    with pytest.raises(UnreadableDateError, match="can be the day 5"):
        read("5/6", "JP")


@pytest.mark.parametrize(
    "text", ["12/2024", "2024/12", "12-2024", "12.2024", "Dec-2024", "2024-Dec", "Dec-24", "2024年12月"]
)
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    assert (read(text).first, read(text).last) == (date(2024, 12, 1), date(2024, 12, 31))


def test_what_spreadsheets_write_for_a_month_is_a_doubt_where_nobody_knows_of_a_spreadsheet() -> None:
    assert [doubt.code for doubt in read("Dec-24").doubts] == ["month-or-day"]
    assert read("Dec-24", column=FILE).doubts == ()
    assert read("Dec-99x"[:6], today=date(2098, 1, 1)).doubts == ()  # no month has a 99th
    with pytest.raises(UnreadableDateError, match="March 2099"):
        read("Mar-99")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("45652", "spreadsheet's number of 26 December 2024"), ("26122024", "write it as 2024-12-26"),
        ("2024-12-26 19:00:15", "has seconds"), ("2024-12-26T24:00", "no time of day"), ("December 2024 19:00", "not one day"),
        ("31/2", "in any order"), ("20240230", "February 2024 has 29 days"), ("Fri 26/12/2024", "is a Thursday"), ("13/2024", "no month 13"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(UnreadableDateError, match=why):
        read(text)


def test_a_whole_column_of_a_spreadsheets_numbers_is_days() -> None:
    found = read("45652.8125", column=DateColumn(has_numbers=True))
    assert (found.first, found.at) == (BOXING_DAY, time(19, 30))


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("26-Dec", date(2024, 12, 27), date(2024, 12, 26)), ("26-Dec", date(2024, 12, 1), date(2024, 12, 26)),
        ("9 January", date(2024, 12, 27), date(2025, 1, 9)), ("28/12", date(2025, 1, 3), date(2024, 12, 28)),
        ("Boxing Day", date(2024, 12, 27), date(2024, 12, 26)), ("Boxing Day 2025", date(2024, 12, 27), date(2025, 12, 26)),
        ("29 February", date(2025, 1, 1), date(2024, 2, 29)), ("December", date(2025, 1, 5), date(2024, 12, 1)),
    ],
)  # fmt: skip
def test_without_a_year_a_file_means_the_nearest(text: str, today: date, expected: date) -> None:
    assert read(text, today=today, column=FILE).first == expected


def survey(*cells: tuple[str, str]) -> ColumnSurvey:
    seen = ColumnSurvey()
    for cell, region in cells:
        seen.see(cell, region)
    return seen


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        ([("15/4/2025", "US"), ("2/5/2025", "US")], Order.DAY_FIRST),
        ([("4/15/2025", "NZ"), ("2/5/2025", "NZ")], Order.MONTH_FIRST),
        ([("2/5/2025", "NZ"), ("15.4.25 00:00", "DE")], Order.DAY_FIRST),
        ([("2/5/2025", "NZ")], Order.REGION),
        ([("15/4/2025", "US"), ("4/15/2025", "US"), ("2/5/2025", "US")], Order.UNCLEAR),
        ([("2/5/2025", "US"), ("3/5/2025", "GB")], Order.UNCLEAR),
        ([("2025-05-02", "US"), ("2/2/2025", "US")], Order.REGION),
    ],
)
def test_the_order_is_that_of_the_whole_column(cells: list[tuple[str, str]], order: Order) -> None:
    seen = survey(*cells)
    assert seen.decide().order == order
    assert bool(seen.remarks()) == any(cell.startswith(("2/5", "3/5")) for cell, _ in cells)


def test_dates_in_both_orders_that_can_be_either_are_asked() -> None:
    column = survey(("15/4/2025", "US"), ("4/15/2025", "US"), ("2/5/2025", "US")).decide()
    assert read("15/4/2025", "US", column=column).first == date(2025, 4, 15)
    with pytest.raises(UnreadableDateError, match="can be 2025-05-02 or 2025-02-05"):
        read("2/5/2025", "US", column=column)


@pytest.mark.parametrize(
    ("cells", "has"),
    [
        (["45652", "45653"], True),
        (["45652", "tba", ""], True),
        (["45652", "2024-12-26"], False),
        (["45652", "20241226"], False),
    ],
)
def test_numbers_are_days_where_the_whole_column_is_so(cells: list[str], has: bool) -> None:
    assert survey(*((cell, "NZ") for cell in cells)).decide().has_numbers is has


@pytest.mark.parametrize(
    "text",
    ["1900-01-00", "1900-01-01", "1899-12-30", "1899-12-31 00:00:00", "00/01/1900", "1/0/1900", "30/12/1899", "12/30/1899",
     "0", "0000-00-00", "0001-01-01T00:00:00", "0-Jan-00", "00:00:00"],
)  # fmt: skip
def test_the_day_zero_of_a_program_is_an_empty_cell(text: str) -> None:
    assert is_day_zero(text)


@pytest.mark.parametrize("text", ["1900-01-02", "2024-01-01", "1/1/2000", "10/1/1900", "2000", "tba", ""])
def test_a_day_is_no_empty_cell(text: str) -> None:
    assert not is_day_zero(text)


@pytest.mark.parametrize(
    ("name", "region", "day"),
    [
        ("Summer Bank Holiday 2025", "GB-ENG", date(2025, 8, 25)), ("Summer Bank Holiday 2025", "GB-SCT", date(2025, 8, 4)),
        ("August bank holiday 2025", "GB-WLS", date(2025, 8, 25)), ("August bank holiday Monday 2025", "GB-NIR", date(2025, 8, 25)),
        ("Early May bank holiday 2025", "GB", date(2025, 5, 5)), ("Spring bank holiday 2022", "GB", date(2022, 6, 2)),
        ("Late May bank holiday 2025", "GB-SCT", date(2025, 5, 26)), ("Whitsun bank holiday 2025", "GB", date(2025, 5, 26)),
        ("Good Friday bank holiday 2025", "GB", date(2025, 4, 18)), ("August Bank Holiday 2025", "IE", date(2025, 8, 4)),
    ],
)  # fmt: skip
def test_bank_holidays_have_their_everyday_names(name: str, region: str, day: date) -> None:
    assert read(name, region).first == day


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Summer Bank Holiday 2025", ("2025-08-04 in GB-SCT", "2025-08-25 in GB-ENG, GB-NIR, GB-WLS")),
        ("August bank holiday 2025", ("2025-08-04", "2025-08-25")),
        ("May bank holiday 2025", ("2025-05-05", "2025-05-26")),
        ("Easter bank holiday 2025", ("2025-04-18",)),
    ],
)
def test_a_bank_holiday_of_two_days_is_asked_with_both(name: str, days: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableDateError) as asked:
        read(name, "GB")
    assert all(day in asked.value.detail for day in days)
