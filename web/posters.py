"""`/posters/{hash}-{width}.webp`: a film's poster, from this service's own origin."""

from fastapi import APIRouter, Response

from releases.errors import NotFoundError
from releases.posters.keep import read_poster
from web.site import SiteDep

router = APIRouter()

# An address never comes to mean another image: it has the image's hash.
_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",  # calendars and other sites show it
}


@router.get("/posters/{image_hash}-{width}.webp")
def poster(image_hash: str, width: int, site: SiteDep) -> Response:
    """Return one image."""
    with site.database.read() as session:
        image = read_poster(session, image_hash, width)
    if image is None:
        raise NotFoundError("There is no such poster.")
    return Response(image, media_type="image/webp", headers={**_HEADERS, "ETag": f'"{image_hash}-{width}"'})
