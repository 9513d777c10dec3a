"""Announcements: text in, drafts of its releases out. Nothing is saved."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from api.access import EditorDep
from api.bodies import Day
from api.service import ServiceDep
from releases.drafts import draft_announcement, draft_document

LONGEST = 100_000  # characters: about 15,000 words, which take a second or two to read

router = APIRouter(prefix="/announcements", tags=["releases"])


class AnnouncementBody(BaseModel):
    """An announcement to read."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[StrictStr, Field(max_length=LONGEST)]
    published: Day | None = None  # the day it appeared; None: today
    region: StrictStr | None = None  # the region meant by "here" and "nationwide"


@router.post("")
def post_announcement(body: AnnouncementBody, service: ServiceDep, editor: EditorDep) -> dict[str, Any]:  # noqa: ARG001 - the dependency admits editors only
    """Read an announcement: the releases it announces, moves or cancels, each with the words it was read from.

    A date without a year is the next one on or after `published`. Drafts with a confidence below 0.5 are guesses.
    """
    drafts = draft_announcement(body.text, body.published, body.region, service.clock.now())
    return {"drafts": [draft_document(draft) for draft in drafts]}
