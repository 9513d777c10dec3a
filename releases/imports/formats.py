"""Detecting a file's format, and reading its rows."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TextIO

from releases.errors import OpeningDayError
from releases.imports.columns import Defaults, Release, Row, new_release
from releases.imports.csv_rows import read_csv
from releases.imports.json_rows import read_json

_BEGINNING = 1000  # characters to detect the format from


class FileFormat(StrEnum):
    """A format for import and export."""

    CSV = "csv"
    JSON = "json"
    ICS = "ics"


def format_of(text: TextIO) -> FileFormat:
    """Detect the format from the beginning of a text, then rewind it."""
    beginning = text.read(_BEGINNING).lstrip()
    text.seek(0)
    if beginning.startswith(("{", "[")):
        return FileFormat.JSON
    return FileFormat.ICS if beginning[:15].upper() == "BEGIN:VCALENDAR" else FileFormat.CSV


def read_rows(
    text: TextIO, file_format: FileFormat | None, defaults: Defaults, remark: Callable[[str], None]
) -> Iterator[Release]:
    """Yield each row of a file, or its error, one at a time.

    Raises UnreadableFileError if the file is not in the format; `remark` is called with notes for the user.
    """
    for line, row in _rows(text, file_format or format_of(text), defaults, remark):
        if isinstance(row, OpeningDayError):
            yield line, row
            continue
        try:
            yield line, new_release(row, defaults)
        except OpeningDayError as error:
            yield line, error


def _rows(
    text: TextIO, file_format: FileFormat, defaults: Defaults, remark: Callable[[str], None]
) -> Iterator[Row]:
    if file_format == FileFormat.CSV:
        return read_csv(text, defaults.fields(), remark)
    if file_format == FileFormat.JSON:
        return read_json(text)
    from releases.imports.ics_rows import read_ics

    return read_ics(text, defaults)
