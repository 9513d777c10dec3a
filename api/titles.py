"""Titles: editors correct their names."""

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
    """Rename a title, in feeds and messages too. Its address stays.

    An editor who is limited to some regions can do so if all its releases are in these.
    """
    with service.database.write() as session:
        title = Desk(session, service.clock.now(), editor).retitle(slug, body.name)
        return title_document(title)
