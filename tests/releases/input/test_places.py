"""Every way in reads places by one dictionary: names, codes, names of several places, the words of the trade."""

import pytest

from releases.errors import UnknownRegionError
from releases.regions import (
    SeveralPlacesError,
    TradeWordError,
    all_regions,
    find_region,
    nearest_regions,
    reach,
    region_called,
    regions_called,
    subdivisions,
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("UK", "GB"), ("the UK", "GB"), ("U.K.", "GB"), ("USA", "US"), ("U.S.A.", "US"), ("N.Z.", "NZ"), ("nz", "NZ"),
        ("New Zealand", "NZ"), ("Aotearoa", "NZ"), ("England", "GB-ENG"), ("Scotland", "GB-SCT"), ("Wales", "GB-WLS"),
        ("Cymru", "GB-WLS"), ("Northern Ireland", "GB-NIR"), ("The Philippines", "PH"), ("Republic of Korea", "KR"),
        ("Korea, Republic of", "KR"), ("East Timor", "TL"), ("DRC", "CD"), ("KSA", "SA"), ("UAE", "AE"), ("NSW", "AU-NSW"),
        ("QC", "CA-QC"), ("TX", "US-TX"), ("España", "ES"), ("Deutschland", "DE"), ("日本", "JP"), ("Россия", "RU"),
        ("대한민국", "KR"), ("Royaume-Uni", "GB"), ("Frankreich", "FR"), ("Alemania", "DE"), ("フランス", "FR"),
        ("Tiamana", "DE"), ("Kosovo", "XK"), ("XK", "XK"), ("EL", "GR"), ("Hong Kong SAR", "HK"), ("Macao SAR", "MO"),
        ("St Lucia", "LC"), ("Trinidad and Tobago", "TT"), ("Bosnia & Herzegovina", "BA"), ("French", "FR"),
        ("au_sa", "AU-SA"), ("Welt", "WW"), ("Worldwide", "WW"), ("Punjab, India", "IN-PB"), ("Limburg (BE)", "BE-VLI"),
        ("Ontario, CA", "CA-ON"), ("United Kingdom (England)", "GB-ENG"), ("NZ - New Zealand", "NZ"), ("CA, USA", "US-CA"),
    ],
)  # fmt: skip
def test_a_place_is_read_as_people_write_it(words: str, code: str) -> None:
    assert region_called(words).code == code
    assert regions_called(words) == (find_region(code),)


@pytest.mark.parametrize(
    ("second", "kept"),
    [("US-PR", "PR"), ("CN-HK", "HK"), ("CN-MO", "MO"), ("cn-tw", "TW"), ("US-GU", "GU"), ("FR-GF", "GF"),
     ("FR-973", "GF"), ("FI-01", "AX"), ("NL-AW", "AW"), ("NL-BQ2", "BQ"), ("NO-22", "SJ"), ("RS-KM", "XK")],
)  # fmt: skip
def test_two_codes_of_one_place_are_one_region(second: str, kept: str) -> None:
    assert find_region(second) == find_region(kept)
    assert reach(second) == reach(kept)


def test_a_place_with_a_code_of_its_own_is_no_subdivision_too() -> None:
    assert not {"US-PR", "CN-HK", "FR-973"} & {
        one.code for region in all_regions() for one in subdivisions(region.code)
    }
    assert "PR" not in reach("US")


def test_kosovo_has_its_zone() -> None:
    assert (find_region("XK").name, find_region("XK").timezone) == ("Kosovo", "Europe/Belgrade")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Punjab", {"IN-PB", "PK-PB"}), ("Limburg", {"BE-VLI", "NL-LI"}), ("Córdoba", {"AR-X", "CO-COR", "ES-CO"}),
        ("Zaire", {"CD", "AO-ZAI"}), ("Congo", {"CD", "CG"}), ("WA", {"AU-WA", "US-WA"}), ("NT", {"AU-NT", "CA-NT"}),
        ("EN", {"GB", "GB-ENG", "US", "AU"}), ("Virgin Islands", {"VG", "VI"}), ("La Paz", {"BO-L", "HN-LP", "SV-PA"}),
    ],
)  # fmt: skip
def test_a_name_of_several_places_asks_with_their_codes(words: str, codes: set[str]) -> None:
    with pytest.raises(SeveralPlacesError) as asked:
        region_called(words)
    assert {region.code for region in asked.value.regions} == codes
    assert all(code in asked.value.detail for code in codes)
    assert [doubt.code for doubt in asked.value.doubts] == ["several-places"]


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("International", "everywhere but the United States and Canada"), ("Int'l", "everywhere but"),
        ("Domestic", "home market"), ("APAC", "Asia and the Pacific"), ("EMEA", "Middle East and Africa"),
        ("LATAM", "Latin America"), ("Lateinamerika", "Latin America"), ("Europe", "Europe"), ("EU", "Europe"),
        ("European Union", "Europe"), ("Nordics", "Denmark"), ("South-East Asia", "Asia"), ("Rest of World", "everywhere but"),
        ("Oceania", "Oceania"), ("MENA", "Middle East"),
    ],
)  # fmt: skip
def test_a_word_of_the_trade_is_told_as_what_it_is(words: str, meaning: str) -> None:
    for read in (region_called, regions_called):
        with pytest.raises(TradeWordError) as refused:
            read(words)
        assert meaning in refused.value.detail


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("ANZ", "AU NZ"), ("North America", "US CA"), ("UK & Ireland", "GB IE"), ("UK/ROI", "GB IE"), ("UKI", "GB IE"),
        ("AU/NZ", "AU NZ"), ("NZ, AU", "NZ AU"), ("NZ; AU; GB", "NZ AU GB"), ("DACH", "DE AT CH"), ("Benelux", "BE NL LU"),
        ("GCC", "AE BH KW OM QA SA"), ("US & Canada", "US CA"), ("Germany und Austria", "DE AT"), ("NZ\nAU", "NZ AU"),
        ("ANZ, US", "AU NZ US"), ("NZ, NZ", "NZ"),
    ],
)  # fmt: skip
def test_several_regions_of_one_cell_are_taken_apart(cell: str, codes: str) -> None:
    assert [region.code for region in regions_called(cell)] == codes.split()


@pytest.mark.parametrize("cell", ["NZ, Punjab", "International, US", "Foo, NZ", "Foo and Bar"])
def test_a_cell_with_one_part_that_cannot_be_read_is_refused(cell: str) -> None:
    with pytest.raises(UnknownRegionError):
        regions_called(cell)


@pytest.mark.parametrize("words", ["XQ", "Qwghlm", "EX", "Zz", "Narnia", "1", "x" * 5000])
def test_no_region_is_suggested_that_is_not_alike(words: str) -> None:
    assert nearest_regions(words) == ()
    with pytest.raises(UnknownRegionError, match="such as NZ or AU-SA"):
        region_called(words)


@pytest.mark.parametrize(
    ("words", "code"), [("New Zeeland", "NZ"), ("Germnay", "DE"), ("Frnace", "FR"), ("AU-SAA", "AU-SA")]
)
def test_a_slip_of_the_pen_is_told_the_nearest(words: str, code: str) -> None:
    assert code in [region.code for region in nearest_regions(words)]
