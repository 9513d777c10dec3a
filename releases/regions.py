"""Regions: where a date holds, how they are found, and whose releases reach whom."""

from releases.places.reading import (
    SeveralPlacesError,
    TradeWordError,
    find_region,
    nearest_regions,
    region_called,
    regions_called,
)
from releases.places.registry import WORLDWIDE, Region, by_name, countries, subdivisions_by_country

__all__ = [
    "WORLDWIDE",
    "Region",
    "SeveralPlacesError",
    "TradeWordError",
    "all_regions",
    "find_region",
    "nearest_regions",
    "reach",
    "region_called",
    "regions_called",
    "subdivisions",
]


def all_regions() -> tuple[Region, ...]:
    """The world, then every country by name; subdivisions are not in it."""
    others = {code: region for code, region in countries().items() if code != WORLDWIDE}
    return (countries()[WORLDWIDE], *by_name(others))


def subdivisions(country: str) -> tuple[Region, ...]:
    """The subdivisions of a country, by name; none for the world. Raises UnknownRegionError."""
    return tuple(by_name(subdivisions_by_country()[find_region(country).country]))


def reach(code: str) -> frozenset[str]:
    """The codes of the regions whose releases someone gets who chose `code`, or a name. Raises UnknownRegionError.

    A country is also reached by its subdivisions' releases, a subdivision by its country's, and both by worldwide ones;
    `WW` by worldwide ones only. Which of them a viewer sees is visibility.py's matter.
    """
    region = region_called(code)
    codes = {region.code, region.country, WORLDWIDE}
    if region.code == region.country:
        codes.update(subdivisions_by_country()[region.code])
    return frozenset(codes)
