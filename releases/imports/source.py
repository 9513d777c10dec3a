"""A file as text: which encoding it is in, and its lines, none of them longer than memory should hold."""

import codecs
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from releases.errors import UnreadableFileError

LONGEST_ROW = 1_048_576  # characters: more is no row of a list of releases
_CHUNK = 1_048_576  # bytes
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is being read."""

    text: TextIO  # line ends as they are
    encoding: str  # its usual name
    is_assumed: bool  # nothing in the file says which encoding it is, and it is not UTF-8
    size: int  # bytes
    _binary: BinaryIO

    def position(self) -> int:
        """How many bytes have been read."""
        return self._binary.tell()


@contextmanager
def open_source(binary: BinaryIO) -> Iterator[Source]:
    """The text of a file. It is read through once, to know its encoding before anything is written.

    What cannot be read twice, such as standard input, is kept in a temporary file meanwhile.
    Raises UnreadableFileError for one that is empty, or not text.
    """
    with tempfile.TemporaryFile() as kept:
        if not binary.seekable():
            shutil.copyfileobj(binary, kept, _CHUNK)
            binary = kept
        binary.seek(0)
        encoding, size = _examine(binary)
        binary.seek(0)
        text = io.TextIOWrapper(binary, encoding=encoding, newline="")
        try:
            yield Source(text, _NAMES[encoding], encoding == "cp1252", size, binary)
        finally:
            text.detach()  # the file is the caller's to close


def lines(text: TextIO) -> Iterator[str]:
    """The lines of a text with their ends. Raises UnreadableFileError for one that is over LONGEST_ROW."""
    number = 0
    while line := text.readline(LONGEST_ROW + 1):
        number += 1
        if len(line) > LONGEST_ROW:
            raise UnreadableFileError(
                f"line {number} has over {LONGEST_ROW} characters: this is no list of releases"
            )
        yield line


def _examine(binary: BinaryIO) -> tuple[str, int]:
    """The encoding, and the size in bytes."""
    beginning = binary.read(4)
    if not beginning:
        raise UnreadableFileError("the file is empty")
    encoding = next((name for bom, name in _BOMS.items() if beginning.startswith(bom)), "utf-8")
    for candidate in dict.fromkeys((encoding, "utf-8", "cp1252")):
        binary.seek(0)
        try:
            return candidate, _decode(binary, candidate)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(
        "this is not text, neither in UTF-8 nor in Windows-1252: save it as CSV in UTF-8"
    )


def _decode(binary: BinaryIO, encoding: str) -> int:
    decoder, size = codecs.getincrementaldecoder(encoding)(), 0
    while chunk := binary.read(_CHUNK):
        size += len(chunk)
        if "\0" in decoder.decode(chunk):
            raise UnreadableFileError("this is a binary file, not text: save a spreadsheet as CSV first")
    decoder.decode(b"", final=True)
    return size
