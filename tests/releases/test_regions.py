"""Regions: their codes, names, zones and reach."""

import subprocess
import sys
from zoneinfo import ZoneInfo

import pycountry
import pytest

from releases.errors import UnknownRegionError
from releases.places.codes import SECOND_CODES
from releases.regions import Region, all_regions, find_region, reach, subdivisions


def test_every_country_of_iso_3166_and_the_world_are_regions() -> None:
    codes = {region.code for region in all_regions()}
    assert codes == {country.alpha_2 for country in pycountry.countries} | {"WW", "XK"}
    assert all_regions()[0] == Region("WW", "Worldwide", "UTC")


def test_every_subdivision_of_iso_3166_2_is_found_in_its_country_unless_it_is_one_itself() -> None:
    codes = {one.code for region in all_regions() for one in subdivisions(region.code)}
    assert codes == {one.code for one in pycountry.subdivisions} - set(SECOND_CODES)
    assert all(find_region(code).country == code[:2] for code in codes)


def test_every_zone_exists() -> None:
    regions = [*all_regions(), *(one for region in all_regions() for one in subdivisions(region.code))]
    assert all(ZoneInfo(region.timezone).key == region.timezone for region in regions)


def test_countries_are_listed_by_name_without_regard_to_diacritics() -> None:
    names = [region.name for region in all_regions()[1:]]
    assert names[0] == "Afghanistan"
    assert names.index("Afghanistan") < names.index("Åland Islands") < names.index("Albania")
    assert names.index("Tunisia") < names.index("Türkiye") < names.index("Turkmenistan")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("GB", "United Kingdom"),
        ("KR", "South Korea"),
        ("HK", "Hong Kong"),
        ("MO", "Macao"),
        ("US", "United States"),
        ("BO", "Bolivia"),
        ("CD", "DR Congo"),
        ("WW", "Worldwide"),
        ("AU-SA", "South Australia"),
        ("GB-ENG", "England"),
        ("CA-QC", "Quebec"),
    ],
)
def test_names_are_the_everyday_english_ones(code: str, name: str) -> None:
    assert find_region(code).name == name


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("NZ", "Pacific/Auckland"),
        ("NZ-CIT", "Pacific/Chatham"),
        ("US", "America/New_York"),
        ("US-CA", "America/Los_Angeles"),
        ("US-HI", "Pacific/Honolulu"),
        ("US-TX", "America/Chicago"),
        ("US-PR", "America/Puerto_Rico"),
        ("AU", "Australia/Sydney"),
        ("AU-SA", "Australia/Adelaide"),
        ("AU-WA", "Australia/Perth"),
        ("AU-NSW", "Australia/Sydney"),
        ("CA", "America/Toronto"),
        ("CA-BC", "America/Vancouver"),
        ("CA-NL", "America/St_Johns"),
        ("BR", "America/Sao_Paulo"),
        ("BR-AM", "America/Manaus"),
        ("RU", "Europe/Moscow"),
        ("RU-PRI", "Asia/Vladivostok"),
        ("MX", "America/Mexico_City"),
        ("MX-BCN", "America/Tijuana"),
        ("ID", "Asia/Jakarta"),
        ("ID-PA", "Asia/Jayapura"),
        ("ID-BA", "Asia/Makassar"),
        ("KZ", "Asia/Almaty"),
        ("ES", "Europe/Madrid"),
        ("ES-TF", "Atlantic/Canary"),
        ("PT-20", "Atlantic/Azores"),
        ("PT-30", "Atlantic/Madeira"),
        ("EC-W", "Pacific/Galapagos"),
        ("CD-HK", "Africa/Lubumbashi"),
        ("MN-043", "Asia/Hovd"),
        ("KI-L", "Pacific/Kiritimati"),
        ("CN", "Asia/Shanghai"),
        ("CN-HK", "Asia/Hong_Kong"),
        ("FR", "Europe/Paris"),
        ("FR-974", "Indian/Reunion"),
        ("DE-BY", "Europe/Berlin"),
        ("WW", "UTC"),
    ],
)
def test_a_region_has_the_zone_of_its_cinemas(code: str, zone: str) -> None:
    assert find_region(code).timezone == zone


@pytest.mark.parametrize("code", ["nz", "NZ", "Nz", " nz "])
def test_a_code_is_found_in_any_case(code: str) -> None:
    assert find_region(code).code == "NZ"


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ("UK", "write GB, for United Kingdom"),
        ("USA", "write US, for United States"),
        ("New Zealand", "write NZ, for New Zealand"),
        ("Nw Zealand", "NZ, for New Zealand"),
        ("england", "write GB-ENG, for England"),
        ("Cote d'Ivoire", "write CI"),
        ("AU-SAA", "AU-SA, for South Australia"),
        ("global", "write WW, for Worldwide"),
        ("XX", "such as NZ or AU-SA"),
        ("", "such as NZ or AU-SA"),
        ("NZ\x00", "such as NZ or AU-SA"),
    ],
)
def test_an_unknown_region_is_refused_with_suggestions(given: str, advice: str) -> None:
    with pytest.raises(UnknownRegionError) as refused:
        find_region(given)
    assert refused.value.field == "region"
    assert advice in refused.value.detail


def test_an_error_quotes_only_the_start_of_the_input() -> None:
    with pytest.raises(UnknownRegionError) as refused:
        find_region("Z" * 10_000)
    assert len(refused.value.detail) < 200


def test_a_country_is_reached_by_its_subdivisions_and_the_world() -> None:
    assert reach("au") == {"AU", "WW", *(one.code for one in subdivisions("AU"))}
    assert "AU-SA" in reach("AU")


def test_a_subdivision_is_reached_by_its_country_and_the_world_but_no_neighbour() -> None:
    assert reach("AU-SA") == {"AU-SA", "AU", "WW"}


def test_the_world_is_reached_by_worldwide_releases_only() -> None:
    assert reach("WW") == {"WW"}
    assert subdivisions("WW") == ()


def test_reach_refuses_an_unknown_region() -> None:
    with pytest.raises(UnknownRegionError):
        reach("XX")


def test_large_packages_are_imported_only_when_a_region_is_looked_up() -> None:
    code = (
        "import sys; import releases.regions, releases.dates; "
        "print([name for name in ('pycountry', 'babel', 'holidays', 'dateutil') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
