"""Publishing an announcement: its drafts are shown and corrected, and the ticked ones are published."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from starlette.datastructures import FormData

from announcements import Draft, Reading
from announcements.drafts import draft_announcement
from announcements.language_model import LanguageModel
from announcements.titles.stored import StoredTitles
from db.words import ReleaseStatus, ReleaseType
from releases.bulk import RowOutcome, RowResult
from releases.desk import Desk
from releases.editors import Editor
from releases.errors import InvalidValueError, OpeningDayError
from releases.import_duplicates import ReleasesInFile
from releases.regions import all_regions
from releases.release_input import NewRelease
from scheduler.fanout.preview import Audience, audience_of, written_rows
from web.desk.drafted import MOST_ROWS, Row, blank_row, rows_in, rows_of
from web.desk.home import desk_home
from web.desk.marked import marked_evidence, marked_text
from web.desk.sign_in import EditorDep
from web.forms import CheckedFormDep
from web.render import page
from web.site import Site, SiteDep
from web.words import type_words

router = APIRouter()

LARGEST = 500_000  # octets of a text: the drafts' form sends it back within a body's limit
_OUTCOMES = {
    RowOutcome.ADDED: "Will be added",
    RowOutcome.MOVED: "Is on the calendar: will be moved",
    RowOutcome.EDITED: "Is on the calendar: will be changed",
    RowOutcome.CANCELLED: "Will be cancelled",
    RowOutcome.DOUBTED: "",
    RowOutcome.LEFT_ALONE: "Is on the calendar like this already",
}


@dataclass(frozen=True, slots=True)
class Announcement:
    """A text and the drafts read from it."""

    text: str
    published: str  # ISO 8601; empty: today
    region: str
    reading: Reading

    @property
    def drafts(self) -> Sequence[Draft]:
        """The drafts, in the order of the text."""
        return self.reading.drafts


class _BadRowsError(Exception):
    """Some rows are wrong, so nothing was written."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows


@router.post("/announcement")
def read(request: Request, site: SiteDep, editor: EditorDep, form: CheckedFormDep) -> Response:
    """Show the drafts of a text, to be checked."""
    try:
        announcement = _read_announcement(form, site, site.language_model)
    except OpeningDayError as error:
        return desk_home(request, site, editor, asked=form, error=error)
    rows, audience = _rehearse(site, rows_of(announcement.drafts, editor), editor)
    rows = [replace(row, ticked=row.ticked and not row.error) for row in rows]
    return _show(request, editor, announcement, rows, audience)


@router.get("/add")
def add(request: Request, editor: EditorDep) -> Response:
    """Show the form for a release entered by hand."""
    return _show(request, editor, None, [blank_row()], None)


@router.post("/publish")
def publish(request: Request, site: SiteDep, editor: EditorDep, form: CheckedFormDep) -> Response:
    """Write the ticked rows, all or none."""
    announcement = _read_announcement(form, site, None) if form.get("text") else None
    rows = rows_in(form, announcement.drafts if announcement else ())
    if not any(row.ticked for row in rows):
        said = "Nothing is ticked: tick what should be published."
        return _show(request, editor, announcement, rows, None, said)
    try:
        written = _publish(site, rows, editor)
    except _BadRowsError as bad:
        said = "Nothing was published yet: something is not right."
        return _show(request, editor, announcement, bad.rows, None, said)
    except IntegrityError:  # another editor added one of them at the same moment
        said = "Nothing was published yet: somebody else has just written one of these. Send it again."
        return _show(request, editor, announcement, rows, None, said)
    done = sum(row.ticked for row in written)
    return RedirectResponse(f"/desk?published={done}", HTTPStatus.SEE_OTHER)


def _read_announcement(form: FormData, site: Site, model: LanguageModel | None) -> Announcement:
    """Read the form's text into drafts. Raises InvalidValueError."""
    text = str(form.get("text", "")).replace("\r\n", "\n")
    published, region = str(form.get("published", "")).strip(), str(form.get("region", "")).strip()
    if not text.strip():
        raise InvalidValueError("Paste the text of the announcement first.", field="text")
    if len(text.encode()) > LARGEST:
        raise InvalidValueError(
            f"The text is longer than {LARGEST:,} octets: paste it in parts.", field="text"
        )
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError:
        raise InvalidValueError(
            "published is no day: write one such as 2024-12-19", field="published"
        ) from None
    with site.database.read() as session:
        reading = draft_announcement(
            text, day, region or None, site.clock.now(), known=StoredTitles(session), model=model
        )
    return Announcement(text, published, region, reading)


def _rehearse(site: Site, rows: list[Row], editor: Editor) -> tuple[list[Row], Audience]:
    """Preview publishing, and who would be told, in a transaction that is rolled back."""
    now = site.clock.now()
    with site.database.rehearse() as session:
        tried = _write(session, rows, editor, now)
        written = written_rows(session, now)
    with site.database.read() as session:
        return tried, audience_of(session, written, now)


def _publish(site: Site, rows: list[Row], editor: Editor) -> list[Row]:
    """Write all the ticked rows, or none and raise _BadRowsError."""
    with site.database.write() as session:
        written = _write(session, rows, editor, site.clock.now())
        if any(row.error for row in written):
            raise _BadRowsError(written)
    return written


def _write(session: Session, rows: Sequence[Row], editor: Editor, now: datetime) -> list[Row]:
    """Write the ticked rows. Return all rows with their outcome."""
    said: list[tuple[int, NewRelease]] = []
    results: dict[int, RowResult] = {}
    for row in rows:
        try:
            if row.ticked:
                said.append((row.number, row.new_release()))
        except OpeningDayError as error:
            results[row.number] = RowResult(row.number, RowOutcome.BAD, error.detail, error.field)
    with closing(ReleasesInFile("row")) as told:
        results |= {each.line: each for each in Desk(session, now, editor).announce_all(said, told)}
    return [_settled(row, results.get(row.number)) for row in rows]


def _settled(row: Row, result: RowResult | None) -> Row:
    if result is None:
        return row
    if result.outcome == RowOutcome.DOUBTED:
        codes = tuple(doubt.code.value for doubt in result.doubts)
        return replace(row.refused(result.reason or "", result.field), asks=codes)
    if result.outcome == RowOutcome.BAD or (
        result.outcome == RowOutcome.LEFT_ALONE and result.reason and not result.doubts
    ):
        return row.refused(result.reason or "", result.field)
    told = tuple(doubt.message for doubt in result.doubts)
    row = replace(row, doubts=tuple(dict.fromkeys((*row.doubts, *told))))
    return replace(
        row, outcome=_OUTCOMES[result.outcome], ticked=result.outcome != RowOutcome.LEFT_ALONE, error=""
    )


def _show(
    request: Request,
    editor: Editor,
    announcement: Announcement | None,
    rows: Sequence[Row],
    audience: Audience | None,
    said: str = "",
) -> Response:
    text, drafts = (announcement.text, announcement.drafts) if announcement else ("", ())
    return page(
        request,
        "desk/drafts.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if said else HTTPStatus.OK,
        forms=True,
        editor=editor,
        announcement=announcement,
        marked=marked_text(text, drafts),
        evidence={row.number: marked_evidence(text, row.draft) for row in rows if row.draft},
        rows=rows,
        left_out=max(0, len(drafts) - MOST_ROWS),
        audience=audience,
        said=said,
        types=[(each.value, type_words(each)) for each in ReleaseType],
        statuses={
            "": "stands",
            ReleaseStatus.TENTATIVE: "not confirmed",
            ReleaseStatus.CANCELLED: "cancelled",
        },
        every_region=all_regions(),
    )
