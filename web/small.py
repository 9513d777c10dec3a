"""Files that browsers and crawlers request by fixed names."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, RedirectResponse

from web import assets

router = APIRouter()
router.include_router(assets.router)


@router.get("/favicon.ico")
def favicon() -> RedirectResponse:
    """Redirect to the icon, for clients that have not read a page."""
    return RedirectResponse(assets.asset("icon.svg"))


@router.get("/robots.txt")
def robots() -> PlainTextResponse:
    """Let crawlers read pages, but not the API, personal feeds or embedded lists."""
    return PlainTextResponse("User-agent: *\nDisallow: /api/\nDisallow: /feeds/my/\nDisallow: /embed/\n")
