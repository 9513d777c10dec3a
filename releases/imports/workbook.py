"""A sheet of a workbook (XLSX, ODS) as the table that it shows, written as CSV: one line for each of its rows."""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO, TextIO

from releases.errors import UnreadableFileError
from releases.imports.columns import field_called, missing
from releases.imports.workbook_check import Layout, check_workbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MOST_ABOVE = 20  # rows above the headings
_MOST_SHOWN = 10
_DAY = timedelta(days=1)
_EPOCHS = frozenset(
    {date(1899, 12, 30), date(1899, 12, 31), date(1904, 1, 1)}
)  # the day of a time without one

Cell = int | float | str | bool | time | date | datetime | timedelta


def write_sheet(binary: BinaryIO, text: TextIO, given: Collection[str], wanted: str | None) -> list[str]:
    """Write the sheet that lists releases as CSV, and say what there is to say of it. `given`: as in `read_csv`.

    The line of a release is its row's number. What stands above the headings and hidden rows are left out; a cell that
    was merged from several has its value in each of its rows. Raises UnreadableFileError.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    layout = check_workbook(binary)
    binary.seek(0)
    try:
        with CalamineWorkbook.from_filelike(binary) as workbook:
            name, heading = _choose(workbook, given, wanted)
            sheet = workbook.get_sheet_by_name(name)
            left_out = _write(sheet, heading, layout, text)
            others = len(workbook.sheet_names) - 1
    except CalamineError as error:
        raise UnreadableFileError(f"this workbook cannot be read: {str(error)[:100]}") from None
    remarks = [f"the sheet {name!r} was read, and no other"] if others else []
    if left_out:
        rows = ", ".join(map(str, left_out[:_MOST_SHOWN])) + (", …" if len(left_out) > _MOST_SHOWN else "")
        remarks.append(f"hidden rows are left out ({rows}): show them in the sheet to take them in")
    return remarks


def _choose(workbook: "CalamineWorkbook", given: Collection[str], wanted: str | None) -> tuple[str, int]:
    """The sheet that has the columns, and the row of its headings, from 0. Raises UnreadableFileError."""
    from python_calamine import SheetVisibleEnum

    visible = [each.name for each in workbook.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
    if wanted is not None and wanted not in workbook.sheet_names:
        raise UnreadableFileError(
            f"there is no sheet {wanted[:40]!r}: there are {_shown(workbook.sheet_names)}"
        )
    looked = [wanted] if wanted is not None else visible or workbook.sheet_names
    found = [
        (name, row)
        for name in looked
        if (row := _heading(workbook.get_sheet_by_name(name), given)) is not None
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = _shown([name for name, _ in found])
        raise UnreadableFileError(f"several sheets list releases: say which with sheet, one of {names}")
    lacking = ", ".join(missing(given))
    raise UnreadableFileError(
        f"no sheet ({_shown(looked)}) has headings for {lacking}: name the columns in one row, above the releases"
    )


def _heading(sheet: "CalamineSheet", given: Collection[str]) -> int | None:
    """The first row, from 0, whose cells name all that is needed."""
    for number, row in enumerate(_rows(sheet)):
        if number >= _MOST_ABOVE:
            break
        if not missing([*(field for cell in row if (field := field_called(_text(cell)))), *given]):
            return number
    return None


def _rows(sheet: "CalamineSheet") -> Iterator[list[Cell]]:
    """The rows from the sheet's first, also where that is empty."""
    top, left = sheet.start or (0, 0)
    for _ in range(top):
        yield []
    for row in sheet.iter_rows():
        yield [*[""] * left, *row]


def _write(sheet: "CalamineSheet", heading: int, layout: Layout, text: TextIO) -> list[int]:
    """Write the rows from the headings on; the numbers of those that are hidden and not empty."""
    writer = csv.writer(text, lineterminator="\n")
    merged, hidden = _merged(sheet, layout), layout.hidden.get(sheet.name, set())
    held: dict[tuple[int, int], str] = {}  # the value of the first cell of those that are merged
    left_out = []
    for number, row in enumerate(_rows(sheet)):
        cells = [" ".join(_text(cell).splitlines()) for cell in row]
        for column, first in merged.get(number, {}).items():
            cells += [""] * (column + 1 - len(cells))
            if first == (number, column):
                held[first] = cells[column]
            elif not cells[column]:
                cells[column] = held.get(first, "")
        if number < heading or not any(cell.strip() for cell in cells):
            text.write("\n")
        elif number != heading and number + 1 in hidden:
            left_out.append(number + 1)
            text.write("\n")
        else:
            writer.writerow(_trimmed(cells))
    return left_out


def _merged(sheet: "CalamineSheet", layout: Layout) -> dict[int, dict[int, tuple[int, int]]]:
    """For each row, its cells of merged ranges that go over several rows: by column, the range's first cell."""
    last = sheet.end[0] if sheet.end else 0
    ranges = [(top, left, bottom) for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()]
    ranges += [(row, column, row + rows - 1) for row, column, rows in layout.spans.get(sheet.name, ())]
    merged: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for top, left, bottom in ranges:
        if bottom > top:
            for row in range(top, min(bottom, last) + 1):
                merged[row][left] = (top, left)
    return merged


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Without what is empty at its end: a row of a sheet is as wide as the widest."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return list(cells[:end])


def _text(cell: Cell) -> str:  # noqa: PLR0911 - one for each type that a cell can have
    """A cell's value as a CSV file has it: dates as ISO 8601, times as 19:00."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        if cell.date() in _EPOCHS and cell.time() != time(0):
            return _clock(cell.time())
        return cell.date().isoformat() if cell.time() == time(0) else f"{cell.date()} {_clock(cell.time())}"
    if isinstance(cell, time):
        return _clock(cell)
    if isinstance(cell, timedelta):
        return (
            _clock((datetime.combine(date.min, time(0)) + cell).time())
            if timedelta(0) <= cell < _DAY
            else str(cell)
        )
    return str(cell)


def _clock(at: time) -> str:
    """To the second; what a spreadsheet counts a little short of one is that one."""
    rounded = (datetime.combine(date.min + _DAY, at) + timedelta(milliseconds=500)).time()
    return f"{rounded:%H:%M:%S}" if rounded.second else f"{rounded:%H:%M}"


def _shown(names: Sequence[str]) -> str:
    return ", ".join(repr(name[:40]) for name in names[:_MOST_SHOWN]) + (
        ", …" if len(names) > _MOST_SHOWN else ""
    )
