"""Reading the name of a time zone: IANA's, Windows', or what people call the zone of a region (NZT, Pacific Time)."""

import re
from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from releases.errors import InvalidValueError
from releases.fields import shown
from releases.places.registry import countries
from releases.regions import WORLDWIDE, Region
from releases.zones import country_zones

# The machine's own, and files that are no zones.
_OF_THE_MACHINE = frozenset({"localtime", "factory", "posixrules", "leapseconds"})
# IANA's links that are fixed offsets, or Brussels', and that people write for the zone of their own country.
_NICKNAMES = frozenset({"est", "mst", "hst", "cet", "met", "eet", "wet", "gmt"})
_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s?[+\u2212-]\s?\d{1,2}(?::?\d\d)?", re.IGNORECASE)
_LIKE = 0.8  # how much of a name must be right for it to be suggested
_MOST_NAMED = 3
_ENGLISH = (
    "en",
    "en_AU",
    "en_NZ",
    "en_GB",
    "en_IN",
    "en_ZA",
    "en_CA",
)  # CLDR has each one's own abbreviations

# Abbreviations that CLDR does not have, by zone.
_ALSO_CALLED = {
    "Pacific/Auckland": "nz time, nzst, nzdt, nzt, auckland time", "Europe/London": "bst, gmt, uk time, british time, london time",
    "Europe/Dublin": "ist, gmt, irish time", "Asia/Jerusalem": "ist, idt", "Asia/Kolkata": "ist, indian standard time",
    "Asia/Tokyo": "jst, japan time, tokyo time", "Asia/Seoul": "kst, korea time", "Asia/Shanghai": "cst, china time, beijing time",
    "Asia/Taipei": "cst", "Asia/Hong_Kong": "hkt, hong kong time", "Asia/Singapore": "sgt, sst, singapore time", "Asia/Manila": "pst, pht, phst",
    "Asia/Kuala_Lumpur": "myt", "Asia/Bangkok": "ict", "Asia/Jakarta": "wib", "Asia/Dhaka": "bst, bdt", "Asia/Karachi": "pkt",
    "Asia/Dubai": "gst", "Asia/Riyadh": "ast", "Europe/Moscow": "msk", "Europe/Istanbul": "trt", "Africa/Johannesburg": "sast",
    "Africa/Lagos": "wat", "Africa/Nairobi": "eat", "Australia/Sydney": "est, edt, et, eastern standard time, eastern time, aest, aedt, aet, sydney time",
    "Australia/Brisbane": "est, eastern standard time", "Australia/Adelaide": "cst, central standard time, central time, acst, acdt",
    "Australia/Perth": "wst, western time, western standard time, awst", "America/Sao_Paulo": "brt, brasilia time",
    "America/Argentina/Buenos_Aires": "art", "America/Puerto_Rico": "ast", "America/New_York": "eastern, new york time",
    "America/Chicago": "central", "America/Denver": "mountain", "America/Los_Angeles": "pacific, la time", "Pacific/Honolulu": "hst, hast",
    "Pacific/Apia": "wst", "Europe/Paris": "cet, cest, met, paris time", "Europe/Berlin": "cet, cest, mez, mesz, met, berlin time",
}  # fmt: skip


def read_timezone(value: str, *, region: Region | None = None, field: str = "timezone") -> str:
    """The IANA name of a zone that people name, for a release in a region or for anybody. Raises InvalidValueError."""
    name = " ".join(value.split())
    plain = name.casefold()
    if plain not in _NICKNAMES and (known := _zones().get(plain.replace(" ", "_"))):
        return known
    if nearest := _of_region(plain, region):
        return nearest
    called = _called().get(plain, ())
    if not called and not _OFFSET.fullmatch(name) and (windows := _windows().get(plain)):
        return windows
    if len(called) == 1 and (region is None or region.code == WORLDWIDE):
        return called[0]
    raise InvalidValueError(f"{field} is {shown(value)}: {_advice(name, called, region)}", field=field)


def zone_of_program(name: str) -> str | None:
    """The IANA name of a zone as a calendar names it (IANA's or Windows'), or None."""
    plain = name.strip().strip('"').casefold()
    # Some put a path before it: /freeassociation.sourceforge.net/Europe/Paris
    tail = "/".join(plain.split("/")[-2:])
    return _zones().get(plain) or _windows().get(plain) or _zones().get(tail)


def _advice(name: str, called: tuple[str, ...], region: Region | None) -> str:
    own = region.timezone if region and region.code != WORLDWIDE else "Pacific/Auckland"
    if _OFFSET.fullmatch(name):
        return f"an offset is no zone, it does not know daylight saving: write an IANA zone such as {own}"
    if name.casefold() in _OF_THE_MACHINE:
        return f"that is a zone of one machine: write an IANA zone such as {own}"
    if called:
        meant = " or ".join(called[:_MOST_NAMED])
        where = f" and is not kept in {region.name}" if region else ""
        return f"it can mean {meant}{where}: write the IANA zone, such as {own}"
    cities = [
        zone
        for zone in _zones().values()
        if zone.rpartition("/")[2].casefold() == name.casefold().replace(" ", "_")
    ]
    near = cities or [
        _zones()[close] for close in get_close_matches(name.casefold(), _zones(), n=1, cutoff=_LIKE)
    ]
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"write an IANA zone such as {own}{hint}"


def _of_region(name: str, region: Region | None) -> str | None:
    """The zone that a name means in a region: its own, if that is called so, else the country's first that is."""
    if region is None or region.code == WORLDWIDE:
        return None
    called = _called().get(name, ())
    own = (region.timezone, *country_zones(region.country))
    return next((zone for zone in own if zone in called), None)


@cache
def _zones() -> dict[str, str]:
    names = (name for name in available_timezones() if name.casefold() not in _OF_THE_MACHINE)
    return {name.casefold(): name for name in names if not name.startswith(("posix/", "right/", "SystemV/"))}


@cache
def _windows() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


@cache
def _called() -> Mapping[str, tuple[str, ...]]:
    """The zones that each name in English can mean, the best known first: by CLDR's meta zones, and by our table."""
    from babel import Locale
    from babel.core import get_global

    zones_of: dict[str, list[str]] = defaultdict(list)
    placed = {zone for country in countries() for zone in country_zones(country)}
    placed -= {zone for zone in placed if zone.startswith(("Antarctica/", "Arctic/"))}
    known = [zone for zones in (country_zones(country) for country in _COUNTRIES) for zone in zones]
    for zone, meta in get_global("meta_zones").items():
        if zone in placed:
            zones_of[meta].append(zone)
    order = {zone: place for place, zone in enumerate([*_ALSO_CALLED, *known])} | {
        zone: place - len(known) for place, zone in enumerate(known)
    }
    found: dict[str, set[str]] = defaultdict(set)
    for language in _ENGLISH:
        for meta, widths in Locale.parse(language).meta_zones.items():
            for width in ("long", "short"):
                for name in dict(widths.get(width, {})).values():
                    if isinstance(name, str) and name != "∅∅∅":
                        found[name.casefold()].update(zones_of.get(meta, ()))
    for zone, words in _ALSO_CALLED.items():
        for word in words.split(","):
            found[word.strip()].add(zone)
    return {
        name: tuple(sorted(zones, key=lambda zone: (order.get(zone, len(order)), zone)))
        for name, zones in found.items()
    }


_COUNTRIES = ("US", "CA", "AU", "NZ", "GB", "IE", "FR", "DE", "JP", "IN")  # whose zones are named first
