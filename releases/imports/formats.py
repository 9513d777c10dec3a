"""Detecting a file's format, and reading its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from releases.dates.column import ColumnSurvey, DateColumn
from releases.errors import OpeningDayError, UnreadableFileError
from releases.imports.columns import Defaults, Release, Row, new_releases
from releases.imports.csv_rows import read_csv
from releases.imports.ics_showings import REMARK
from releases.imports.json_rows import is_array, read_json

_BEGINNING = 4000  # characters that show the format
_CALENDAR = frozenset({"BEGIN:VCALENDAR", "BEGIN:VEVENT"})


class FileFormat(StrEnum):
    """A format that releases are imported from; the first three also those that they are exported to."""

    CSV = "csv"
    JSON = "json"
    ICS = "ics"
    XLSX = "xlsx"
    ODS = "ods"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file, one at a time."""

    place: str  # what the number of a row counts: line, item
    rows: Iterator[Release]

    def __iter__(self) -> Iterator[Release]:
        return self.rows


def format_of(text: TextIO) -> FileFormat:
    """Detect the format from the beginning of a text, then rewind it."""
    beginning = text.read(_BEGINNING).lstrip()
    text.seek(0)
    if beginning.startswith(("{", "[")):
        return FileFormat.JSON
    if any(line.strip().upper() in _CALENDAR for line in beginning.splitlines()):
        return FileFormat.ICS
    if beginning[:1] == "<":
        raise UnreadableFileError(
            "this is a page or XML, not a list of releases: is it the answer of a site that asks to sign in?"
        )
    return FileFormat.CSV


def format_named(name: str, text: TextIO) -> FileFormat:
    """The format of a file: what its beginning shows, and where that shows none, what its name says."""
    shown = format_of(text)
    is_calendar = name.lower().endswith((".ics", ".ical", ".icalendar"))
    return FileFormat.ICS if shown == FileFormat.CSV and is_calendar else shown


def read_rows(
    text: TextIO, file_format: FileFormat | None, defaults: Defaults, remark: Callable[[str], None]
) -> Rows:
    """What each row of a file says, one at a time, or the error it has; the file is read twice.

    First its dates are looked at, for one order holds in a whole column. Raises UnreadableFileError if the file is not
    what it should be, at once or with the first row; `remark` hears what people should know.
    """
    chosen = file_format or format_of(text)
    place = "item" if chosen == FileFormat.JSON and is_array(text) else "line"
    text.seek(0)
    return Rows(place, _releases(text, chosen, defaults, remark))


def _releases(
    text: TextIO, file_format: FileFormat, defaults: Defaults, remark: Callable[[str], None]
) -> Iterator[Release]:
    column = DateColumn(from_file=True)
    if file_format != FileFormat.ICS:  # whose dates are in one form
        column = _survey(text, file_format, defaults, remark)
        text.seek(0)
    for line, row in _rows(text, file_format, defaults, remark):
        if isinstance(row, OpeningDayError):
            yield line, row
            continue
        try:
            for new in new_releases(row, defaults, column, row.pop(REMARK, "").splitlines()):
                yield line, new
        except OpeningDayError as error:
            yield line, error


def _survey(
    text: TextIO, file_format: FileFormat, defaults: Defaults, remark: Callable[[str], None]
) -> DateColumn:
    """How the dates of a file are read, by all of them."""
    survey = ColumnSurvey()
    for _, row in _rows(text, file_format, defaults, lambda _: None):
        if isinstance(row, dict) and (on := row.get("on")):
            survey.see(on, row.get("region") or defaults.region or "")
    for said in survey.remarks():
        remark(said)
    return survey.decide()


def _rows(
    text: TextIO, file_format: FileFormat, defaults: Defaults, remark: Callable[[str], None]
) -> Iterator[Row]:
    if file_format == FileFormat.JSON:
        return read_json(text)
    if file_format == FileFormat.ICS:
        from releases.imports.ics_rows import read_ics

        return read_ics(text, defaults, remark)
    return read_csv(text, defaults.fields(), remark)
