"""A selection of regions, types and titles, as the form of `/feeds` sends it."""

from dataclasses import dataclass

from sqlmodel import Session
from starlette.datastructures import QueryParams

from db.models import Title
from db.plain import plain
from db.words import ReleaseType
from feeds.address import Address, Kind
from feeds.options import MOST_REGIONS, Options
from releases.errors import UnknownRegionError
from releases.programme import titles_by_slug, titles_called
from releases.regions import Region, regions_called
from web.filters import UnknownViewError, clean_text, read_types

MOST_OFFERED = 24  # regions shown as buttons; others are typed
MOST_TITLES = 50
_MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Selection:
    """What a visitor selected, and what they typed that is still ambiguous."""

    regions: tuple[Region, ...]  # empty: all
    types: tuple[ReleaseType, ...]  # empty: all
    titles: tuple[Title, ...]  # empty: all
    region_text: str = ""  # typed, but not a known region
    region_error: str = ""
    title_text: str = ""
    found: tuple[Title, ...] = ()  # titles that match what was typed

    @property
    def codes(self) -> tuple[str, ...]:
        """The regions' codes, sorted."""
        return tuple(sorted(each.code for each in self.regions))

    @property
    def address(self) -> Address | None:
        """The public feed of this selection; None if it needs a personal feed."""
        options = Options(types=self.types)
        if self.titles:
            is_one = len(self.titles) == 1 and not self.regions
            return Address(Kind.TITLE, self.titles[0].slug, options=options) if is_one else None
        if len(self.regions) == 1:
            return Address(Kind.REGION, self.regions[0].code.lower(), options=options)
        return Address(
            Kind.EVERYTHING, Kind.EVERYTHING, options=Options(types=self.types, regions=self.codes)
        )

    @property
    def name(self) -> str:
        """The selection in words: `New Zealand, Australia`, `Anora`, `Everywhere`."""
        chosen = [each.name for each in (self.titles or self.regions)]
        more = f" and {len(chosen) - 3} more" if chosen[3:] else ""
        return (", ".join(chosen[:3]) or "Everywhere") + more


def read_selection(session: Session, fields: QueryParams) -> Selection:
    """Read a selection: `region`, `type` and `title` are codes and slugs, `also_region` and `also_title` are typed.

    Raises UnknownViewError for values that our own form cannot send.
    """
    codes = [code for value in fields.getlist("region") for code in value.split(",") if code.strip()]
    slugs = [slug.lower() for slug in fields.getlist("title") if slug.strip()]
    if len(codes) > MOST_REGIONS or len(slugs) > MOST_TITLES:
        raise UnknownViewError(
            f"That is too much for one calendar: choose at most {MOST_REGIONS} regions and {MOST_TITLES} titles."
        )
    regions: dict[str, Region] = {}
    for code in codes:
        try:
            regions |= {each.code: each for each in regions_called(code)}
        except UnknownRegionError as error:
            raise UnknownViewError(error.detail, field="region") from error
    region_text, region_error = clean_text(fields.get("also_region", ""), "region"), ""
    if region_text:
        try:
            regions |= {each.code: each for each in regions_called(region_text)}
            region_text = ""
        except UnknownRegionError as error:
            region_error = error.detail
    titles = titles_by_slug(session, [slug for slug in slugs if slug.isprintable()])
    title_text = clean_text(fields.get("also_title", ""), "title")
    found = titles_called(session, title_text, limit=_MOST_FOUND) if title_text else []
    exact = [each for each in found if each.plain == plain(title_text)]
    if len(exact) == 1:
        titles, title_text, found = [*titles, *exact], "", []
    unique = {each.slug: each for each in titles}
    return Selection(
        tuple(sorted(regions.values(), key=lambda each: each.name)),
        read_types(fields.getlist("type")),
        tuple(unique.values()),
        region_text,
        region_error,
        title_text,
        tuple(each for each in found if each.slug not in unique),
    )
