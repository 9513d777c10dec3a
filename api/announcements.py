"""Announcements: text in, drafts of its releases out. Nothing is saved."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from announcements import Action, Certainty
from announcements.drafts import draft_announcement, reading_document
from announcements.titles.stored import StoredTitles
from api.access import EditorDep
from api.bodies import Day
from api.service import ServiceDep
from db.words import Precision, ReleaseType

LONGEST = 100_000  # characters: about 15,000 words, which take a second or two to read

router = APIRouter(prefix="/announcements", tags=["releases"])


class AnnouncementBody(BaseModel):
    """An announcement to read."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[StrictStr, Field(max_length=LONGEST)]
    published: Day | None = None  # the day it appeared; None: today
    region: StrictStr | None = None  # the region meant by "here" and "nationwide"


class DoubtAnswer(BaseModel):
    """One reason to look at a draft before it is published."""

    code: str = Field(description="such as `unmarked-title` or `month-or-day`")
    message: str
    field: str = Field(description="the draft's field it is about")


class DraftAnswer(BaseModel):
    """One release that the text announces, moves or cancels."""

    action: Action
    title: str
    region: str | None = Field(description="null where nothing says it")
    on: str | None = Field(
        description="canonical, such as `2024-12-26`, `2024-Q4` or `tba`; null for a cancelled one"
    )
    precision: Precision | None
    label: str | None = Field(description="the holiday's name, where the date was given by one")
    type: ReleaseType
    edition: str = Field(description="of a re-release; empty for a first run")
    evidence: str = Field(description="the words it was read from, exactly as they stand")
    certainty: Certainty = Field(description="`sure` may be written without a person; `check` may not")
    doubts: list[DoubtAnswer]


class ReadingAnswer(BaseModel):
    """What was read from a text."""

    drafts: list[DraftAnswer]
    unused_dates: list[str] = Field(description="dates of the text that no draft came from")
    notes: list[str] = Field(description="what the editor should know or do, a sentence each")


@router.post("", response_model=ReadingAnswer)
def post_announcement(body: AnnouncementBody, service: ServiceDep, editor: EditorDep) -> dict[str, Any]:  # noqa: ARG001 - the dependency admits editors only
    """Read an announcement: the releases it announces, moves or cancels, each with the words it was read from.

    A date without a year is the next one on or after `published`. Titles of the calendar are known.
    """
    with service.database.read() as session:
        reading = draft_announcement(
            body.text,
            body.published,
            body.region,
            service.clock.now(),
            known=StoredTitles(session),
            model=service.language_model,
        )
    return reading_document(reading)
