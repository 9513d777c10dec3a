"""The desk's first page: the form for an announcement, the latest changes, and the health of deliveries."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from releases.editors import Editor
from releases.errors import OpeningDayError
from releases.listing import latest_changes
from releases.regions import all_regions, find_region
from scheduler.health.daily_report import recent_outcomes
from web.desk.health import DAYS, chart_of
from web.desk.sign_in import EditorDep
from web.filters import plain_number
from web.history import history_of
from web.render import page
from web.site import Site, SiteDep

router = APIRouter()

_MOST_CHANGES = 12


@router.get("")
def home(request: Request, site: SiteDep, editor: EditorDep) -> Response:
    """Show the desk's first page."""
    return desk_home(request, site, editor)


def desk_home(
    request: Request,
    site: Site,
    editor: Editor,
    *,
    asked: FormData | None = None,
    error: OpeningDayError | None = None,
) -> Response:
    """Render the page. `asked`: a submitted form that was rejected, to be corrected."""
    with site.database.read() as session:
        changes = latest_changes(session, _MOST_CHANGES)
        outcomes = recent_outcomes(session, site.clock.now(), DAYS)
    asked = asked or FormData()
    only = next(iter(editor.regions)) if len(editor.regions) == 1 else ""
    return page(
        request,
        "desk/home.html",
        status=error.status if error else HTTPStatus.OK,
        forms=True,
        editor=editor,
        asked={name: str(asked.get(name, "")) for name in ("text", "published", "region")},
        default_region=find_region(only).name if only else "",
        error=error,
        done=plain_number(request.query_params.get("published", ""), 3),
        changes=[
            (release, title, find_region(release.region).name, change.actor, history_of(release, [change])[0])
            for change, release, title in changes
        ],
        chart=chart_of(outcomes),
        every_region=all_regions(),
        regions=[find_region(code).name for code in sorted(editor.regions)],
    )
