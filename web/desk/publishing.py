"""From an announcement to releases: its drafts are shown, corrected, and those that are ticked are published."""

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

from db.words import ReleaseStatus, ReleaseType
from releases.announcements import Draft
from releases.bulk import RowOutcome, RowResult
from releases.desk import Desk
from releases.drafts import draft_announcement
from releases.editors import Editor
from releases.errors import InvalidValueError, OpeningDayError
from releases.import_duplicates import ReleasesInFile
from releases.regions import all_regions
from releases.release_input import NewRelease
from scheduler.fanout.preview import Audience, audience_of
from web.desk.drafted import MOST_ROWS, Row, blank_row, rows_in, rows_of
from web.desk.home import desk_home
from web.desk.marked import marked_evidence, marked_text
from web.desk.sign_in import EditorDep
from web.forms import CheckedFormDep
from web.render import page
from web.site import Site, SiteDep
from web.words import type_words

router = APIRouter()

LARGEST = 500_000  # octets of a text: it is sent again with its drafts, and a body has an end
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
    """A text, and how it was read."""

    text: str
    published: str  # ISO 8601; empty: today
    region: str
    drafts: Sequence[Draft]


class _BadRowsError(Exception):
    """Nothing is written: some rows are not right."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows


@router.post("/announcement")
def read(request: Request, site: SiteDep, editor: EditorDep, form: CheckedFormDep) -> Response:
    """The drafts of a text, to be checked."""
    try:
        announcement = _read_announcement(form, site.clock.now())
    except OpeningDayError as error:
        return desk_home(request, site, editor, asked=form, error=error)
    rows, audience = _rehearse(site, rows_of(announcement.drafts, editor), editor)
    rows = [replace(row, ticked=row.ticked and not row.error) for row in rows]
    return _show(request, editor, announcement, rows, audience)


@router.get("/add")
def add(request: Request, editor: EditorDep) -> Response:
    """One release by hand."""
    return _show(request, editor, None, [blank_row()], None)


@router.post("/publish")
def publish(request: Request, site: SiteDep, editor: EditorDep, form: CheckedFormDep) -> Response:
    """Write the ticked rows, all or none."""
    announcement = _read_announcement(form, site.clock.now()) if form.get("text") else None
    rows = rows_in(form, announcement.drafts if announcement else ())
    if not any(row.ticked for row in rows):
        said = "Nothing is ticked: tick what should be published."
        return _show(request, editor, announcement, rows, None, said)
    try:
        written = _publish(site, rows, editor)
    except _BadRowsError as bad:
        said = "Nothing was published yet: something is not right."
        return _show(request, editor, announcement, bad.rows, None, said)
    except IntegrityError:  # another editor added one of them in this very moment
        said = "Nothing was published yet: somebody else has just written one of these. Send it again."
        return _show(request, editor, announcement, rows, None, said)
    done = sum(row.ticked for row in written)
    return RedirectResponse(f"/desk?published={done}", HTTPStatus.SEE_OTHER)


def _read_announcement(form: FormData, now: datetime) -> Announcement:
    """Raises InvalidValueError."""
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
    return Announcement(text, published, region, draft_announcement(text, day, region or None, now))


def _rehearse(site: Site, rows: list[Row], editor: Editor) -> tuple[list[Row], Audience]:
    """What publishing would do, and whom it would tell: it is written, and undone."""
    now = site.clock.now()
    with site.database.rehearse() as session:
        written = _write(session, rows, editor, now)
        return written, audience_of(session, now)


def _publish(site: Site, rows: list[Row], editor: Editor) -> list[Row]:
    """Write all the ticked rows. Raises _BadRowsError, having written none."""
    with site.database.write() as session:
        written = _write(session, rows, editor, site.clock.now())
        if any(row.error for row in written):
            raise _BadRowsError(written)
    return written


def _write(session: Session, rows: Sequence[Row], editor: Editor, now: datetime) -> list[Row]:
    """Write the ticked rows, and say in each what came of it."""
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
