"""`/embed`: a region's coming releases for other sites, in a frame or as HTML to paste."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.datastructures import QueryParams

from db.words import ReleaseType
from releases.errors import UnknownRegionError
from releases.programme import coming, shown
from releases.regions import region_called
from web.filters import UnknownViewError, plain_number, read_types
from web.places import EVERYWHERE, Place, place_at, place_of, regions_offered
from web.preferences import LOOKS
from web.render import page
from web.showing import showing
from web.site import Site, SiteDep
from web.weeks import Day, days_of

router = APIRouter()

_DEFAULT_WEEKS, _MOST_WEEKS = 4, 26
_MOST = 100  # releases


@dataclass(frozen=True, slots=True)
class EmbedOptions:
    """How the list is shown, as given in its query."""

    types: tuple[ReleaseType, ...]
    weeks: int
    theme: str  # light, dark, or auto: as the visitor's browser prefers

    @property
    def query(self) -> str:
        """Return the options that differ from the defaults, as a query string."""
        asked = {
            "type": ",".join(self.types),
            "weeks": "" if self.weeks == _DEFAULT_WEEKS else str(self.weeks),
            "theme": "" if self.theme == LOOKS[0] else self.theme,
        }
        query = urlencode({name: value for name, value in asked.items() if value}, safe=",")
        return f"?{query}" if query else ""


def read_options(query: QueryParams) -> EmbedOptions:
    """Read the options of a query. Raises UnknownViewError, which names the wrong one."""
    asked, theme = query.get("weeks") or str(_DEFAULT_WEEKS), query.get("theme") or LOOKS[0]
    weeks = plain_number(asked, 2)
    if weeks is None or not 1 <= weeks <= _MOST_WEEKS:
        raise UnknownViewError(
            f"weeks is {asked[:20]!r}: write a number from 1 to {_MOST_WEEKS}.", field="weeks"
        )
    if theme not in LOOKS:
        raise UnknownViewError(f"theme is {theme[:20]!r}: write {', '.join(LOOKS)}.", field="theme")
    return EmbedOptions(read_types(query.getlist("type")), weeks, theme)


@router.get("/embed")
def embed(request: Request, site: SiteDep, region: str = "") -> Response:
    """Show the chooser, with a preview and the snippets to copy."""
    place, mistake = _chosen(region) if region else (place_of(request), "")
    options = read_options(request.query_params)
    with site.database.read() as session:
        offered = regions_offered(session, [place.region] if place.region else [])
    return page(
        request,
        "embed.html",
        place=place,
        mistake=mistake,
        options=options,
        offered=offered,
        types=list(ReleaseType),
        looks=LOOKS,
        most_weeks=_MOST_WEEKS,
        source=f"{site.public_url}/embed/{place.code}{options.query}",
        here=f"/embed/{place.code}{options.query}",
        days=_days(site, place, options),
    )


@router.get("/embed/{code}")
def embedded(code: str, request: Request, site: SiteDep) -> Response:
    """Show the list alone, for a frame on any site."""
    place, options = place_at(code), read_options(request.query_params)
    frame = page(
        request, "embedded.html", framed=True, place=place, options=options, days=_days(site, place, options)
    )
    frame.headers["cache-control"] = "public, max-age=300"
    frame.headers["vary"] = "Accept-Encoding"
    return frame


def _chosen(region: str) -> tuple[Place, str]:
    try:
        return (EVERYWHERE if region == EVERYWHERE.code else Place(region_called(region))), ""
    except UnknownRegionError as error:
        return EVERYWHERE, error.detail


def _days(site: Site, place: Place, options: EmbedOptions) -> list[Day]:
    now = site.clock.now()
    today = place.today(now)
    wanted = shown(now).seen_from(*place.codes).of_types(*options.types)
    with site.database.read() as session:
        rows = coming(session, wanted, today, today + timedelta(weeks=options.weeks), limit=_MOST)
    return days_of([showing(row, place, today) for row in rows], place, today)
