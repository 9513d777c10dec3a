"""One release: moved, cancelled or restored, after a look at who will be told."""

from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session
from starlette.datastructures import FormData

from db.models import Release, Title
from releases.desk import Desk, Edit, release_with_title
from releases.doubts import DoubtCode, read_codes
from releases.editors import Editor
from releases.errors import NotFoundError, OpeningDayError, StaleError
from releases.listing import Query, list_releases
from releases.programme import listed
from releases.regions import all_regions, find_region, region_called
from scheduler.fanout.preview import Audience, audience_of
from web.desk.sign_in import EditorDep
from web.filters import clean_text, plain_number
from web.forms import CheckedFormDep
from web.places import EVERYWHERE
from web.render import page
from web.showing import Showing, showing
from web.site import Site, SiteDep
from web.words import clock_words, date_of, written_day

router = APIRouter(prefix="/releases")

_MOST_FOUND = 50
_ACTS = {"move": "Change it", "cancel": "Cancel it", "restore": "Restore it"}
_Row = tuple[Release, Title]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an editor wants of a release."""

    act: str  # move, cancel or restore
    fields: dict[str, str]  # of the form: on, at, note, source
    version: int | None  # the one that the editor read
    accept: frozenset[DoubtCode] = frozenset()  # the doubts that were ticked

    def edit(self, row: _Row) -> Edit:
        """What is to be different. A field that is as it was shown says nothing."""
        shown = _shown(row)
        said = {name: value for name, value in self.fields.items() if value.strip() != shown[name]}
        return Edit(
            on=said.get("on"),
            at=said.get("at"),
            note=said.get("note"),
            source=said.get("source"),
            accept=self.accept,
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be, and who would be told."""

    line: Showing
    audience: Audience
    changes: bool  # whether anything would be different
    button: str


@router.get("")
def find(request: Request, site: SiteDep, editor: EditorDep, q: str = "", region: str = "") -> Response:
    """Releases by a part of their title's name, and by region; without a name, those that are to come."""
    text, where, error = clean_text(q, "q"), clean_text(region, "region"), ""
    today = EVERYWHERE.today(site.clock.now())
    try:
        regions = (region_called(where).code,) if where else tuple(sorted(editor.regions))
    except OpeningDayError as wrong:
        regions, error = (), wrong.detail
    query = Query(regions=regions, text=text or None, first=None if text else today)
    with site.database.read() as session:
        found = list_releases(session, query, _MOST_FOUND)
    return page(
        request,
        "desk/found.html",
        forms=True,
        editor=editor,
        q=text,
        region=where,
        error=error,
        found=[showing(listed(*row), EVERYWHERE, today) for row in found.rows],
        more=found.next is not None,
        every_region=all_regions(),
    )


@router.get("/{release_id}")
def show(release_id: UUID, request: Request, site: SiteDep, editor: EditorDep) -> Response:
    """What can be changed of it."""
    row = _row(site, release_id)
    return _page(request, site, editor, row, Asked("move", _shown(row), row[0].version))


@router.post("/{release_id}")
def change(
    release_id: UUID, request: Request, site: SiteDep, editor: EditorDep, form: CheckedFormDep
) -> Response:
    """Show what would become of it, and do it once the editor is sure."""
    row, asked = _row(site, release_id), _asked(form)
    try:
        if form.get("sure") == "yes":
            with site.database.write() as session:
                _act(session, row[0].id, asked, editor, site.clock.now())
            return RedirectResponse("/desk?published=1", HTTPStatus.SEE_OTHER)
        preview = _rehearse(site, row, asked, editor)
    except StaleError as error:
        fresh = _row(site, release_id)
        return _page(request, site, editor, fresh, replace(asked, version=fresh[0].version), error=error)
    except OpeningDayError as error:
        return _page(request, site, editor, row, asked, error=error)
    return _page(request, site, editor, row, asked, preview=preview)


def _asked(form: FormData) -> Asked:
    act = str(form.get("act", ""))
    fields = {name: str(form.get(name, "")).replace("\r\n", "\n") for name in ("on", "at", "note", "source")}
    version = plain_number(str(form.get("version", "")), 9)
    accept = read_codes(str(each) for each in form.getlist("accept"))
    return Asked(act if act in _ACTS else "move", fields, version, accept)


def _shown(row: _Row) -> dict[str, str]:
    """A release's fields as the form has them."""
    release = row[0]
    return {
        "on": written_day(date_of(listed(*row))),
        "at": clock_words(release.opens_at),
        "note": release.note or "",
        "source": release.source or "",
    }


def _act(session: Session, release_id: UUID, asked: Asked, editor: Editor, now: datetime) -> Release:
    desk = Desk(session, now, editor)
    if asked.act == "cancel":
        return desk.cancel(release_id, version=asked.version)
    if asked.act == "restore":
        return desk.restore(release_id, version=asked.version)
    standing = release_with_title(session, release_id)
    return desk.edit(release_id, asked.edit(standing), version=asked.version)


def _rehearse(site: Site, row: _Row, asked: Asked, editor: Editor) -> Preview:
    """It is written, and undone."""
    now = site.clock.now()
    with site.database.rehearse() as session:
        release = _act(session, row[0].id, asked, editor, now)
        audience = audience_of(session, now)
        line = showing(listed(release, row[1]), EVERYWHERE, now.date())
        changes = release.version != row[0].version
    return Preview(line, audience, changes, _ACTS[asked.act])


def _row(site: Site, release_id: UUID) -> _Row:
    with site.database.read() as session:
        try:
            return release_with_title(session, release_id)
        except NotFoundError as error:
            raise NotFoundError("There is no such release.") from error


def _page(
    request: Request,
    site: Site,
    editor: Editor,
    row: _Row,
    asked: Asked,
    *,
    preview: Preview | None = None,
    error: OpeningDayError | None = None,
) -> Response:
    return page(
        request,
        "desk/release.html",
        status=error.status if error else HTTPStatus.OK,
        forms=True,
        editor=editor,
        release=row[0],
        title=row[1],
        region=find_region(row[0].region),
        line=showing(listed(*row), EVERYWHERE, site.clock.now().date()),
        asked=asked,
        preview=preview,
        error=error,
    )
