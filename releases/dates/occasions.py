"""The day that a holiday's name means in a region.

In this order: the region's own list, the day the name means everywhere, and, for a country, the lists of its
subdivisions where those that have the name agree.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches

from releases.dates.kept import Kept, kept_days, subdivisions_with_lists
from releases.dates.names import key, short
from releases.dates.observances import AMERICAN, OBSERVANCES, Observance, observances_by_key
from releases.dates.values import Days, one_day, unreadable
from releases.dates.vocabulary import Setting
from releases.regions import WORLDWIDE, Region

_FRIDAY = 4
_WEEK = 7
_HORIZON = 4  # years in which a holiday without a year is sought: matters where one is not kept every year
_EVE = " eve"


def holiday(name: str, year: int | None, setting: Setting) -> Days:
    """The day of a holiday, in a year or the next time it comes. Raises UnreadableDateError with what is wrong."""
    wanted, region = key(name), setting.region
    start = setting.announced.year
    for candidate in (year,) if year else range(start, start + _HORIZON):
        for day, label in _days_of(wanted, region, candidate):
            if year or day >= setting.announced:
                return one_day(day, label)
    raise unreadable(_what_is_wrong(name, wanted, year, setting))


def weekend_of(days: Days) -> Days:
    """The Friday to Sunday nearest to a day, stretched to hold it; Easter's is Good Friday to Easter Monday.

    Labor Day weekend is Friday to Monday, Thanksgiving weekend Thursday to Sunday.
    """
    day, friday = days.first, days.first - timedelta(days=days.first.weekday() - _FRIDAY)
    if day.weekday() < 2:  # noqa: PLR2004  # Monday and Tuesday are nearer to the weekend before
        friday -= timedelta(days=_WEEK)
    last = max(day, friday + timedelta(days=2))
    if days.label and key(days.label).startswith("easter"):
        last += timedelta(days=1)
    return Days(min(day, friday), last)


def week_of(days: Days) -> Days:
    """The Monday to Sunday around a day."""
    monday = days.first - timedelta(days=days.first.weekday())
    return Days(monday, monday + timedelta(days=_WEEK - 1))


def _own(region: Region, year: int) -> dict[str, Kept]:
    _, _, subdivision = region.code.partition("-")
    return dict(kept_days(region.country, subdivision or None, year))


def _days_of(wanted: str, region: Region, year: int) -> list[tuple[date, str]]:
    """Each time the holiday comes in a year, with its name."""
    own = _own(region, year)
    known = _observed(wanted)
    same = [wanted, *(key(name) for one in known for name in one.names)]
    meant = [day for one in known if (day := _rule_day(one, region.country, year))]
    label = next((name for one in known for name in one.names if short(key(name)) == short(wanted)), None)
    for candidate in same:
        kept = own.get(candidate) or _only_short(candidate, own)
        if kept:
            days = [day for day in kept.days if day in meant] or kept.days
            return [(day, label or kept.name) for day in days]
    if meant and label:
        return [(meant[0], label)]
    agreed = _agreed(wanted, region, year)
    if not agreed and wanted.endswith(_EVE):
        return [
            (day - timedelta(days=1), f"{name} Eve")
            for day, name in _days_of(wanted.removesuffix(_EVE), region, year)
        ]
    return agreed


def _observed(wanted: str) -> tuple[Observance, ...]:
    by_key = observances_by_key()
    return by_key.get(wanted) or by_key.get(f"{wanted} day") or by_key.get(short(wanted)) or ()


def _rule_day(observance: Observance, country: str, year: int) -> date | None:
    kept_here = observance.kept_in is None or country in observance.kept_in
    return observance.day(year, country) if observance.day and kept_here else None


def _only_short(wanted: str, own: dict[str, Kept]) -> Kept | None:
    """The one holiday that has this name but for a "day" at its end."""
    found = {kept.days: kept for name, kept in own.items() if short(name) == short(wanted)}
    return next(iter(found.values())) if len(found) == 1 else None


def _agreed(wanted: str, region: Region, year: int) -> list[tuple[date, str]]:
    """What all subdivisions of a country that have the name say. Raises UnreadableDateError where they differ."""
    if region.code != region.country:
        return []
    found: dict[tuple[date, ...], tuple[str, Kept]] = {}
    for subdivision in subdivisions_with_lists(region.country):
        own = kept_days(region.country, subdivision, year)
        kept = own.get(wanted) or own.get(f"{wanted} day")
        if kept:
            found.setdefault(kept.days, (subdivision, kept))
    if len(found) > 1:
        days = "; ".join(
            f"{days[0]} in {region.code}-{subdivision}" for days, (subdivision, _) in found.items()
        )
        name = next(iter(found.values()))[1].name
        raise unreadable(f"{name} is not on one day in all of {region.name}: {days}. Write the day itself.")
    return [(day, kept.name) for days, (_, kept) in found.items() for day in days]


def known_names(region: Region, years: Iterable[int]) -> list[str]:
    """The names that can be read for a region: its own lists' and those that mean the same everywhere."""
    own = [kept.name for year in years for kept in _own(region, year).values()]
    general = [name for one in OBSERVANCES if one.day for name in one.names]
    return list(dict.fromkeys([*general, *own]))


def _what_is_wrong(name: str, wanted: str, year: int | None, setting: Setting) -> str:
    region, shown = setting.region, name.strip()
    place = "a worldwide release" if region.code == WORLDWIDE else region.name
    checked = year or setting.announced.year
    known = _observed(wanted)
    for other in (checked + 1, checked + 2, checked - 1, checked - 2):
        if _own_year(wanted, region, other):
            return f"{shown} is not kept in {place} in {checked}: write the day itself, or another year."
    if known:
        american = any(one.kept_in == AMERICAN for one in known)
        where = "; name the region that keeps it, or" if american else ":"
        return f"{shown} is not kept in {place}, or no source gives its day{where} write the day itself."
    names = {key(known_name): known_name for known_name in known_names(region, (checked,))}
    near = list(dict.fromkeys(names[close] for close in get_close_matches(wanted, names, n=3, cutoff=0.7)))
    if near:
        return f"{shown!r} is not a date or a holiday of {place}; did you mean {' or '.join(near)}?"
    return (
        f"{shown!r} is not a date: write 2024-12-26, 2024-12, 2024-Q4, 2024-summer, 2024 or tba, "
        "or in words, such as 26 December 2024, Boxing Day 2024 or summer 2027."
    )


def _own_year(wanted: str, region: Region, year: int) -> bool:
    own = _own(region, year)
    return wanted in own or f"{wanted} day" in own
