"""Personal feeds: made and revoked."""

from fastapi import APIRouter, Request, Response

from api.access import MaybeEditorDep
from api.bodies import FeedBody
from api.description import NOT_FOUND, TOKEN_OPTIONAL, TOO_MANY
from api.documents import FeedAnswer
from api.limits import limit_rate
from api.service import ServiceDep
from feeds.address import Address, Kind
from feeds.personal import create_personal_feed, revoke_personal_feed

router = APIRouter(prefix="/feeds", tags=["feeds"])


@router.post("", status_code=201, response_model=FeedAnswer, responses=TOO_MANY, openapi_extra=TOKEN_OPTIONAL)
def post_feed(
    body: FeedBody, request: Request, response: Response, service: ServiceDep, editor: MaybeEditorDep
) -> dict[str, str]:
    """Make a feed of some regions, types and titles; one left out means all.

    `token` is shown here and never again. Whoever has the address can read the feed, until it is revoked.
    """
    if editor is None:
        limit_rate(service.sign_ups, request)
    with service.database.write() as session:
        token = create_personal_feed(session, body.regions, body.types, body.titles, service.clock.now())
    url = f"{service.public_url}{Address(Kind.PERSONAL, token).target}"
    response.headers["cache-control"] = "no-store"
    return {"token": token, "url": url, "webcal": f"webcal://{url.partition('://')[2]}"}


@router.delete("/{token}", status_code=204, responses=NOT_FOUND)
def delete_feed(token: str, service: ServiceDep) -> Response:
    """Revoke a feed: its address is a 404 from now on."""
    with service.database.write() as session:
        revoke_personal_feed(session, token)
    return Response(status_code=204)
