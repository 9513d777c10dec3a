"""Regions: where a date holds. Countries (ISO 3166-1), their subdivisions (ISO 3166-2), and the world.

Codes come from pycountry, countries' everyday English names from CLDR (by Babel), subdivisions' names from ISO 3166-2.
Both packages are large, so they are imported only when a region is first looked up.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from releases.errors import UnknownRegionError
from releases.zones import country_zone, subdivision_zone

WORLDWIDE = "WW"

# Countries whose CLDR name is not the everyday one.
_NAMES = {
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
    "PS": "Palestine",
}

# Names that people use and neither ISO nor CLDR lists.
_ALSO_CALLED = {
    "america": "US", "the states": "US", "u.s.": "US", "u.s.a.": "US", "united states of america": "US",
    "uk": "GB", "u.k.": "GB", "britain": "GB", "great britain": "GB",
    "eire": "IE", "republic of ireland": "IE", "aotearoa": "NZ", "new zeland": "NZ", "uae": "AE", "emirates": "AE",
    "korea": "KR", "holland": "NL", "the netherlands": "NL", "czech republic": "CZ", "turkey": "TR", "burma": "MM",
    "ivory coast": "CI", "swaziland": "SZ", "macau": "MO", "macedonia": "MK", "vatican": "VA", "congo": "CG",
    "world": "WW", "global": "WW", "international": "WW",
}  # fmt: skip

_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?", re.ASCII)
_LONGEST_SHOWN = 40  # characters of the input quoted in an error


@dataclass(frozen=True, slots=True)
class Region:
    """A country, one of its subdivisions, or the world."""

    code: str  # ISO 3166-1 alpha-2 ("NZ"), ISO 3166-2 ("AU-SA"), or "WW"
    name: str  # in English
    timezone: str  # IANA: the zone that its distributors use

    @property
    def country(self) -> str:
        """The code of the country, of a subdivision's country, or `WW` for the world."""
        return self.code.partition("-")[0]


@cache
def _countries() -> dict[str, Region]:
    import pycountry
    from babel import Locale

    names = Locale("en").territories
    regions = {WORLDWIDE: Region(WORLDWIDE, "Worldwide", country_zone(WORLDWIDE))}
    for country in pycountry.countries:
        code = country.alpha_2
        regions[code] = Region(code, _NAMES.get(code) or names.get(code, country.name), country_zone(code))
    return regions


@cache
def _subdivisions() -> dict[str, dict[str, Region]]:
    """Return every subdivision, by country code and then by code."""
    import pycountry

    regions: dict[str, dict[str, Region]] = {code: {} for code in _countries()}
    for one in pycountry.subdivisions:
        region = Region(one.code, one.name, subdivision_zone(one.code, one.parent_code))
        regions[region.country][one.code] = region
    return regions


def all_regions() -> tuple[Region, ...]:
    """Return the world, then every country by name, without subdivisions."""
    world, *countries = _countries().values()
    return (world, *sorted(countries, key=lambda region: _plain(region.name)))


def subdivisions(country: str) -> tuple[Region, ...]:
    """Return the subdivisions of a country, by name; none for the world. Raises UnknownRegionError."""
    return tuple(
        sorted(_subdivisions()[find_region(country).country].values(), key=lambda region: _plain(region.name))
    )


def find_region(code: str) -> Region:
    """Return the region with this code, in any case. Raises UnknownRegionError, which suggests the nearest ones."""
    wanted = code.strip().upper()
    if _CODE.fullmatch(wanted):
        country, _, subdivision = wanted.partition("-")
        within = _subdivisions().get(country, {}) if subdivision else _countries()
        if wanted in within:
            return within[wanted]
    raise UnknownRegionError(_advice(code), field="region")


def region_called(words: str) -> Region:
    """Return the region with this code or everyday name: "NZ", "New Zealand", "UK". Raises UnknownRegionError."""
    return find_region(_codes_by_name().get(_plain(words), words))


@lru_cache(maxsize=1024)
def nearest_regions(given: str) -> tuple[Region, ...]:
    """Return at most three regions that may have been meant by an unknown code, nearest first.

    Cached, because it is slow and a file repeats its mistakes.
    """
    name = _plain(given.strip()[:_LONGEST_SHOWN])
    codes = _codes_by_name()
    if name in codes:
        return (find_region(codes[name]),)
    if "-" in name and (country := name.partition("-")[0].upper()) in _countries():
        near = get_close_matches(name.upper(), _subdivisions()[country], n=3, cutoff=0.6)
    else:
        near = list(dict.fromkeys(codes[close] for close in get_close_matches(name, codes, n=3, cutoff=0.75)))
    return tuple(find_region(code) for code in near)


def reach(code: str) -> frozenset[str]:
    """Return the codes of the regions whose releases can reach a viewer in `code`. Raises UnknownRegionError.

    A country is also reached by its subdivisions' releases, a subdivision by its country's, and both by worldwide ones;
    `WW` by worldwide ones only. Which of them a viewer sees is visibility.py's matter.
    """
    region = find_region(code)
    codes = {region.code, region.country, WORLDWIDE}
    if region.code == region.country:
        codes.update(_subdivisions()[region.code])
    return frozenset(codes)


def _plain(name: str) -> str:
    """Return a name's key for comparison: without case or diacritics."""
    decomposed = unicodedata.normalize("NFKD", name.strip())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


@cache
def _codes_by_name() -> dict[str, str]:
    """Return the code for each known name; a country's name wins over a subdivision's."""
    import pycountry

    codes = {_plain(one.name): one.code for country in _subdivisions().values() for one in country.values()}
    for country in pycountry.countries:
        for field in ("official_name", "common_name", "name", "alpha_3"):
            codes[_plain(getattr(country, field, country.name))] = country.alpha_2
    codes.update({_plain(region.name): region.code for region in _countries().values()})
    return codes | _ALSO_CALLED


def _advice(given: str) -> str:
    """Return the error message for an unknown code, with suggestions."""
    shown = given.strip()[:_LONGEST_SHOWN]
    near = nearest_regions(given)
    if near and _plain(shown) in _codes_by_name():
        return f"{shown!r} is not a region's code: write {_named(near[0])}."
    if near:
        return f"There is no region {shown!r}; the nearest: {'; '.join(map(_named, near))}."
    return f"There is no region {shown!r}: write an ISO 3166 code such as NZ or AU-SA, or WW for a worldwide release."


def _named(region: Region) -> str:
    return f"{region.code}, for {region.name}"
