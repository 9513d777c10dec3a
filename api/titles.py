"""Titles: found and read by everybody, corrected and merged by editors."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlmodel import Session, col, select

from api.access import EditorDep
from api.bodies import MergeBody, TitleEditBody
from api.description import CONFLICT, FORBIDDEN, MOVED, NOT_FOUND
from api.documents import TitlesAnswer, TitleWithReleasesAnswer, WholeTitleAnswer
from api.service import ServiceDep
from db.models import Release, Title
from releases.desk import Desk
from releases.document import release_document, whole_title_document
from releases.listing import MOST_AT_ONCE
from releases.titles.edit import find_title, names_of
from releases.titles.search import search_titles

router = APIRouter(prefix="/titles", tags=["titles"])


@router.get("", response_model=TitlesAnswer)
def get_titles(
    service: ServiceDep,
    q: Annotated[str, Query(description="words of a name, or another name that the title is known by")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 50,
    cursor: str | None = None,
) -> dict[str, Any]:
    """Titles in order of their slugs."""
    with service.database.read() as session:
        found = search_titles(session, q, limit=limit + 1, after=cursor)
        items = [_document(session, title, service.public_url) for title in found[:limit]]
    return {"items": items, "next": found[limit - 1].slug if len(found) > limit else None}


@router.get("/{slug}", response_model=TitleWithReleasesAnswer, responses={**NOT_FOUND, **MOVED})
def get_title(slug: str, service: ServiceDep) -> dict[str, Any]:
    """A title, with its releases in order of date."""
    with service.database.read() as session:
        title = find_title(session, slug)
        releases = session.exec(
            select(Release)
            .where(Release.title_id == title.id)
            .order_by(col(Release.opens_on).asc().nulls_last(), col(Release.id))
        ).all()
        document = _document(session, title, service.public_url)
    return document | {"releases": [release_document(each, title, service.public_url) for each in releases]}


@router.patch(
    "/{slug}", response_model=WholeTitleAnswer, responses={**FORBIDDEN, **NOT_FOUND, **CONFLICT, **MOVED}
)
def patch_title(slug: str, body: TitleEditBody, service: ServiceDep, editor: EditorDep) -> dict[str, Any]:
    """Change a title: a merge patch (RFC 7396). Feeds and messages show it from now on; its address stays.

    An editor of some regions can do so where all its releases are in these.
    """
    with service.database.write() as session:
        title = Desk(session, service.clock.now(), editor).edit_title(slug, body.given())
        return _document(session, title, service.public_url)


@router.post(
    "/{slug}/merge",
    response_model=WholeTitleAnswer,
    responses={**FORBIDDEN, **NOT_FOUND, **CONFLICT, **MOVED},
)
def merge_title(slug: str, body: MergeBody, service: ServiceDep, editor: EditorDep) -> dict[str, Any]:
    """Make this title part of another. Its releases, names, subscribers and addresses go over to that one.

    A release that both have is kept as the other has it; where their dates differ, that is a doubt (`two-dates`).
    """
    with service.database.write() as session:
        desk = Desk(session, service.clock.now(), editor)
        title = desk.merge_titles(slug, body.into, frozenset(body.accept))
        return _document(session, title, service.public_url)


def _document(session: Session, title: Title, public_url: str) -> dict[str, Any]:
    return whole_title_document(title, *names_of(session, title), public_url)
