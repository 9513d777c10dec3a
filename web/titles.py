"""`/titles/{slug}`: a title's releases in every region."""

import json
from typing import Any

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from db.models import Title
from releases.errors import NotFoundError
from releases.programme import Listed, title_with_releases
from releases.regions import find_region
from web.places import EVERYWHERE
from web.render import page
from web.showing import showing
from web.site import SiteDep
from web.timeline import timeline_of

router = APIRouter()

_LONGEST_SLUG = 200  # characters
_MOST = 200  # releases listed


@router.get("/titles/{slug}")
def title(slug: str, request: Request, site: SiteDep) -> Response:
    """Show a title's dates as a timeline, in words, in a table, and as structured data."""
    if len(slug) > _LONGEST_SLUG or not slug.isprintable():
        raise NotFoundError("There is no such title.")
    with site.database.read() as session:
        found, releases = title_with_releases(session, slug.lower())
    today = EVERYWHERE.today(site.clock.now())
    return page(
        request,
        "title.html",
        title=found,
        showings=[showing(each, EVERYWHERE, today) for each in releases[:_MOST]],
        more=max(0, len(releases) - _MOST),
        timeline=timeline_of(releases, today),
        data=_data_block(_movie(found, releases, site.public_url)),
    )


def _movie(title: Title, releases: list[Listed], public_url: str) -> dict[str, Any]:
    """Return the title as structured data (https://schema.org/Movie)."""
    movie: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Movie",
        "name": title.name,
        "url": f"{public_url}/titles/{title.slug}",
        "releasedEvent": [
            {
                "@type": "PublicationEvent",
                "startDate": each.day.isoformat(),
                "location": {"@type": "AdministrativeArea", "name": find_region(each.region).name},
            }
            for each in releases[:_MOST]
            if each.day
        ],
    }
    if title.year:
        movie["copyrightYear"] = title.year
    if title.imdb_id:
        movie["sameAs"] = f"https://www.imdb.com/title/{title.imdb_id}/"
    return movie


def _data_block(data: dict[str, Any]) -> Markup:
    """Return JSON for a script element. `<` is escaped (HTML, "Restrictions for contents of script elements")."""
    return Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - `<` is escaped
