"""`/feeds`: choose what goes into a calendar, and subscribe."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from db.words import ReleaseType
from feeds.address import Address, Kind
from feeds.personal import create_personal_feed, revoke_personal_feed
from releases.programme import coming, shown
from releases.regions import all_regions
from web.forms import CheckedFormDep, texts_of
from web.places import EVERYWHERE, Place, regions_offered
from web.render import page
from web.selection import MOST_OFFERED, Selection, read_selection
from web.showing import showing
from web.site import Site, SiteDep
from web.subscribe import CalendarLinks

router = APIRouter()

_MOST_PREVIEWED = 6


@router.get("/feeds")
def choose(request: Request, site: SiteDep) -> Response:
    """Show the choice, the address of its feed, and a preview of its next releases."""
    with site.database.read() as session:
        selection = read_selection(session, request.query_params)
        place = Place(selection.regions[0]) if len(selection.regions) == 1 else EVERYWHERE
        now = site.clock.now()
        wanted = shown(now).seen_from(*selection.codes).of_types(*selection.types)
        wanted = wanted.of_titles(*(each.id for each in selection.titles))
        rows = coming(session, wanted, place.today(now), limit=_MOST_PREVIEWED)
        offered = regions_offered(session, selection.regions, most=MOST_OFFERED)
    return page(
        request,
        "feeds.html",
        forms=True,
        selection=selection,
        offered=offered,
        every_region=all_regions(),
        types=list(ReleaseType),
        links=_links(site, selection.address, selection.name) if selection.address else None,
        preview=[showing(row, place, place.today(now)) for row in rows],
    )


@router.post("/feeds")
def make(request: Request, site: SiteDep, form: CheckedFormDep) -> Response:
    """Make a personal feed of the choice, or revoke one. Raises BadFormError, and an error with status 429."""
    if token := form.get("revoke"):
        return _ended(request, site, str(token))
    site.limit_sign_ups(request)
    with site.database.write() as session:
        selection = read_selection(session, texts_of(form))
        slugs = [each.slug for each in selection.titles]
        token = create_personal_feed(session, selection.codes, selection.types, slugs, site.clock.now())
    return _made(request, site, selection, token)


def _made(request: Request, site: Site, selection: Selection, token: str) -> HTMLResponse:
    links = _links(site, Address(Kind.PERSONAL, token), selection.name)
    return page(
        request,
        "feed_made.html",
        status=HTTPStatus.CREATED,
        forms=True,
        secret=True,
        links=links,
        selection=selection,
        token=token,
    )


def _ended(request: Request, site: Site, token: str) -> HTMLResponse:
    with site.database.write() as session:
        revoke_personal_feed(session, token)
    return page(request, "feed_ended.html")


def _links(site: Site, address: Address, name: str) -> CalendarLinks:
    return CalendarLinks(site.public_url, address.target, f"Opening Day · {name}")
