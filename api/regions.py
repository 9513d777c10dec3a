"""`GET /regions`."""

from typing import Any

from fastapi import APIRouter

from api.documents import RegionsAnswer, WholeRegionAnswer
from api.service import ServiceDep
from releases.regions import Region, all_regions, region_called, subdivisions

router = APIRouter(prefix="/regions", tags=["regions"])


@router.get("", response_model=RegionsAnswer)
def list_regions(service: ServiceDep) -> dict[str, list[dict[str, str]]]:
    """List every country and the world: code, name, time zone, and the address of the feed."""
    return {"items": [_document(region, service.public_url) for region in all_regions()]}


@router.get("/{code}", response_model=WholeRegionAnswer)
def get_region(code: str, service: ServiceDep) -> dict[str, Any]:
    """One region and its subdivisions."""
    region = region_called(code)
    within = subdivisions(region.code) if region.code == region.country else ()
    document: dict[str, Any] = dict(_document(region, service.public_url))
    document["subdivisions"] = [_document(each, service.public_url) for each in within]
    return document


def _document(region: Region, public_url: str) -> dict[str, str]:
    return {
        "code": region.code,
        "name": region.name,
        "timezone": region.timezone,
        "feed": f"{public_url}/feeds/{region.code.lower()}.ics",
    }
