"""The region a page is for: by its path, by the visitor's earlier choice, or by their languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.core import get_global, parse_locale
from fastapi import Request, Response
from sqlmodel import Session

from feeds.choice import LAST_ZONE
from releases.days import holiday_on
from releases.errors import NotFoundError, UnknownRegionError
from releases.programme import regions_with_releases
from releases.regions import WORLDWIDE, Region, find_region, region_called
from releases.zones import zone_named
from web.cookies import keep, kept
from web.words import in_a_sentence

ALL = "all"
_COOKIE = "region"
_YEAR = timedelta(days=365)
_MOST_LANGUAGES = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A region, or everywhere."""

    region: Region | None  # None: everywhere

    @property
    def code(self) -> str:
        """The code as in paths: `nz`, `all`."""
        return self.region.code.lower() if self.region else ALL

    @property
    def name(self) -> str:
        """The name: `New Zealand`, `Everywhere`."""
        return self.region.name if self.region else "Everywhere"

    @property
    def phrase(self) -> str:
        """The name in a sentence: `in New Zealand`, `in the United States`, `worldwide`, `everywhere`."""
        is_one = self.region is not None and self.region.code != WORLDWIDE
        return f"in {in_a_sentence(self.name)}" if is_one else self.name.lower()

    @property
    def codes(self) -> tuple[str, ...]:
        """The region's code in a tuple; empty for everywhere."""
        return (self.region.code,) if self.region else ()

    def today(self, now: datetime) -> date:
        """Return the local date; for everywhere, the date where a day ends last."""
        return now.astimezone(zone_named(self.region.timezone if self.region else LAST_ZONE)).date()

    def holiday(self, day: date) -> str | None:
        """Return the name of the holiday there on a day, or None."""
        return holiday_on(day, self.region) if self.region else None


EVERYWHERE = Place(None)


def place_at(path: str) -> Place:
    """Return the place for a path segment, in upper or lower case. Raises NotFoundError, which suggests the nearest."""
    if path.lower() == ALL:
        return EVERYWHERE
    try:
        return Place(region_called(path))
    except UnknownRegionError as error:
        raise NotFoundError(error.detail, field="region") from error


def place_of(request: Request) -> Place:
    """Return the place the visitor chose earlier, else the first that their languages suggest, else everywhere."""
    for guess in (kept(request, _COOKIE), *_spoken(request.headers.get("accept-language", ""))):
        try:
            return place_at(guess)
        except NotFoundError:
            continue
    return EVERYWHERE


def regions_offered(
    session: Session, chosen: Iterable[Region] = (), *, most: int | None = None
) -> list[Region]:
    """Return the regions with releases, at most `most`, and those already chosen, sorted by name."""
    busy = [find_region(code) for code in regions_with_releases(session)[:most]]
    return sorted(dict.fromkeys((*busy, *chosen)), key=lambda each: each.name)


def remember(response: Response, request: Request, place: Place) -> None:
    """Remember the visitor's choice in a cookie."""
    keep(response, request, _COOKIE, place.code, within=_YEAR)


def _spoken(header: str) -> list[str]:
    """Return the countries suggested by Accept-Language (RFC 9110 section 12.5.4), most preferred first.

    A language without a country suggests the one where most of its speakers live; English suggests none.
    """
    wanted: list[tuple[float, str]] = []
    for part in header[:500].split(",")[:_MOST_LANGUAGES]:
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((float(weight or 1), tag))
        except ValueError:
            continue
    tags = [tag for weight, tag in sorted(wanted, key=lambda each: -each[0]) if weight > 0]
    named = [country for tag in tags if (country := _country(tag))]
    likely = [country for tag in tags if (country := _likely_country(tag))]
    return named + likely


def _country(tag: str) -> str | None:
    try:
        return parse_locale(tag, sep="-")[1]
    except ValueError:
        return None


def _likely_country(tag: str) -> str | None:
    likely: str = get_global("likely_subtags").get(tag.lower(), "")
    return likely.rpartition("_")[2] if likely and tag.lower() != "en" else None
