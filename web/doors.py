"""Where people who come by an address are led, until there are pages of their own."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

router = APIRouter(include_in_schema=False)


@router.get("/")
def home_page() -> RedirectResponse:
    """Lead to the description of the API."""
    return RedirectResponse("/docs")


@router.get("/releases/{release_id}")
def release_page(release_id: UUID) -> RedirectResponse:
    """Lead to the release's record in the API: feeds and messages link here."""
    return RedirectResponse(f"/api/v1/releases/{release_id}")
