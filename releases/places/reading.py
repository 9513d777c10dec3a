"""Reading what people write for a place: a code, a name, or the word for several."""

import re
from difflib import get_close_matches
from functools import lru_cache

from releases.doubts import Doubt, DoubtCode
from releases.errors import UnknownRegionError
from releases.places import codes
from releases.places.folding import fold
from releases.places.names import codes_named, english_names, subdivision_names, trade_word
from releases.places.registry import Region, countries, region_with_code, subdivisions_by_country

_CODE = re.compile(r"[A-Z]{2,4}|[A-Z]{2}-[A-Z0-9]{1,3}", re.ASCII)
_QUALIFIED = re.compile(
    r"(?P<place>[^,(]+?)(?:\s*,\s*(?P<after>[^,]+)|\s*\((?P<within>[^()]+)\)|\s+[-–:]\s+(?P<beside>.+))"
)
_LIST = re.compile(r"\s*(?:[,;/|&+\n]|\band\b|\bund\b|\bet\b)\s*", re.IGNORECASE)
_LONGEST = 300  # characters of a cell
_LONGEST_SHOWN = 40  # characters of what was given that an error repeats
_MOST_SHOWN = 8  # regions that an error names
_SHORT = 5  # letters: of a name so short, nearly all must be right to suggest another
_ALIKE, _ALIKE_IF_SHORT, _ALIKE_IF_OBSCURE = 0.8, 0.88, 0.9
_MOST_NEAR = 3  # regions that an error suggests


class SeveralPlacesError(UnknownRegionError):
    """Several places have this name."""

    status = 409
    slug = "doubt"

    def __init__(self, detail: str, regions: tuple[Region, ...]) -> None:
        super().__init__(detail, field="region")
        self.regions = regions

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """The one doubt that there is."""
        return (Doubt(DoubtCode.SEVERAL_PLACES, self.detail, "region"),)


class TradeWordError(UnknownRegionError):
    """This is a word for many countries at once, and no region."""

    slug = "several-regions"

    def __init__(self, detail: str, regions: tuple[Region, ...]) -> None:
        super().__init__(detail, field="region")
        self.regions = regions  # where everybody means the same ones


def find_region(code: str) -> Region:
    """The region with this code, in any case; the second code of a place is read as the one that is kept.

    Raises UnknownRegionError, which names the nearest ones.
    """
    wanted = code.strip().upper()
    region = region_with_code(wanted) if _CODE.fullmatch(wanted) and wanted not in codes.OTHER_CODES else None
    if region is None:
        raise UnknownRegionError(_advice(code), field="region")
    return region


@lru_cache(maxsize=4096)
def region_called(words: str) -> Region:
    """The region with this code or name: "NZ", "New Zealand", "UK", "U.S.A.", "España", "NSW", "Punjab, India".

    Raises UnknownRegionError: SeveralPlacesError for a name that is several places', TradeWordError for a word such
    as APAC.
    """
    shown = " ".join(words.split())[:_LONGEST_SHOWN]
    if region := _coded(words):
        return region
    if term := trade_word(words):
        regions = _regions(term.codes)
        right = (
            f"name each region by itself: {_listed(regions)}"
            if regions
            else "name each country, such as NZ or AU"
        )
        raise TradeWordError(f"{shown!r} is no region, it is {term.meaning}: {right}.", regions)
    named = codes_named(words) if len(words) <= _LONGEST else ()
    if len(named) == 1:
        return _regions(named)[0]
    if not named and (qualified := _qualified(words)):
        return qualified
    if named:
        regions = _regions(named)
        raise SeveralPlacesError(
            f"{shown!r} is the name of several places: write {_listed(regions)}.", regions
        )
    if language := codes.LANGUAGES.get(shown.upper()):
        regions = _regions(language.split())
        raise SeveralPlacesError(f"{shown!r} is a language, not a region: write {_listed(regions)}.", regions)
    raise UnknownRegionError(_advice(words), field="region")


@lru_cache(maxsize=4096)
def regions_called(words: str) -> tuple[Region, ...]:
    """The regions of one cell: "NZ", or "NZ, AU", "UK & Ireland", "ANZ". Raises as region_called does.

    Several are given only where each is named, or where everybody means the same ones.
    """
    try:
        return (region_called(words),)
    except TradeWordError as error:
        if error.regions:
            return error.regions
        raise
    except SeveralPlacesError:
        raise
    except UnknownRegionError as error:
        parts = [part for part in _LIST.split(words.strip()) if part] if len(words) <= _LONGEST else []
        if len(parts) < 2 or not any(_is_known(part) for part in parts):  # noqa: PLR2004 - one is no list
            raise
        del error
        return tuple(dict.fromkeys(region for part in parts for region in regions_called(part)))


@lru_cache(maxsize=1024)
def nearest_regions(given: str) -> tuple[Region, ...]:
    """The regions that somebody may have meant by what is no code: at most three, the nearest first.

    Kept: a file repeats its mistakes, and this takes long.
    """
    words = given.strip()[:_LONGEST_SHOWN]
    name = fold(words)
    if region := _coded(words):
        return (region,)
    if named := codes_named(words):
        return _regions(named[:3])
    country = words[:2].upper()
    if words[2:3] == "-" and country in countries():
        near = get_close_matches(words.upper(), subdivisions_by_country()[country], n=3, cutoff=0.6)
        return _regions(near)
    likeness = _ALIKE if len(name) > _SHORT else _ALIKE_IF_SHORT
    if len(name) < _SHORT - 1:
        return ()
    close = get_close_matches(name, english_names(), n=_MOST_NEAR, cutoff=likeness)
    if len(close) < _MOST_NEAR:
        close += get_close_matches(name, subdivision_names(), n=1, cutoff=_ALIKE_IF_OBSCURE)
    meant = (english_names().get(one) or subdivision_names()[one] for one in close)
    return _regions(list(dict.fromkeys(code for found in meant for code in found))[:_MOST_NEAR])


def _coded(words: str) -> Region | None:
    """The region of a code, as people write one: `nz`, `N.Z.`, `au_sa`."""
    code = (
        words.strip().upper().removeprefix("THE ").replace(".", "").replace("_", "-").replace("\u2011", "-")
    )
    return region_with_code(code) if _CODE.fullmatch(code) else None


def _qualified(words: str) -> Region | None:
    """A place with the one that it lies in: "Punjab, India", "Limburg (BE)", "NSW, Australia", "NZ - New Zealand"."""
    found = _QUALIFIED.fullmatch(" ".join(words.split()))
    if found is None:
        return None
    place, whole = found["place"], found["after"] or found["within"] or found["beside"]
    if lying := _lying_in(place, whole) or (_lying_in(whole, place) if found["within"] else None):
        return lying
    same = _codes_of(place)
    return _regions(same)[0] if len(same) == 1 and same == _codes_of(whole) else None


def _lying_in(place: str, whole: str) -> Region | None:
    """The subdivision of this name, or with this second half of a code, in the country of that name."""
    for country in _codes_of(whole):
        within = subdivisions_by_country().get(country, {})
        called = {*_codes_of(place), *subdivision_names().get(fold(place), ())} & within.keys()
        if len(called) == 1:
            return within[called.pop()]
        if (code := f"{country}-{place.strip().upper()}") in within:
            return within[code]
    return None


def _codes_of(words: str) -> tuple[str, ...]:
    region = _coded(words)
    return (region.code,) if region else codes_named(words)


def _is_known(words: str) -> bool:
    return bool(_codes_of(words) or trade_word(words))


def _regions(wanted: "tuple[str, ...] | list[str]") -> tuple[Region, ...]:
    return tuple(region for code in wanted if (region := region_with_code(code)))


def _advice(given: str) -> str:
    """What to write instead of a code that does not exist."""
    shown = given.strip()[:_LONGEST_SHOWN]
    near = nearest_regions(given)
    if near and (_coded(shown) or codes_named(shown)):
        return f"{shown!r} is not a region's code: write {_named(near[0])}."
    if near:
        return f"There is no region {shown!r}; the nearest: {'; '.join(map(_named, near))}."
    return f"There is no region {shown!r}: write an ISO 3166 code such as NZ or AU-SA, or WW for a worldwide release."


def _listed(regions: tuple[Region, ...]) -> str:
    shown = [_named(region) for region in regions[:_MOST_SHOWN]]
    return "; ".join(shown) + ("; …" if len(regions) > _MOST_SHOWN else "")


def _named(region: Region) -> str:
    country = region_with_code(region.country)
    where = f" in {country.name}" if country and country != region else ""
    return f"{region.code}, for {region.name}{where}"
