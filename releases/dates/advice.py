"""Error messages for holiday names that give no day."""

from difflib import get_close_matches

from releases.dates.holidays import kept_in
from releases.dates.names import is_region_name, key
from releases.dates.observances import AMERICAN, OBSERVANCES, observances_of
from releases.dates.vocabulary import DateContext
from releases.regions import WORLDWIDE, Region

_NEARBY = (1, 2, -1, -2)  # years from the requested one to look in, if that one lacks the holiday
_ALIKE = 0.7  # least similarity (difflib ratio) of a suggestion


def what_is_wrong(name: str, year: int | None, setting: DateContext) -> str:
    """Explain why a name has no day in the region or year, or is unknown, and what to write instead."""
    wanted, region = key(name), setting.region
    place = "a worldwide release" if region.code == WORLDWIDE else f"{region.name} ({region.code})"
    year = year or setting.announced.year
    if any(wanted in kept_in(region, year + offset) for offset in _NEARBY):
        return f"{name} is not kept in {place} in {year}: write the day itself, or another year."
    known = () if is_region_name(wanted) else observances_of(wanted)
    if known:
        if any(one.kept_in == AMERICAN for one in known):
            return f"{name} is not kept in {place}: write the day itself, or choose the region that keeps it."
        return f"No source gives the day of {name} in {place} in {year}: write the day itself."
    names = {key(one): one for one in known_names(region, year)}
    near = [names[close] for close in get_close_matches(wanted, names, n=3, cutoff=_ALIKE)]
    if near:
        return f"{name!r} is neither a date nor a holiday in {place}; did you mean {' or '.join(near)}?"
    return (
        f"{name!r} is neither a date nor a holiday in {place}: write 2024-12-26, 2024-12, 2024-Q4, 2024-summer, "
        "2024 or tba, or in words, such as 26 December 2024, Boxing Day 2024 or summer 2027."
    )


def known_names(region: Region, year: int) -> list[str]:
    """Return the holiday names that can be parsed for a region: its own and those that mean a day everywhere."""
    own = [kept.name for kept in kept_in(region, year).values()]
    return [*own, *(name for one in OBSERVANCES if one.day for name in one.names)]
