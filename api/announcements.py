"""Announcements: a text in, drafts of its releases out; nothing is saved."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from api.access import EditorDep
from api.bodies import Day
from api.service import ServiceDep
from releases.drafts import draft_announcement, draft_document

LONGEST = 100_000  # characters of a text: some 15,000 words, which take a second or two to read

router = APIRouter(prefix="/announcements", tags=["releases"])


class AnnouncementBody(BaseModel):
    """An announcement to read."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[StrictStr, Field(max_length=LONGEST)]
    published: Day | None = None  # the day it appeared; none: today
    region: StrictStr | None = None  # what "here" and "nationwide" mean


@router.post("")
def post_announcement(body: AnnouncementBody, service: ServiceDep, editor: EditorDep) -> dict[str, Any]:  # noqa: ARG001 - only editors may
    """Read an announcement: the releases it announces, moves or cancels, each with the words it was read from.

    Dates without a year are the next from `published` on. Drafts below a confidence of 0.5 are guesses.
    """
    drafts = draft_announcement(body.text, body.published, body.region, service.clock.now())
    return {"drafts": [draft_document(draft) for draft in drafts]}
