"""A file as text, and its lines, none of them longer than memory should hold."""

import io
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TextIO, cast

from releases.errors import UnreadableFileError
from releases.imports.encoding import examine
from releases.imports.workbook_check import is_workbook

LONGEST_ROW = 1_048_576  # characters: longer is not a row of releases
_CHUNK = 1_048_576  # bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A file being read."""

    text: TextIO  # line ends as they are; a byte that is no letter stands in it as a lone surrogate
    encoding: str  # its usual name
    is_assumed: bool  # nothing in the file says which encoding it is, and it is not UTF-8
    size: int  # bytes
    remarks: tuple[str, ...]  # what people should know of how it is read
    _binary: BinaryIO

    def position(self) -> int:
        """Return the number of bytes read so far."""
        return self._binary.tell()


@contextmanager
def open_source(
    binary: BinaryIO, *, charset: str | None = None, sheet: str | None = None, given: Collection[str] = ()
) -> Iterator[Source]:
    """The text of a file; of a workbook, that of a sheet as CSV.

    It is read through once, to know its encoding before anything is written. What cannot be read twice, such as
    standard input, is kept in a temporary file meanwhile. `charset` is what came with it said that it is in, `sheet`
    and `given` are as in `write_sheet`. Raises UnreadableFileError for one that is empty, or not text.
    """
    with ExitStack() as stack:
        if not binary.seekable():
            kept = cast(BinaryIO, stack.enter_context(tempfile.TemporaryFile()))
            shutil.copyfileobj(binary, kept, _CHUNK)
            binary = kept
        binary.seek(0)
        if is_workbook(binary.read(4)):
            yield _of_workbook(binary, stack, given, sheet)
            return
        found = examine(binary, charset)
        remarks = []
        if found.is_assumed:
            remarks.append(f"the file is not UTF-8: {found.name} was assumed")
        if found.bad:
            bad = "a byte" if found.bad == 1 else f"{found.bad} bytes"
            remarks.append(f"the file is UTF-8 but for {bad}: a row that needs such a byte is not taken in")
        binary.seek(0)
        text = io.TextIOWrapper(binary, encoding=found.codec, errors=found.errors, newline="")
        try:
            yield Source(text, found.name, found.is_assumed, found.size, tuple(remarks), binary)
        finally:
            text.detach()  # the caller closes the file


def _of_workbook(binary: BinaryIO, stack: ExitStack, given: Collection[str], sheet: str | None) -> Source:
    from releases.imports.workbook import write_sheet

    kept = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    table = io.TextIOWrapper(cast(BinaryIO, kept), encoding="utf-8", newline="")
    stack.callback(table.detach)
    remarks = write_sheet(binary, table, given, sheet)
    table.flush()
    size = kept.tell()
    table.seek(0)
    return Source(
        table, "UTF-8", is_assumed=False, size=size, remarks=tuple(remarks), _binary=cast(BinaryIO, kept)
    )


def lines(text: TextIO) -> Iterator[str]:
    """Yield the lines of a text with their ends. Raises UnreadableFileError for one over LONGEST_ROW."""
    number = 0
    while line := text.readline(LONGEST_ROW + 1):
        number += 1
        if len(line) > LONGEST_ROW:
            raise UnreadableFileError(
                f"line {number} has over {LONGEST_ROW} characters: this is no list of releases"
            )
        yield line
