"""The regions that the places of a sentence mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from releases.announcements.drafting.settings import Around, Setting
from releases.announcements.grammar.findings import Finding
from releases.announcements.marking.marks import Mark
from releases.announcements.words.places import Role
from releases.errors import UnknownRegionError
from releases.regions import WORLDWIDE, Region, find_region


@dataclass(frozen=True, slots=True)
class Where:
    """A region and the words that say it."""

    region: str | None  # its code; None where nothing says it
    mark: Mark | None = None
    role: Role | None = None


def wheres_of(finding: Finding, setting: Setting, around: Around, last: Sequence[str]) -> list[Where]:
    """The regions of a finding, each once. `last` are those of the finding before."""
    wheres = [
        Where(code, mark, mark.place.role)
        for mark in finding.places
        if mark.place is not None
        for code in _codes(mark.place.role, mark.place.regions, setting, around, last)
    ]
    if any("nation" in mark.low for mark in finding.types):  # "a national release" after a state's
        wheres = [replace(one, region=one.region and one.region.partition("-")[0]) for one in wheres]
    named = [one for one in wheres if one.role is not Role.HERE]
    if named and all(one.role is not Role.TASMAN for one in named):
        wheres = named  # "in UK cinemas nationwide"
    wheres.sort(
        key=lambda one: one.role is not Role.CITY
    )  # a town is nearer than its country named elsewhere
    if wheres:
        return list({one.region: one for one in reversed(wheres)}.values())[::-1]
    if around.regions:
        return [Where(code) for code in around.regions]
    return [Where(setting.region.code if setting.region else None)]


def _codes(
    role: Role, regions: Sequence[str], setting: Setting, around: Around, last: Sequence[str]
) -> Iterable[str | None]:
    """The codes that a word for a place means."""
    match role:
        case Role.HERE:
            given = [setting.region.code] if setting.region else []
            return (
                next(iter([*given, *(code.partition("-")[0] for code in last[-1:]), *around.regions]), None),
            )
        case Role.THERE:
            return last or around.regions
        case Role.TASMAN:
            return (_across_the_tasman(setting, around, last),)
        case Role.NOWHERE:
            return (None,)
        case _:
            return regions


def _across_the_tasman(setting: Setting, around: Around, last: Sequence[str]) -> str | None:
    """New Zealand from Australia, and Australia from New Zealand."""
    given = [setting.region.country] if setting.region else []
    for home in [*given, *around.regions, *reversed(last), setting.home]:
        if home in {"NZ", "AU"}:
            return "AU" if home == "NZ" else "NZ"
    return None


def region_of(code: str | None, setting: Setting) -> Region:
    """The region in which a date is read; where nothing says it, the given one or the world."""
    if code is None:
        return setting.region or find_region(WORLDWIDE)
    try:
        return find_region(code)
    except UnknownRegionError:
        return find_region(code.partition("-")[0])
