"""Importing a file of releases: a preview first, then the import."""

import io
from http import HTTPStatus

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData, UploadFile

from db.words import ReleaseType
from releases.editors import Editor
from releases.errors import InvalidValueError, OpeningDayError
from releases.imports import ImportReport, import_releases, open_source, read_defaults, read_rows
from releases.links import BadLinkError
from releases.regions import all_regions
from web.desk.sign_in import EditorDep
from web.forms import FORM_LASTS, CheckedFormDep
from web.render import page
from web.site import Site, SiteDep
from web.words import type_words

router = APIRouter(prefix="/import")

_LARGEST = 500_000  # octets of a file: the preview sends it back within a body's limit
_PURPOSE = "import"


@router.get("")
def choose(request: Request, editor: EditorDep) -> Response:
    """Show the form."""
    return _page(request, editor)


@router.post("")
async def take(request: Request, site: SiteDep, editor: EditorDep, form: CheckedFormDep) -> Response:
    """Show what the file would do or, when submitted from that preview, import it."""
    file = form.get("file")
    content = await file.read() if isinstance(file, UploadFile) else b""
    return await to_thread.run_sync(_take, request, site, editor, form, content)


def _take(request: Request, site: Site, editor: Editor, form: FormData, content: bytes) -> Response:
    asked = {name: str(form.get(name, "")).strip() for name in ("region", "type")}
    kept = str(form.get("kept", ""))
    try:
        if kept:
            content = site.links.read(_PURPOSE, kept, within=FORM_LASTS).encode("latin-1")
        report = _run(site, editor, content, asked, dry_run=not kept)
    except BadLinkError:
        raise
    except OpeningDayError as error:
        return _page(request, editor, asked=asked, error=error)
    return _page(
        request,
        editor,
        asked=asked,
        report=report,
        # The previewed file makes a round trip through the browser, signed, so that exactly it is imported.
        kept="" if kept else site.links.sign(_PURPOSE, content.decode("latin-1")),
    )


def _run(site: Site, editor: Editor, content: bytes, asked: dict[str, str], *, dry_run: bool) -> ImportReport:
    """Import the file, or preview that. Raises OpeningDayError for a file that cannot be read."""
    if not content:
        raise InvalidValueError("Choose a file that has something in it.", field="file")
    if len(content) > _LARGEST:
        raise InvalidValueError(
            f"The file is larger than {_LARGEST:,} octets: use the command openingday import for it.",
            field="file",
        )
    report = ImportReport(dry_run=dry_run)
    defaults = read_defaults(asked["region"] or None, asked["type"] or None)
    with open_source(io.BytesIO(content), given=defaults.fields()) as source:
        report.remarks += source.remarks
        rows = read_rows(source.text, None, defaults, report.remarks.append)
        import_releases(site.database, rows, editor, site.clock.now(), report)
    return report


def _page(
    request: Request,
    editor: Editor,
    *,
    asked: dict[str, str] | None = None,
    report: ImportReport | None = None,
    kept: str = "",
    error: OpeningDayError | None = None,
) -> Response:
    return page(
        request,
        "desk/import.html",
        status=error.status if error else HTTPStatus.OK,
        forms=True,
        editor=editor,
        asked=asked or {"region": "", "type": ""},
        report=report,
        kept=kept,
        error=error,
        types=[(each.value, type_words(each)) for each in ReleaseType],
        every_region=all_regions(),
    )
