"""A file as text: its encoding, and its lines with a limit on their length."""

import codecs
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from releases.errors import UnreadableFileError

LONGEST_ROW = 1_048_576  # characters: longer is not a row of releases
_CHUNK = 1_048_576  # bytes
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file being read."""

    text: TextIO  # line ends untranslated
    encoding: str  # its common name
    is_assumed: bool  # guessed: it is not UTF-8 and has no byte order mark
    size: int  # bytes
    _binary: BinaryIO

    def position(self) -> int:
        """Return the number of bytes read so far."""
        return self._binary.tell()


@contextmanager
def open_source(binary: BinaryIO) -> Iterator[Source]:
    """Open a file as text, after reading it once to detect its encoding.

    Input that cannot be read twice, such as standard input, is copied to a temporary file.
    Raises UnreadableFileError if it is empty or not text.
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
            text.detach()  # the caller closes the file


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


def _examine(binary: BinaryIO) -> tuple[str, int]:
    """Return the encoding and the size in bytes."""
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
