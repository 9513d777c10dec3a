"""Holidays: the day of a name in a region, checked against published dates."""

from datetime import date

import pytest

from releases.dates import ReleaseDate, parse_date
from releases.dates.holidays import kept_days
from releases.errors import UnreadableDateError
from releases.regions import all_regions, find_region, subdivisions

ANNOUNCED = date(2024, 6, 1)


def read(text: str, region: str, announced: date = ANNOUNCED) -> ReleaseDate:
    return parse_date(text, find_region(region), announced)


def refusal(text: str, region: str) -> str:
    with pytest.raises(UnreadableDateError) as refused:
        read(text, region)
    return refused.value.detail


@pytest.mark.parametrize(
    ("text", "region", "day"),
    [
        # New Zealand's own, by its gazette
        ("Matariki 2024", "NZ", "2024-06-28"),
        ("Matariki 2025", "NZ", "2025-06-20"),
        ("Matariki Day 2026", "NZ", "2026-07-10"),
        ("Matariki 2027", "AU", "2027-06-25"),
        ("Waitangi Day 2025", "NZ", "2025-02-06"),
        ("Anzac Day 2025", "NZ", "2025-04-25"),
        ("ANZAC Day 2025", "AU", "2025-04-25"),
        ("Labour Day 2024", "NZ", "2024-10-28"),
        ("Labor Day 2024", "NZ", "2024-10-28"),
        ("King's Birthday 2024", "NZ", "2024-06-03"),
        ("Kings Birthday 2024", "NZ", "2024-06-03"),
        # the United States
        ("Thanksgiving 2024", "US", "2024-11-28"),
        ("Thanksgiving Day 2025", "US", "2025-11-27"),
        ("Thanksgiving 2024", "US-CA", "2024-11-28"),
        ("Thanksgiving 2024", "WW", "2024-11-28"),
        ("Labor Day 2024", "US", "2024-09-02"),
        ("Labour Day 2024", "US", "2024-09-02"),
        ("Memorial Day 2025", "US", "2025-05-26"),
        ("Memorial Day 2024", "WW", "2024-05-27"),
        ("MLK Day 2025", "US", "2025-01-20"),
        ("Martin Luther King, Jr. Day 2025", "US", "2025-01-20"),
        ("Presidents' Day 2025", "US", "2025-02-17"),
        ("Presidents Day 2025", "US", "2025-02-17"),
        ("Washington's Birthday 2025", "US", "2025-02-17"),
        ("Independence Day 2025", "US", "2025-07-04"),
        ("the Fourth of July 2025", "US", "2025-07-04"),
        ("Juneteenth 2022", "US", "2022-06-19"),
        ("Black Friday 2024", "GB", "2024-11-29"),
        ("Halloween 2024", "US", "2024-10-31"),
        # Canada
        ("Thanksgiving 2024", "CA", "2024-10-14"),
        ("Thanksgiving 2025", "CA", "2025-10-13"),
        ("Canada Day 2025", "CA", "2025-07-01"),
        ("Victoria Day 2024", "CA", "2024-05-20"),
        ("Labour Day 2024", "CA", "2024-09-02"),
        ("Action de grâce 2024", "CA", "2024-10-14"),
        ("Family Day 2025", "CA", "2025-02-17"),
        # elsewhere
        ("Mother's Day 2024", "GB", "2024-03-10"),
        ("Mother's Day 2024", "US", "2024-05-12"),
        ("Father's Day 2024", "AU", "2024-09-01"),
        ("Father's Day 2024", "GB", "2024-06-16"),
        ("Bastille Day 2025", "FR", "2025-07-14"),
        ("Fête nationale 2025", "FR", "2025-07-14"),
        ("Independence Day 2025", "IN", "2025-08-15"),
        ("Republic Day 2025", "IN", "2025-01-26"),
        ("Australia Day 2025", "AU", "2025-01-26"),
        ("King's Day 2025", "NL", "2025-04-26"),
        ("St. Patrick's Day 2025", "IE", "2025-03-17"),
        ("Saint Patrick\u2019s Day 2025", "US", "2025-03-17"),
        ("St Patricks Day 2025", "GB", "2025-03-17"),
        # that move with the moon
        ("Easter 2024", "NZ", "2024-03-31"),
        ("Easter Sunday 2027", "US", "2027-03-28"),
        ("Good Friday 2024", "US", "2024-03-29"),
        ("Easter Monday 2025", "NZ", "2025-04-21"),
        ("Easter 2024", "GR", "2024-05-05"),
        ("Easter 2024", "RU", "2024-05-05"),
        ("Good Friday 2024", "GR", "2024-05-03"),
        ("Mardi Gras 2025", "US", "2025-03-04"),
        ("Diwali 2023", "IN", "2023-11-12"),
        ("Diwali 2024", "GB", "2024-10-31"),
        ("Deepavali 2025", "SG", "2025-10-20"),
        ("Lunar New Year 2024", "US", "2024-02-10"),
        ("Chinese New Year 2025", "NZ", "2025-01-29"),
        ("Lunar New Year 2026", "WW", "2026-02-17"),
        ("Seollal 2025", "KR", "2025-01-29"),
        ("Tết 2025", "VN", "2025-01-29"),
        ("Chuseok 2024", "KR", "2024-09-17"),
        ("Mid-Autumn Festival 2024", "CN", "2024-09-17"),
        ("Eid al-Fitr 2024", "AE", "2024-04-10"),
        ("Hari Raya Puasa 2024", "SG", "2024-04-10"),
        ("Rosh Hashanah 2024", "IL", "2024-10-03"),
        # by local names, with and without diacritics
        ("Noël 2024", "FR", "2024-12-25"),
        ("noel 2024", "FR", "2024-12-25"),
        ("Erster Weihnachtstag 2024", "DE", "2024-12-25"),
        ("Boże Narodzenie 2025", "PL", "2025-12-25"),
        ("boze narodzenie 2025", "PL", "2025-12-25"),
        ("元日 2025", "JP", "2025-01-01"),
        ("День Победы 2025", "RU", "2025-05-09"),
        # the same everywhere
        ("Christmas 2024", "US", "2024-12-25"),
        ("Xmas Day 2024", "NZ", "2024-12-25"),
        ("Christmas Eve 2024", "JP", "2024-12-24"),
        ("New Year's Eve 2024", "GB", "2024-12-31"),
        ("New Year's Day 2025", "KR", "2025-01-01"),
        ("New Years Day 2025", "KR", "2025-01-01"),
        ("Valentine's Day 2025", "BR", "2025-02-14"),
        ("Valentine\u2019s 2025", "US", "2025-02-14"),
        ("Thanksgiving Eve 2024", "US", "2024-11-27"),
    ],
)
def test_a_holiday_name_gives_its_day(text: str, region: str, day: str) -> None:
    found = read(text, region)
    assert (str(found.first), str(found.last)) == (day, day)
    assert found.label


@pytest.mark.parametrize(
    ("text", "region", "day"),
    [
        ("Boxing Day 2026", "NZ", "2026-12-26"),  # a Saturday, observed on the 28th
        ("Anzac Day 2026", "NZ", "2026-04-25"),
        ("Christmas Day 2022", "GB", "2022-12-25"),
        ("Boxing Day 2021", "GB", "2021-12-26"),
        ("Juneteenth 2022", "US", "2022-06-19"),
        ("New Year's Day 2022", "US", "2022-01-01"),  # observed on 31 December 2021
        ("Christmas 2021", "US", "2021-12-25"),
        ("Australia Day 2025", "AU-NSW", "2025-01-26"),
    ],
)
def test_an_observed_day_beside_the_real_one_is_ignored(text: str, region: str, day: str) -> None:
    assert str(read(text, region).first) == day


@pytest.mark.parametrize(
    ("text", "region", "day"),
    [
        ("Christmas Day 2021", "AU-SA", "2021-12-25"),  # listed on the 27th
        ("New Year's Day 2022", "AU-SA", "2022-01-01"),
        ("Boxing Day 2020", "AU-TAS", "2020-12-26"),
        ("Anzac Day 2021", "AU-QLD", "2021-04-25"),
        ("Epiphany 2024", "CO", "2024-01-06"),
    ],
)
def test_a_list_that_moves_a_day_known_everywhere_does_not_move_it_for_a_film(
    text: str, region: str, day: str
) -> None:
    assert str(read(text, region).first) == day


def test_a_countrys_own_moved_holiday_gives_the_moved_day() -> None:
    assert str(read("King's Day 2025", "NL").first) == "2025-04-26"  # the 27th was a Sunday
    assert str(read("Saint Joseph's Day 2024", "CO").first) == "2024-03-25"


def test_school_holidays_are_not_holidays() -> None:
    assert str(read("Easter 2021", "DE-BW").first) == "2021-04-04"


@pytest.mark.parametrize(
    "region", ["AU-SA", "CA", "CA-ON", "CA-BC", "AU", "US", "DE", "JP", "ZA", "IE", "WW"]
)
def test_boxing_day_is_26_december_even_where_the_list_has_no_such_name(region: str) -> None:
    found = read("Boxing Day 2024", region)
    assert (str(found.first), found.label) == ("2024-12-26", "Boxing Day")


def test_south_australia_also_has_its_own_name_for_it() -> None:
    found = read("Proclamation Day 2024", "AU-SA")
    assert (str(found.first), found.label) == ("2024-12-26", "Proclamation Day")


def test_christmas_is_the_regions_own() -> None:
    assert str(read("Christmas 2025", "RU").first) == "2025-01-07"
    assert str(read("Christmas 2026", "MD").first) == "2026-12-25"  # which keeps both days


def test_a_holiday_of_several_days_gives_the_first() -> None:
    assert len([name for name in kept_days("AE", "", 2024) if name == "eid al fitr"]) == 1
    assert str(read("Chinese New Year 2025", "CN").first) == "2025-01-29"


@pytest.mark.parametrize(
    ("text", "region", "label"),
    [
        ("boxing day", "NZ", "Boxing Day"),
        ("BOXING DAY 2024", "NZ", "Boxing Day"),
        ("valentines day", "US", "Valentine's Day"),
        ("Labour Day", "NZ", "Labour Day"),
        ("Labour Day", "US", "Labor Day"),
        ("Christmas", "US", "Christmas"),
        ("Christmas Day", "US", "Christmas Day"),
        ("Thanksgiving", "US", "Thanksgiving"),
        ("MLK Day", "US", "MLK Day"),
        ("noel", "FR", "Noël"),
        ("labor day weekend", "US", "Labor Day weekend"),
        ("Easter long weekend", "AU", "Easter weekend"),
    ],
)
def test_the_label_is_the_given_name_in_its_preferred_spelling(text: str, region: str, label: str) -> None:
    assert read(text, region).label == label


@pytest.mark.parametrize(
    ("text", "region", "first", "last", "precision"),
    [
        ("Labor Day weekend 2024", "US", "2024-08-30", "2024-09-02", "quarter"),
        ("Labour Day weekend 2024", "NZ", "2024-10-25", "2024-10-28", "month"),
        ("Memorial Day weekend 2025", "US", "2025-05-23", "2025-05-26", "month"),
        ("Thanksgiving weekend 2024", "US", "2024-11-28", "2024-12-01", "quarter"),
        ("Thanksgiving week 2024", "US", "2024-11-25", "2024-12-01", "quarter"),
        ("the week of Thanksgiving 2025", "US", "2025-11-24", "2025-11-30", "month"),
        ("Easter weekend 2025", "NZ", "2025-04-18", "2025-04-21", "month"),
        ("Easter weekend, 2024", "GB", "2024-03-29", "2024-04-01", "season"),
        ("MLK weekend 2025", "US", "2025-01-17", "2025-01-20", "month"),
        ("Fourth of July weekend 2025", "US", "2025-07-04", "2025-07-06", "month"),
        ("Juneteenth weekend 2025", "US", "2025-06-19", "2025-06-22", "month"),
        ("Juneteenth weekend 2024", "US", "2024-06-19", "2024-06-23", "month"),  # a Wednesday
        ("Halloween weekend 2023", "US", "2023-10-27", "2023-10-31", "month"),  # a Tuesday
        ("New Year's Day weekend 2027", "US", "2027-01-01", "2027-01-03", "month"),
        ("Golden Week 2025", "JP", "2025-04-29", "2025-05-05", "quarter"),
        ("Golden Week 2025", "CN", "2025-10-01", "2025-10-07", "month"),
        ("Holy Week 2025", "MX", "2025-04-13", "2025-04-19", "month"),
    ],
)
def test_a_weekend_or_week_of_a_holiday_is_inexact_over_its_days(
    text: str, region: str, first: str, last: str, precision: str
) -> None:
    found = read(text, region)
    assert (str(found.first), str(found.last), found.precision.value) == (first, last, precision)
    assert not found.is_exact
    assert found.label


def test_a_holiday_whose_own_name_ends_in_week_is_that_holiday() -> None:
    assert read("Tourism Week 2024", "UY").label == "Tourism Week"


@pytest.mark.parametrize(
    ("text", "region", "said"),
    [
        ("Boxing Dya", "NZ", "did you mean Boxing Day?"),
        ("Boxng Day 2024", "AU-SA", "did you mean Boxing Day?"),
        ("Thanksgivng", "US", "did you mean Thanksgiving"),
        ("Christmass", "GB", "did you mean Christmas"),
        ("Matarikii 2025", "NZ", "did you mean Matariki?"),
        ("Matariki 2020", "NZ", "not kept in New Zealand (NZ) in 2020"),
        ("Thanksgiving", "GB", "Thanksgiving is not kept in United Kingdom (GB)"),
        ("Memorial Day 2025", "NZ", "not kept in New Zealand (NZ)"),
        ("Labour Day", "GB", "not kept in United Kingdom (GB)"),
        ("Independence Day", "GB", "not kept in United Kingdom (GB)"),
        ("Golden Week", "US", "Golden Week is not kept in United States"),
        ("Eid al-Fitr 2025", "GB", "No source gives the day of Eid al-Fitr in United Kingdom (GB) in 2025"),
        ("Labour Day 2025", "AU", "2025-10-06 in AU-ACT"),
        ("King's Birthday 2025", "AU", "2025-09-29 in AU-WA"),
        ("Melbourne Cup Day 2025", "AU", "is kept in AU-VIC only"),
        ("Family Day 2025", "US", "is kept in US-NV only"),
        ("Australia", "AU", "neither a date nor a holiday"),
        ("Canada", "CA", "neither a date nor a holiday"),
    ],
)
def test_a_holiday_unknown_in_that_region_or_year_is_refused_with_the_reason(
    text: str, region: str, said: str
) -> None:
    assert said in refusal(text, region)


def test_a_subdivision_resolves_a_holiday_its_country_cannot() -> None:
    assert str(read("Labour Day 2025", "AU-VIC").first) == "2025-03-10"
    assert str(read("King's Birthday 2025", "AU-WA").first) == "2025-09-29"


def test_a_subdivision_without_a_list_uses_its_countrys() -> None:
    assert str(read("Fête nationale 2025", "FR-13").first) == "2025-07-14"


@pytest.mark.parametrize("year", [2024, 2027])
def test_every_listed_holiday_of_every_country_parses_to_a_listed_day(year: int) -> None:
    wrong = []
    for region in all_regions():
        unmoved = kept_days(region.code, "", year, moved=False)
        for name, kept in kept_days(region.code, "", year).items():
            found = parse_date(f"{kept.name} {year}", region, ANNOUNCED)
            if found.first not in {*kept.days, *(unmoved[name].days if name in unmoved else ())}:
                wrong.append((region.code, kept.name, found.first))
    assert wrong == []


@pytest.mark.parametrize("country", ["AU", "CA"])
def test_every_listed_holiday_of_a_subdivision_parses(country: str) -> None:
    for region in subdivisions(country):
        for kept in kept_days(country, region.code[3:], 2024).values():
            assert parse_date(f"{kept.name} 2024", region, ANNOUNCED).first in kept.days
