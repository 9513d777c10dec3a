"""The regions that the places of a sentence mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from releases.announcements.drafting.settings import Around, Setting
from releases.announcements.marking.marks import Mark
from releases.announcements.words.places import Role
from releases.errors import UnknownRegionError
from releases.regions import WORLDWIDE, Region, find_region


@dataclass(frozen=True, slots=True)
class Where:
    """A region that a draft is for, and how it was said."""

    region: str | None
    mark: Mark | None
    role: Role | None


def wheres_of(
    places: Sequence[Mark], setting: Setting, around: Around, last: tuple[str, ...], *, national: bool = False
) -> list[Where]:
    """The regions that the place marks name."""
    wheres: list[Where] = []
    for mark in places:
        place = mark.place
        if place is None:
            continue
        if place.role is Role.HERE:
            known = [
                setting.region.code if setting.region else None,
                *(code.partition("-")[0] for code in last[-1:]),
                *around.regions,
            ]
            code = next((one for one in known if one is not None), None)
            wheres.append(Where(code, mark, place.role))
        elif place.role is Role.THERE:
            wheres += [Where(code, mark, place.role) for code in last or around.regions]
        elif place.role is Role.TASMAN:
            wheres.append(Where(_across_the_tasman(setting, around, last), mark, place.role))
        elif place.role is Role.NOWHERE:
            wheres.append(Where(None, mark, place.role))
        else:
            wheres += [Where(code, mark, place.role) for code in place.regions]
    if national:
        wheres = [
            Where(where.region.partition("-")[0] if where.region else None, where.mark, where.role)
            for where in wheres
        ]
    named = [where for where in wheres if where.role is not Role.HERE]
    if named and len(named) < len(wheres) and all(where.role is not Role.TASMAN for where in named):
        wheres = named  # "in UK cinemas nationwide"
    unique = list({where.region: where for where in reversed(wheres)}.values())[::-1]
    if unique:
        return unique
    if around.regions:
        return [Where(code, None, None) for code in around.regions]
    return [Where(setting.region.code if setting.region else None, None, None)]


def _across_the_tasman(setting: Setting, around: Around, last: tuple[str, ...]) -> str | None:
    for home in (
        setting.region.country if setting.region else None,
        *around.regions,
        *reversed(last),
        setting.home,
    ):
        if home in {"NZ", "AU"}:
            return "AU" if home == "NZ" else "NZ"
    return None


def region_of(code: str | None, setting: Setting) -> Region:
    """The region in which a draft's dates are read."""
    if code is not None:
        try:
            return find_region(code)
        except UnknownRegionError:
            return find_region(code.partition("-")[0])
    return setting.region or find_region(WORLDWIDE)
