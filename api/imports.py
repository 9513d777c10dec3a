"""Bulk import over HTTP: the same as the command, for files of up to the limit of a body."""

import io
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
}


class UnknownFormatError(OpeningDayError):
    """The body is in a format that cannot be imported."""

    status: ClassVar[int] = 415
    slug: ClassVar[str] = "unknown-format"


async def _body(request: Request) -> bytes:
    return await request.body()


@router.post(
    "",
    responses=UNKNOWN_FORMAT,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                name: {"schema": {} if name == "application/json" else {"type": "string"}}
                for name in _FORMATS
            },
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
    accept: Annotated[
        str | None, Query(description="doubts, by code and parted by commas, that are none for these rows")
    ] = None,
) -> dict[str, Any]:
    """Add and move the releases of a CSV, JSON or iCalendar file, and say what became of its rows.

    Good rows go in, bad ones are named, and doubted ones wait for a yes, so that the answer is 200 with some `bad` or
    `doubted`. `region` and `type` are for
    rows that do not say theirs; a dry run says what would happen, and writes nothing.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in _FORMATS:
        raise UnknownFormatError(
            f"send the file as {', '.join(_FORMATS)}, and say which in Content-Type", field="Content-Type"
        )
    report = ImportReport(dry_run=dry_run)
    with open_source(io.BytesIO(body)) as source:
        report.remarks += source.remarks
        rows = read_rows(
            source.text, _FORMATS[media_type], read_defaults(region, type), report.remarks.append
        )
        import_releases(
            service.database, rows, editor, service.clock.now(), report, accept=read_codes(_several(accept))
        )
    return report.document(f"{service.public_url}/api/v1")


def _several(value: str | None) -> list[str]:
    return [part for part in value.split(",") if part.strip()] if value else []
