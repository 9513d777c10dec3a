"""What browsers and robots ask for by fixed names."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, RedirectResponse

from web import assets

router = APIRouter()
router.include_router(assets.router)


@router.get("/favicon.ico")
def favicon() -> RedirectResponse:
    """The icon, for what asks without having read a page."""
    return RedirectResponse(assets.asset("icon.svg"))


@router.get("/robots.txt")
def robots() -> PlainTextResponse:
    """Pages may be found; a person's own feed, and what programs call, need not be."""
    return PlainTextResponse("User-agent: *\nDisallow: /api/\nDisallow: /feeds/my/\nDisallow: /embed/\n")
