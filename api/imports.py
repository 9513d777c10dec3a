"""Bulk import over HTTP: the same as the command, for files up to the body limit."""

import io
from email.message import Message
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Depends, Header, Query, Request

from api.access import EditorDep
from api.description import UNKNOWN_FORMAT
from api.service import ServiceDep
from releases.doubts import read_codes
from releases.errors import OpeningDayError
from releases.imports import FileFormat, ImportReport, import_releases, open_source, read_defaults, read_rows

router = APIRouter(prefix="/imports", tags=["releases"])

_FORMATS = {
    "text/csv": FileFormat.CSV,
    "application/json": FileFormat.JSON,
    "application/jsonl": FileFormat.JSON,
    "application/x-ndjson": FileFormat.JSON,
    "text/calendar": FileFormat.ICS,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": FileFormat.XLSX,
    "application/vnd.oasis.opendocument.spreadsheet": FileFormat.ODS,
}


class UnknownFormatError(OpeningDayError):
    """The body is in a format that cannot be imported."""

    status: ClassVar[int] = 415
    slug: ClassVar[str] = "unknown-format"


def _schema(media_type: str) -> dict[str, str]:
    if media_type == "application/json":
        return {}
    return {"type": "string"} | ({"format": "binary"} if media_type.startswith("application/vnd") else {})


async def _body(request: Request) -> bytes:
    return await request.body()


@router.post(
    "",
    responses=UNKNOWN_FORMAT,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {name: {"schema": _schema(name)} for name in _FORMATS},
        }
    },
)
def post_import(
    body: Annotated[bytes, Depends(_body)],
    service: ServiceDep,
    editor: EditorDep,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
    dry_run: bool = False,
    region: str | None = None,
    type: str | None = None,  # noqa: A002 - the contract's word
    title: Annotated[
        str | None, Query(description="the film that all rows are of, where they do not say it")
    ] = None,
    sheet: Annotated[
        str | None, Query(description="of a workbook, the sheet that lists the releases")
    ] = None,
    accept: Annotated[
        str | None, Query(description="doubts, by code and parted by commas, that are none for these rows")
    ] = None,
) -> dict[str, Any]:
    """Add and move the releases of a CSV, JSON, iCalendar, XLSX or ODS file, and say what became of its rows.

    Good rows go in, bad ones are named, and doubted ones wait for a yes, so that the answer is 200 with some `bad` or
    `doubted`. `region`, `type` and `title` are for rows that do not say theirs; a dry run says what would happen, and
    writes nothing. `line` is a row's line, or its place in a JSON array.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in _FORMATS:
        raise UnknownFormatError(
            f"send the file as {', '.join(_FORMATS)}, and say which in Content-Type", field="Content-Type"
        )
    report = ImportReport(dry_run=dry_run)
    defaults = read_defaults(region, type, title)
    charset = _charset(content_type)
    with open_source(io.BytesIO(body), charset=charset, sheet=sheet, given=defaults.fields()) as source:
        report.remarks += source.remarks
        rows = read_rows(source.text, _FORMATS[media_type], defaults, report.remarks.append)
        import_releases(
            service.database, rows, editor, service.clock.now(), report, accept=read_codes(_several(accept))
        )
    return report.document(f"{service.public_url}/api/v1")


def _charset(content_type: str) -> str | None:
    """The charset that a Content-Type names, if it does (RFC 9110 section 8.3.2)."""
    message = Message()
    message["content-type"] = content_type
    return message.get_content_charset()


def _several(value: str | None) -> list[str]:
    return [part for part in value.split(",") if part.strip()] if value else []
