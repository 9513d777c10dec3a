"""`/` and `/{region}`: the coming releases; `/regions`: the list of regions."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from db.words import ReleaseType
from releases.programme import awaited, coming, last_day, shown
from releases.query import Releases
from releases.regions import all_regions
from web.filters import Filters, read_filters
from web.month import end_of, month_of, months_between
from web.places import Place, place_at, place_of, regions_offered, remember
from web.render import page
from web.showing import showing
from web.site import Site, SiteDep
from web.weeks import somedays_of, weeks_of

router = APIRouter()

_MOST = 100  # releases in a list
_MOST_AWAITED = 60
_MOST_IN_A_MONTH = 1000
_MONTHS = 12  # with links
_MOST_REGIONS = 16  # in the menu


@router.get("/")
def home(request: Request, site: SiteDep, region: str = "") -> Response:
    """Show the visitor's own region; `?region=` chooses another, which is remembered."""
    if region:
        place = place_at(region)
        response = RedirectResponse(f"/{place.code}", 303)
        remember(response, request, place)
        return response
    return _programme(request, site, place_of(request))


@router.get("/regions")
def regions(request: Request, site: SiteDep) -> Response:
    """Show every region, those with releases first."""
    with site.database.read() as session:
        busy = regions_offered(session)
    return page(request, "regions.html", busy=busy, regions=all_regions(), place=place_of(request))


@router.get("/{code}")
def region(code: str, request: Request, site: SiteDep) -> Response:
    """Show a region, or `all`."""
    place = place_at(code)
    if place.code != code:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{place.code}{query}", 301)
    return _programme(request, site, place)


def _programme(request: Request, site: Site, place: Place) -> Response:
    now = site.clock.now()
    today = place.today(now)
    filters = read_filters(request.query_params, today)
    wanted = shown(now).seen_from(*place.codes).of_types(*filters.types)
    with site.database.read() as session:
        wanted = wanted.called(session, filters.text)
        view = _by_month if filters.month else _by_week
        listed = view(session, wanted, place, filters, today)
        last = last_day(session, place.codes)
        busy = regions_offered(session)
    return page(
        request,
        "programme.html",
        place=place,
        today=today,
        filters=filters,
        months=months_between(today, last or today, _MONTHS),
        busy=busy[:_MOST_REGIONS],
        types=list(ReleaseType),
        **listed,
    )


def _by_week(
    session: Session, wanted: Releases, place: Place, filters: Filters, today: date
) -> dict[str, Any]:
    rows = coming(session, wanted, filters.first or today, limit=_MOST + 1, after=filters.after)
    later = filters.link(first=rows[_MOST - 1].opens_on, after=rows[_MOST - 1].id) if rows[_MOST:] else ""
    undated = awaited(session, wanted, today, limit=_MOST_AWAITED) if filters.begins else []
    return {
        "weeks": weeks_of([showing(row, place, today) for row in rows[:_MOST]], place, today),
        "somedays": somedays_of(showing(row, place, today) for row in undated),
        "later": later,
        "month": None,
    }


def _by_month(
    session: Session, wanted: Releases, place: Place, filters: Filters, today: date
) -> dict[str, Any]:
    first = filters.month or today.replace(day=1)
    rows = coming(session, wanted, first, end_of(first), limit=_MOST_IN_A_MONTH)
    month = month_of(first, (showing(row, place, today) for row in rows), place, today)
    return {"weeks": [], "somedays": [], "later": "", "month": month}
