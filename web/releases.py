"""`/releases/{id}`: where feeds and messages link to. Until it has a page of its own, it leads to the record."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

router = APIRouter(include_in_schema=False)


@router.get("/releases/{release_id}")
def release_page(release_id: UUID) -> RedirectResponse:
    """Lead to the release's record in the API."""
    return RedirectResponse(f"/api/v1/releases/{release_id}", status_code=307)
