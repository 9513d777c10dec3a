"""Looks through a workbook (XLSX, ODS) before anything unpacks it as a whole: its size, its locks, its hidden rows.

A ZIP archive says how large its parts are, and can lie: each is inflated once here, a piece at a time, and refused as
soon as it is more than a list of releases can be.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import BinaryIO

from releases.errors import UnreadableFileError

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"  # of a compound file: an encrypted workbook, or one of before 2007
LARGEST = 256 * 1024 * 1024  # bytes of all parts, unpacked
MOST_CELLS = 3_000_000  # of a sheet, empty ones within its borders too
MOST_PARTS = 5_000
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576  # that a sheet can have
_MOST_REMEMBERED = 100_000  # rows
_PIECE = 65_536  # bytes
_LONGEST_TAG = 1_048_576  # bytes

_XLSX_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\b[^>]*>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})?(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_ODS_TAG = re.compile(
    rb"<(?:/?table:table(?=[\s>])|table:table-row|/table:table-row|table:(?:covered-)?table-cell)\b[^>]*>"
)
_ODS_NAME = re.compile(rb'table:name="([^"]*)"')
_ROWS_REPEATED = re.compile(rb'table:number-rows-repeated="(\d{1,9})"')
_ROWS_SPANNED = re.compile(rb'table:number-rows-spanned="(\d{1,9})"')
_COLUMNS_REPEATED = re.compile(rb'table:number-columns-repeated="(\d{1,9})"')
_VISIBILITY = re.compile(rb'table:visibility="(?:collapse|filter)"')


@dataclass(slots=True)
class Layout:
    """How the rows of each sheet are laid out, as far as the reader of its cells does not say it."""

    hidden: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # rows, from 1
    spans: dict[str, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    # cells of ODS that are merged from several rows: row and column, from 0, and how many rows

    def hide(self, sheet: str, row: int) -> None:
        """Remember a hidden row."""
        if len(self.hidden[sheet]) < _MOST_REMEMBERED:
            self.hidden[sheet].add(row)


def is_workbook(beginning: bytes) -> bool:
    """Whether a file that begins so is a workbook, or something that must be refused as one."""
    return beginning.startswith((ZIP, COMPOUND))


def check_workbook(binary: BinaryIO) -> Layout:
    """Look through a workbook. Raises UnreadableFileError with the reason why it is not read."""
    binary.seek(0)
    if binary.read(len(COMPOUND)) == COMPOUND:
        raise UnreadableFileError(
            "this workbook is protected by a password, or of a format before 2007 (.xls): save it as .xlsx without a password"
        )
    try:
        with zipfile.ZipFile(binary) as archive:
            return _check(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise UnreadableFileError(
            f"this is a broken or foreign ZIP file ({str(error)[:80]}): save a spreadsheet as CSV or XLSX first"
        ) from None
    except RuntimeError:  # zipfile's, for an encrypted part
        raise UnreadableFileError("this file is encrypted: save it without a password") from None


def _check(archive: zipfile.ZipFile) -> Layout:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS:
        raise UnreadableFileError(
            f"this file has {len(parts)} parts: a list of releases has fewer than {MOST_PARTS}"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError("this file is encrypted: save it without a password")
    is_ods = "content.xml" in names
    if not is_ods and "xl/workbook.xml" not in names:
        raise UnreadableFileError("this is a ZIP file, and neither an XLSX nor an ODS workbook")
    if any(
        name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/", "xl/macrosheets/"))
        for name in names
    ):
        raise UnreadableFileError(
            "this workbook has macros, which are not read: save it as .xlsx or .ods without them"
        )
    if sum(part.file_size for part in parts) > LARGEST:
        raise UnreadableFileError(_too_large())
    sheets = {} if is_ods else _sheet_names(archive)
    layout, left = Layout(), LARGEST
    for part in parts:
        look = _looker(part.filename, sheets, layout, is_ods=is_ods)
        left = _inflate(archive, part, look, left)
    return layout


def _looker(
    name: str, sheets: dict[str, str], layout: Layout, *, is_ods: bool
) -> Callable[[bytes], None] | None:
    if is_ods:
        if name == "META-INF/manifest.xml":
            return _refuse_encrypted
        return _Ods(layout).look if name == "content.xml" else None
    return _Xlsx(sheets[name], layout).look if name in sheets else None


def _inflate(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, look: Callable[[bytes], None] | None, left: int
) -> int:
    """Read a part through; how many bytes are left of those that all may have."""
    part.file_size = left + 1  # what it says of itself is not believed
    kept = b""
    with archive.open(part) as member:
        member._expected_crc = None  # type: ignore[attr-defined] # noqa: SLF001 - the size is ours: only the reader checks it
        while piece := member.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise UnreadableFileError(_too_large())
            if look:
                whole = kept + piece
                end = whole.rfind(b">") + 1
                kept = whole[end:]
                if len(kept) > _LONGEST_TAG:
                    raise UnreadableFileError(
                        "this workbook has a cell of over a megabyte: it is no list of releases"
                    )
                look(whole[:end])
    return left


def _too_large() -> str:
    return f"this workbook has over {LARGEST // 1024 // 1024} MB once unpacked: it is no list of releases"


def _refuse_encrypted(piece: bytes) -> None:
    if b"encryption-data" in piece:
        raise UnreadableFileError("this workbook is protected by a password: save it without one")


def _require_few(rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise UnreadableFileError(
            f"a sheet reaches to row {rows} and column {columns}: that is over {MOST_CELLS} cells, take away what is not part of the list"
        )


class _Xlsx:
    """The borders of a sheet of XLSX, and its hidden rows (ECMA-376 part 1, section 18.3.1)."""

    def __init__(self, name: str, layout: Layout) -> None:
        self._name, self._layout = name, layout
        self._rows = self._columns = 0

    def look(self, piece: bytes) -> None:
        for tag in _XLSX_CELL.findall(piece):
            found = _REFERENCE.search(tag)
            if not found:
                continue
            self._rows = max(self._rows, int(found[2]))
            if found[1]:
                self._columns = max(self._columns, _column(found[1]))
            elif _HIDDEN.search(tag):
                self._layout.hide(self._name, int(found[2]))
        _require_few(self._rows, self._columns)


class _Ods:
    """The borders of the sheets of ODS, and their hidden rows (OpenDocument 1.3 part 3, section 9.1)."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._name = ""
        self._row = self._repeated = self._column = self._filled = self._rows = self._columns = 0

    def look(self, piece: bytes) -> None:
        for tag in _ODS_TAG.findall(piece):
            if tag.startswith(b"</table:table-row"):
                self._end_row()
            elif tag.startswith(b"<table:table-row"):
                self._begin_row(tag)
            elif b"table-cell" in tag[:30]:
                self._cell(tag)
            elif not tag.startswith(b"</"):
                name = _ODS_NAME.search(tag)
                self._name = unescape(name[1].decode("utf-8", "replace")) if name else ""
                self._row = self._rows = self._columns = 0

    def _begin_row(self, tag: bytes) -> None:
        self._repeated, self._column, self._filled = _count(_ROWS_REPEATED, tag), 0, 0
        if _VISIBILITY.search(tag):
            for row in range(self._row + 1, self._row + 1 + min(self._repeated, _MOST_REMEMBERED)):
                self._layout.hide(self._name, row)
        if tag.endswith(b"/>"):
            self._end_row()

    def _cell(self, tag: bytes) -> None:
        if (spanned := _count(_ROWS_SPANNED, tag)) > 1 and len(
            self._layout.spans[self._name]
        ) < _MOST_REMEMBERED:
            self._layout.spans[self._name].append((self._row, self._column, min(spanned, _MOST_ROWS)))
        self._column += min(_count(_COLUMNS_REPEATED, tag), _MOST_COLUMNS)
        if b"office:value-type" in tag or not tag.endswith(b"/>"):
            self._filled = self._column

    def _end_row(self) -> None:
        self._row += self._repeated
        if self._filled:
            self._rows, self._columns = self._row, max(self._columns, self._filled)
            _require_few(self._rows, self._columns)


def _count(pattern: re.Pattern[bytes], tag: bytes) -> int:
    found = pattern.search(tag)
    return int(found[1]) if found else 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part has which sheet."""
    targets = dict(_relations(_text(archive, "xl/_rels/workbook.xml.rels")))
    found = {}
    for tag in _SHEET.findall(_text(archive, "xl/workbook.xml")):
        said = dict(_ATTRIBUTE.findall(tag))
        relation = next((value for name, value in said.items() if name.endswith(":id")), "")
        if relation in targets:
            found[targets[relation]] = unescape(said.get("name", ""))
    return found


def _relations(text: str) -> Iterator[tuple[str, str]]:
    for tag in _RELATION.findall(text):
        said = dict(_ATTRIBUTE.findall(tag))
        target = said.get("Target", "")
        yield said.get("Id", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _text(archive: zipfile.ZipFile, name: str) -> str:
    """A small part as text; empty if there is none."""
    if name not in archive.namelist():
        return ""
    with archive.open(name) as member:
        return member.read(_LONGEST_TAG).decode("utf-8", "replace")
