"""Reads CSV (RFC 4180) as spreadsheets and people write it: any delimiter, columns in any order."""

import csv
import re
from collections.abc import Callable, Collection, Iterator
from typing import TextIO

from releases.errors import InvalidValueError, UnreadableFileError
from releases.imports.columns import REQUIRED, Row, field_called, missing
from releases.imports.source import LONGEST_ROW, lines

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(
    r'"?sep=(?P<mark>\\t|.)"?[,;\t|]*', re.IGNORECASE | re.DOTALL
)  # Excel's own first line
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")
_TOO_LONG = "field larger than field limit"  # in csv.Error's own words
_MOST_SHOWN = 10  # headings quoted in an error
_SHOWN = 40  # characters of each heading


class _RowLines:
    """Feeds lines to csv.reader, limiting the characters of a single row."""

    def __init__(self, text: TextIO) -> None:
        self._lines = lines(text)
        self.line = 0  # number of the last line read
        self._of_row = 0  # characters of the current row

    def begin_row(self) -> None:
        """Start counting a new row."""
        self._of_row = 0

    def __iter__(self) -> "_RowLines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.line += 1
        self._of_row += len(line)
        if self._of_row > LONGEST_ROW:
            raise UnreadableFileError(
                f"the row has over {LONGEST_ROW} characters: is a quotation mark not closed?"
            )
        return line


def read_csv(text: TextIO, given: Collection[str], remark: Callable[[str], None]) -> Iterator[Row]:
    """Yield the rows below the header. `given` are fields that need no column; `remark` is told of ignored columns.

    Raises UnreadableFileError if there is no header; an unreadable row is yielded as its error.
    """
    source = _RowLines(text)
    heading = next((line for line in source if line.strip("\r\n,;\t| ")), "")
    delimiters = _DELIMITERS
    if said := _SEPARATOR.fullmatch(heading.strip("\r\n\ufeff ")):
        delimiters = said["mark"].replace("\\t", "\t")
        heading = next((line for line in source if line.strip("\r\n,;\t| ")), "")
    while heading.count('"') % 2 and (more := next(source, "")):  # a heading goes on in the next line
        heading += more
    delimiter, columns = _read_header(heading, delimiters, given, remark)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.begin_row()
        line = source.line + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield line, InvalidValueError(f"this is not CSV: {_explained(error)}")
            if _TOO_LONG in str(error):
                return  # there is no telling where the next row begins
            continue
        except UnreadableFileError as error:
            yield line, error
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, _fields(cells, columns)


def _read_header(
    heading: str, delimiters: str, given: Collection[str], remark: Callable[[str], None]
) -> tuple[str, list[str | None]]:
    """The delimiter, and the field of each column: the delimiter is the one that gives the most fields."""
    read = {delimiter: _cells(heading, delimiter) for delimiter in delimiters}
    delimiter = max(read, key=lambda one: sum(field_called(cell) is not None for cell in read[one]))
    headings = read[delimiter]
    columns = [field_called(cell) for cell in headings]
    known = [field for field in columns if field]
    if heading.count('"') % 2:
        raise UnreadableFileError(
            "the first line must name the columns, and a quotation mark in it is not closed"
        )
    if lacking := missing([*known, *given]):
        raise UnreadableFileError(
            f"the first line must name the columns, and {', '.join(lacking)}"
            f" {'is' if len(lacking) == 1 else 'are'} not among them ({_shown(headings)}):"
            f" {', '.join(REQUIRED)} are needed"
        )
    for field in known:
        if known.count(field) > 1:
            named = [cell for cell in headings if field_called(cell) == field]
            raise UnreadableFileError(f"several columns mean {field} ({_shown(named)}): leave one of them")
    if others := [cell for cell, field in zip(headings, columns, strict=True) if not field and cell.strip()]:
        remark(f"columns left out: {_shown(others)}")
    return delimiter, columns


def _cells(heading: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(heading.splitlines(keepends=True), delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _fields(cells: list[str], columns: list[str | None]) -> "dict[str, str] | InvalidValueError":
    if any(cell.strip() for cell in cells[len(columns) :]):
        return InvalidValueError(
            f"there are {len(cells)} cells, and the header has {len(columns)}:"
            " put text with a delimiter in it in quotation marks"
        )
    return {field: _refuse(cell) for field, cell in zip(columns, cells, strict=False) if field is not None}


def _refuse(cell: str) -> str:
    """Return a cell without the apostrophe that the export adds to formulas."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def _explained(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "a quotation mark is not closed"
    if _TOO_LONG in str(error):
        return f"a cell has over {csv.field_size_limit()} characters"
    return str(error)


def _shown(headings: list[str]) -> str:
    shown = ", ".join(repr(" ".join(cell.split())[:_SHOWN]) for cell in headings[:_MOST_SHOWN])
    return f"{shown}, …" if len(headings) > _MOST_SHOWN else shown or "there are none"
