"""Every row of the table of holidays is asked for its day."""

from collections import Counter
from datetime import date

import pytest

from releases.dates import parse_date
from releases.dates.names import key
from releases.dates.observances import OBSERVANCES, Observance, observances_of
from releases.errors import UnreadableDateError
from releases.regions import all_regions, find_region

ANNOUNCED = date(2026, 1, 1)
# The days of 2026, by the first name of each row and a country that keeps it: from almanacs, not from our rules.
# Sources: timeanddate.com's lists of holidays; for movable feasts, Easter Sunday is 5 April 2026.
IN_2026 = {
    ("New Year's Day", "US"): "2026-01-01",
    ("Epiphany", "IE"): "2026-01-06",
    ("Burns Night", "GB"): "2026-01-25",
    ("Burns Night", "US"): "2026-01-25",
    ("Australia Day", "GB"): "2026-01-26",
    ("Groundhog Day", "US"): "2026-02-02",
    ("Waitangi Day", "GB"): "2026-02-06",
    ("Valentine's Day", "FR"): "2026-02-14",
    ("St. David's Day", "GB"): "2026-03-01",
    ("International Women's Day", "GB"): "2026-03-08",
    ("St. Patrick's Day", "US"): "2026-03-17",
    ("April Fools' Day", "US"): "2026-04-01",
    ("Earth Day", "US"): "2026-04-22",
    ("St. George's Day", "GB"): "2026-04-23",
    ("Anzac Day", "GB"): "2026-04-25",
    ("May Day", "US"): "2026-05-01",
    ("Star Wars Day", "US"): "2026-05-04",
    ("Cinco de Mayo", "US"): "2026-05-05",
    ("VE Day", "GB"): "2026-05-08",
    ("Juneteenth", "GB"): "2026-06-19",
    ("Canada Day", "US"): "2026-07-01",
    ("Fourth of July", "GB"): "2026-07-04",
    ("Bastille Day", "GB"): "2026-07-14",
    ("Assumption Day", "GB"): "2026-08-15",
    ("Halloween", "US"): "2026-10-31",
    ("All Saints' Day", "GB"): "2026-11-01",
    ("All Souls' Day", "GB"): "2026-11-02",
    ("Guy Fawkes Night", "GB"): "2026-11-05",
    ("Armistice Day", "GB"): "2026-11-11",
    ("Veterans Day", "GB"): "2026-11-11",
    ("Singles' Day", "GB"): "2026-11-11",
    ("St. Andrew's Day", "US"): "2026-11-30",
    ("St. Nicholas Day", "GB"): "2026-12-06",
    ("Christmas Eve", "GB"): "2026-12-24",
    ("Christmas Day", "NZ"): "2026-12-25",
    ("Boxing Day", "NZ"): "2026-12-26",
    ("New Year's Eve", "GB"): "2026-12-31",
    ("Shrove Tuesday", "GB"): "2026-02-17",
    ("Ash Wednesday", "GB"): "2026-02-18",
    ("Palm Sunday", "GB"): "2026-03-29",
    ("Maundy Thursday", "GB"): "2026-04-02",
    ("Good Friday", "GB"): "2026-04-03",
    ("Holy Saturday", "GB"): "2026-04-04",
    ("Easter Sunday", "GB"): "2026-04-05",
    ("Easter Monday", "GB"): "2026-04-06",
    ("Ascension Day", "GB"): "2026-05-14",
    ("Whit Sunday", "GB"): "2026-05-24",
    ("Whit Monday", "GB"): "2026-05-25",
    ("Corpus Christi", "GB"): "2026-06-04",
    ("Martin Luther King Jr. Day", "US"): "2026-01-19",
    ("Presidents' Day", "US"): "2026-02-16",
    ("Memorial Day", "US"): "2026-05-25",
    ("Independence Day", "US"): "2026-07-04",
    ("Labor Day", "US"): "2026-09-07",
    ("Columbus Day", "US"): "2026-10-12",
    ("Thanksgiving Day", "US"): "2026-11-26",
    ("Thanksgiving Day", "CA"): "2026-10-12",
    ("Black Friday", "GB"): "2026-11-27",
    ("Mother's Day", "GB"): "2026-03-15",
    ("Mother's Day", "US"): "2026-05-10",
    ("Father's Day", "NZ"): "2026-09-06",
    ("Father's Day", "GB"): "2026-06-21",
    ("Matariki", "GB"): "2026-07-10",
    ("Diwali", "GB"): "2026-11-08",
    ("Holi", "GB"): "2026-03-04",
    ("Dussehra", "GB"): "2026-10-20",
    ("Chinese New Year", "GB"): "2026-02-17",
    ("Dragon Boat Festival", "GB"): "2026-06-19",
    ("Mid-Autumn Festival", "GB"): "2026-09-25",
    ("Chuseok", "GB"): "2026-09-25",
    ("Nowruz", "GB"): "2026-03-21",
    ("Passover", "GB"): "2026-04-02",
    ("Rosh Hashanah", "GB"): "2026-09-12",
    ("Yom Kippur", "GB"): "2026-09-21",
}


@pytest.mark.parametrize(("name", "region"), IN_2026)
def test_a_row_of_the_table_gives_the_day_of_the_almanac(name: str, region: str) -> None:
    assert parse_date(f"{name} 2026", find_region(region), ANNOUNCED).first == date.fromisoformat(
        IN_2026[name, region]
    )


def test_every_row_is_asked() -> None:
    asked = {key(name) for name, _ in IN_2026}
    undated = [row.names[0] for row in OBSERVANCES if row.day is None]
    assert [row.names[0] for row in OBSERVANCES if key(row.names[0]) not in asked] == undated


@pytest.mark.parametrize("row", OBSERVANCES, ids=lambda row: row.names[0])
def test_every_name_of_a_row_finds_it(row: Observance) -> None:
    assert all(row in observances_of(key(name)) for name in row.names)


def test_no_name_means_two_days_in_one_country() -> None:
    for country in {region.country for region in all_regions()}:
        rows = [row for row in OBSERVANCES if row.kept_in is not None and country in row.kept_in]
        twice = [
            name
            for name, times in Counter(key(name) for row in rows for name in row.names).items()
            if times > 1
        ]
        assert twice == [], country


@pytest.mark.parametrize("name", ["Eid al-Fitr", "Eid al-Adha"])
def test_a_feast_that_each_country_fixes_asks_for_the_day_elsewhere(name: str) -> None:
    with pytest.raises(UnreadableDateError):
        parse_date(f"{name} 2026", find_region("WW"), ANNOUNCED)


@pytest.mark.parametrize(
    ("name", "announced", "day"),
    [
        ("Burns Night", "2026-01-25", "2026-01-25"),  # today's
        ("Burns Night", "2026-01-26", "2027-01-25"),  # the next
        ("Columbus Day", "2026-10-13", "2027-10-11"),
        ("Easter Monday", "2026-04-07", "2027-03-29"),
        ("Boxing Day", "2026-12-27", "2027-12-26"),
    ],
)
def test_a_holiday_without_a_year_is_the_next_from_the_announcement_on(
    name: str, announced: str, day: str
) -> None:
    found = parse_date(name, find_region("US"), date.fromisoformat(announced))
    assert (found.first, found.label) == (date.fromisoformat(day), name)
