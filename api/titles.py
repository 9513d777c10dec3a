"""Titles: their names are corrected by editors."""

from typing import Any

from fastapi import APIRouter

from api.access import EditorDep
from api.bodies import TitleEditBody
from api.description import CONFLICT, FORBIDDEN, NOT_FOUND
from api.documents import TitleAnswer
from api.service import ServiceDep
from releases.desk import Desk
from releases.document import title_document

router = APIRouter(prefix="/titles", tags=["titles"])


@router.patch("/{slug}", response_model=TitleAnswer, responses={**FORBIDDEN, **NOT_FOUND, **CONFLICT})
def patch_title(slug: str, body: TitleEditBody, service: ServiceDep, editor: EditorDep) -> dict[str, Any]:
    """Give a title another name: feeds and messages show it from now on. Its address stays.

    An editor of some regions can do so where all its releases are in these.
    """
    with service.database.write() as session:
        title = Desk(session, service.clock.now(), editor).retitle(slug, body.name)
        return title_document(title)
