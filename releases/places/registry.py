"""Which regions there are: countries (ISO 3166-1, and Kosovo), their subdivisions (ISO 3166-2), and the world.

Which codes exist is from pycountry, a country's everyday English name from CLDR (by Babel), a subdivision's from
ISO 3166-2. Both packages are large, so they are imported only once a region is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from releases.places.codes import OTHER_CODES, SECOND_CODES
from releases.places.folding import fold
from releases.zones import country_zone, subdivision_zone

WORLDWIDE = "WW"
_KOSOVO = "XK"  # assigned by its users: CLDR, the European Union, TMDB

# Where CLDR's name is not the one in everyday use.
_NAMES = {
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
    "PS": "Palestine",
}


@dataclass(frozen=True, slots=True)
class Region:
    """A country, one of its subdivisions, or the world."""

    code: str  # ISO 3166-1 alpha-2 ("NZ"), ISO 3166-2 ("AU-SA"), or "WW"
    name: str  # in English
    timezone: str  # IANA: the zone its distributors use

    @property
    def country(self) -> str:
        """The code of the country it is or lies in; `WW` for the world."""
        return self.code.partition("-")[0]


@cache
def countries() -> dict[str, Region]:
    """The world and every country, by code."""
    import pycountry
    from babel import Locale

    names = Locale("en").territories
    regions = {WORLDWIDE: Region(WORLDWIDE, "Worldwide", country_zone(WORLDWIDE))}
    for code, name in [*((one.alpha_2, one.name) for one in pycountry.countries), (_KOSOVO, "Kosovo")]:
        regions[code] = Region(code, _NAMES.get(code) or names.get(code, name), country_zone(code))
    return regions


@cache
def subdivisions_by_country() -> dict[str, dict[str, Region]]:
    """Every country's subdivisions, by country and code; what is a country of its own is not among them."""
    regions: dict[str, dict[str, Region]] = {code: {} for code in countries()}
    for code, name, parent in listed_subdivisions():
        if code not in SECOND_CODES:
            region = Region(code, name.partition(" [")[0], subdivision_zone(code, parent))
            regions[region.country][code] = region
    return regions


def listed_subdivisions() -> Iterator[tuple[str, str, str | None]]:
    """Every subdivision of ISO 3166-2: its code, its name as it is listed, and the one that it lies in, if it does."""
    import pycountry

    for one in pycountry.subdivisions:
        yield one.code, one.name, one.parent_code


def region_with_code(code: str) -> Region | None:
    """The region of a code in capitals, also one that is not kept; None if it is none."""
    code = OTHER_CODES.get(code, code)
    code = SECOND_CODES.get(code, code)
    country, _, subdivision = code.partition("-")
    within = subdivisions_by_country().get(country, {}) if subdivision else countries()
    return within.get(code)


def by_name(regions: dict[str, Region]) -> list[Region]:
    """Regions in the order of their names, without regard to diacritics."""
    return sorted(regions.values(), key=lambda region: fold(region.name))
