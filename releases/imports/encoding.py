"""Which encoding a file is in: what it begins with or came with says it, or the file is UTF-8, or Windows-1252.

A file that is UTF-8 but for a byte or two is UTF-8, and its bad bytes are told: taken for Windows-1252, every other
letter of it would be wrong.
"""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from releases.errors import UnreadableFileError

_CHUNK = 1_048_576  # bytes
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
_FEW = 2  # bytes that are not UTF-8, in a file that else is
_FOLD = re.compile(rb"\r?\n[ \t]")  # of a calendar (RFC 5545 section 3.1), which may split a letter
_LINE_END = re.compile(rb"\r?\n?\Z")  # of a piece, after which a fold can go on
_FORMATS = {  # what else is sent as a table or a calendar, by how it begins
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"GIF8": "a picture", b"\xff\xd8\xff": "a picture", b"\x1f\x8b": "a gzip file",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file are read."""

    codec: str  # Python's name
    size: int  # bytes
    bad: int = 0  # bytes that are not UTF-8, in a file that else is
    is_assumed: bool = False  # nothing says that it is in this encoding, and it is not UTF-8

    @property
    def name(self) -> str:
        """Its usual name."""
        return _NAMES.get(self.codec, self.codec)

    @property
    def errors(self) -> str:
        """What becomes of a byte that is no letter: it stands in the text as a lone surrogate, to be told by row."""
        return "surrogateescape" if self.codec in {"utf-8", "utf-8-sig"} else "strict"


def examine(binary: BinaryIO, charset: str | None = None) -> Encoding:
    """Read a file through, and say which encoding it is in; `charset` is the one that came with it.

    Raises UnreadableFileError for one that is empty, or not text.
    """
    binary.seek(0)
    beginning = binary.read(4)
    if not beginning:
        raise UnreadableFileError("the file is empty")
    for begins, what in _FORMATS.items():
        if beginning.startswith(begins):
            raise UnreadableFileError(f"this is a binary file, {what}: send a list of releases")
    marked = next((codec for bom, codec in _BOMS.items() if beginning.startswith(bom)), None)
    declared = marked or _declared(charset)
    if declared not in {None, "utf-8", "utf-8-sig", "ascii"}:
        return Encoding(declared or "", _decode(binary, declared or ""))
    size, letters, bad = _count(binary)
    if not bad or declared in {"utf-8", "utf-8-sig"} or (letters and bad <= max(_FEW, letters)):
        return Encoding(marked or "utf-8", size, bad)
    return Encoding("cp1252", _decode(binary, "cp1252"), is_assumed=True)


def mended(text: str) -> str:
    """A text whose letters were split, each part escaped, with the letters whole again."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def bad_byte(text: str) -> str | None:
    """The first byte of a text that is no letter, as it is written: 0xE9."""
    if text.isascii() or text.isprintable():
        return None
    return next((f"0x{ord(letter) - 0xDC00:02X}" for letter in text if "\udc80" <= letter <= "\udcff"), None)


def _declared(charset: str | None) -> str | None:
    if not charset:
        return None
    name = charset.strip("\"' ")
    try:
        "".encode(name)
        codec = codecs.lookup(name).name
    except (LookupError, UnicodeError):
        raise UnreadableFileError(f"{name[:40]!r} is no charset of text that is known: send UTF-8") from None
    # What pages and programs call Latin-1 or ASCII is Windows-1252 (WHATWG Encoding section 4.2).
    return {"iso8859-1": "cp1252", "ascii": None}.get(codec, codec)


def _decode(binary: BinaryIO, codec: str) -> int:
    """The size of a file that is in this encoding. Raises UnreadableFileError if it is not."""
    binary.seek(0)
    decoder, size = codecs.getincrementaldecoder(codec)(), 0
    try:
        while chunk := binary.read(_CHUNK):
            size += len(chunk)
            _refuse_binary(decoder.decode(chunk))
        decoder.decode(b"", final=True)
    except UnicodeError:
        what = (
            "neither in UTF-8 nor in Windows-1252"
            if codec == "cp1252"
            else f"not in {_NAMES.get(codec, codec)}"
        )
        raise UnreadableFileError(f"this is not text, {what}: save it as CSV in UTF-8") from None
    return size


def _count(binary: BinaryIO) -> tuple[int, int, int]:
    """The size in bytes, how many letters beyond ASCII are there in UTF-8, and how many bytes are not UTF-8."""
    binary.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    size = letters = bad = 0
    is_calendar, kept = False, b""
    while chunk := binary.read(_CHUNK):
        is_calendar = is_calendar or (not size and b"BEGIN:VCALENDAR" in chunk.upper())
        size += len(chunk)
        if is_calendar:
            whole = kept + chunk
            ending = _LINE_END.search(whole)
            kept = ending[0] if ending else b""
            chunk = _FOLD.sub(b"", whole[: len(whole) - len(kept)])
        text = decoder.decode(chunk)
        _refuse_binary(text)
        if not text.isascii():
            strange = sum("\udc80" <= letter <= "\udcff" for letter in text)
            bad += strange
            letters += sum(letter > "\x7f" for letter in text) - strange
    bad += len(decoder.decode(b"", final=True))
    return size, letters, bad


def _refuse_binary(text: str) -> None:
    if "\0" in text:
        raise UnreadableFileError("this is a binary file, not text: save a spreadsheet as CSV first")
