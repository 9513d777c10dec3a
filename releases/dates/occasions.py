"""Resolving a holiday's name to a day in a region, in a given year or at its next occurrence.

Looked up in this order: the region's own list; the day that the name means everywhere; for a country, the lists of its
subdivisions, if all that have the name agree. A list that only moves the day meant everywhere (South Australia listed
Christmas Day 2021 on the 27th) does not move it for a film.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from releases.dates.advice import what_is_wrong
from releases.dates.bank_holidays import listed_names
from releases.dates.holidays import Kept, kept_in, kept_in_parts
from releases.dates.names import is_region_name, key, short
from releases.dates.observances import Observance, observances_of
from releases.dates.values import EARLIEST_YEAR, Days, one_day, unreadable
from releases.dates.vocabulary import DateContext
from releases.regions import Region

_HORIZON = 4  # years to search for a holiday without a year
_SHORT_HORIZON = 2  # the same, in the lists of a country's many subdivisions
_EVE = " eve"
_MOST_SHOWN = 4  # parts of a country that an error names

_Look = Callable[[str, Region, int], tuple[tuple[date, ...], str]]


def holiday(name: str, year: int | None, setting: DateContext) -> Days:
    """Return the day of a holiday. Raises UnreadableDateError, which says what is wrong with name, region or year."""
    wanted, start = key(name), setting.announced.year
    _refuse_either(name, listed_names(wanted, setting.region.country), year, setting)
    if is_region_name(wanted):  # "Australia" is not Australia Day
        raise unreadable(what_is_wrong(name, year, setting))
    for look, horizon in ((_in_region, _HORIZON), (_in_parts, _SHORT_HORIZON)):
        found = _nearest(wanted, look, setting) if setting.wants_nearest and not year else None
        if found:
            return found
        for candidate in (year,) if year else range(start, start + horizon):
            days, label = look(wanted, setting.region, candidate)
            for day in days:
                if year or day >= setting.announced:
                    return one_day(day, label)
    if wanted.endswith(_EVE):
        eve_of = holiday(name[: -len(_EVE)], year, setting)
        return one_day(eve_of.first - timedelta(days=1), f"{eve_of.label} Eve")
    raise unreadable(what_is_wrong(name, year, setting))


def _nearest(wanted: str, look: _Look, setting: DateContext) -> Days | None:
    """The time a holiday comes that is the nearest to the day of the announcement, the later of two."""
    today = setting.announced
    found = [
        one_day(day, label)
        for year in range(max(today.year - 1, EARLIEST_YEAR), today.year + 2)
        for days, label in [look(wanted, setting.region, year)]
        for day in days
    ]
    return min(found, key=lambda each: (abs((each.first - today).days), each.first < today), default=None)


def is_listed(name: str, year: int | None, setting: DateContext) -> bool:
    """Whether the region's own list has exactly this name, such as Uruguay's Tourism Week."""
    return key(name) in kept_in(setting.region, year or setting.announced.year)


def _in_region(wanted: str, region: Region, year: int) -> tuple[tuple[date, ...], str]:
    """Each time a holiday comes in a year, and its name; no day where neither the region nor the world has it."""
    listed = [one for names in listed_names(wanted, region.country)[:1] for one in names]
    known = tuple(dict.fromkeys(each for one in (wanted, *listed) for each in observances_of(one)))
    names = [wanted, *listed, *(key(name) for one in known for name in one.names)]
    meant = tuple(day for one in known if (day := _by_rule(one, region.country, year)))
    kept = _first_kept(names, kept_in(region, year))
    days = _both(kept, meant) or (kept.days if kept else meant[:1])
    if kept and meant and not _both(kept, meant):
        # The list has another day: either its own (Russia's Christmas), or the common day moved off a weekend.
        days = _both(_first_kept(names, kept_in(region, year, moved=False)), meant) or kept.days
    return days, _label(wanted, known, kept)


def _both(kept: Kept | None, meant: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(day for day in kept.days if day in meant) if kept else ()


def _in_parts(wanted: str, region: Region, year: int) -> tuple[tuple[date, ...], str]:
    """Return the day on which several subdivisions of a country keep a holiday.

    Raises UnreadableDateError if they differ, or if only one of them keeps it.
    """
    parts = kept_in_parts(region.country, year) if region.code == region.country else {}
    listed = [one for names in listed_names(wanted, region.country)[:1] for one in names]
    several = [kept for one in dict.fromkeys((wanted, *listed)) if (kept := parts.get(one))]
    several = several or [kept for kept in [parts.get(f"{wanted} day")] if kept]
    if not several:
        return (), ""
    found, days = several[0], defaultdict[date, set[str]](set)
    for kept in several:
        for day, places in kept.days.items():
            days[day] |= places
    if len(days) > 1:
        where = "; ".join(f"{day} in {_places(region, kept_by)}" for day, kept_by in sorted(days.items()))
        raise unreadable(
            f"{found.name} is not on one day in all of {region.name}: {where}. Choose the region, or write the day."
        )
    (day, places), *_ = days.items()
    if len(places) == 1:
        place = f"{region.code}-{min(places)}"
        raise unreadable(
            f"{found.name} is kept in {place} only: choose that region, or write the day, {day}."
        )
    return (day,), found.name


def _places(region: Region, parts: set[str]) -> str:
    """`GB-ENG, GB-NIR, GB-WLS`; of many the first."""
    named = [f"{region.code}-{part}" for part in sorted(parts)]
    return ", ".join(named[:_MOST_SHOWN]) + (", …" if len(named) > _MOST_SHOWN else "")


def _refuse_either(
    name: str, meanings: tuple[tuple[str, ...], ...], year: int | None, setting: DateContext
) -> None:
    """Raise UnreadableDateError for what people call two holidays of a year: the May bank holiday."""
    if len(meanings) < 2:  # noqa: PLR2004 - one is clear
        return
    around = (year,) if year else (setting.announced.year, setting.announced.year + 1)
    coming = [
        f"{kept.name} on {day}"
        for each in around
        for listed in meanings
        if (kept := _first_kept(list(listed), kept_in(setting.region, each)))
        for day in kept.days
        if year or day >= setting.announced
    ]
    said = " or ".join(coming[: len(meanings)])
    raise unreadable(
        f"{name} can be {said}: write the day itself."
        if said
        else f"{name} can be either of two days: write the day."
    )


def _by_rule(observance: Observance, country: str, year: int) -> date | None:
    kept_here = observance.kept_in is None or country in observance.kept_in
    return observance.day(year, country) if observance.day and kept_here else None


def _first_kept(names: list[str], own: Mapping[str, Kept]) -> Kept | None:
    """Return the first of these names that a list has; the very first also matches with or without a final "day"."""
    for name in names:
        if name in own:
            return own[name]
    alike = {kept.days: kept for name, kept in own.items() if short(name) == short(names[0])}
    return next(iter(alike.values())) if len(alike) == 1 else None


def _label(wanted: str, known: tuple[Observance, ...], kept: Kept | None) -> str:
    """Return the given name in its preferred spelling."""
    names = [*([kept.name] if kept else []), *(name for one in known for name in one.names)]
    same = [name for name in names if key(name) == wanted]
    alike = [name for name in names if short(key(name)) == short(wanted)]
    return (same or alike or names or [""])[0]
