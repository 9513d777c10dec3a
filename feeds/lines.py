"""Content lines: how iCalendar writes text, addresses and times, and folds what is long (RFC 5545 section 3.1)."""

import re
from datetime import UTC, date, datetime

_LINE_OCTETS = 74  # section 3.1 allows 75; a continuation spends one on the space it begins with
_CONTINUED = b"\r\n "

# What may not stand in a line as it is: what TEXT escapes, what some reader takes for the end of a line,
# and the other controls, but not the tab.
_UNSAFE = re.compile("[\\\\;,\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029]")
_UNSAFE_IN_ADDRESS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]")
_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_ESCAPED = {special: f"\\{special}" for special in "\\;,"} | dict.fromkeys(_BREAKS, r"\n")


def text(value: str) -> str:
    """A TEXT value (RFC 5545 section 3.3.11): escaped, each line break as its escape, without other controls."""
    return _UNSAFE.sub(_escape, value.replace("\r\n", "\n"))


def _escape(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[0], "")


def address(value: str) -> str:
    """A URI value, which has no escapes (RFC 5545 section 3.3.13): spaces and controls are left out."""
    return _UNSAFE_IN_ADDRESS.sub("", value)


def day(value: date) -> str:
    """A DATE value (RFC 5545 section 3.3.4)."""
    return value.isoformat().replace("-", "")


def wall_clock(value: datetime) -> str:
    """A DATE-TIME value without its zone (RFC 5545 section 3.3.5), to the second."""
    return value.replace(tzinfo=None).isoformat(timespec="seconds").replace("-", "").replace(":", "")


def instant(value: datetime) -> str:
    """A DATE-TIME value in UTC (RFC 5545 section 3.3.5, form 2), to the second."""
    return f"{wall_clock(value.astimezone(UTC))}Z"


def content(*lines: str) -> bytes:
    """The lines as they are sent: UTF-8, folded to at most 75 octets, each ended by CRLF (section 3.1)."""
    return b"".join([_fold(line.encode("utf-8", "replace")) for line in lines])


def _fold(line: bytes) -> bytes:
    """Cut between characters, and never between a backslash and what it escapes: some readers unescape first."""
    if len(line) <= _LINE_OCTETS:
        return line + b"\r\n"
    pieces = []
    start = 0
    while len(line) - start > _LINE_OCTETS:
        end = start + _LINE_OCTETS
        while line[end] & 0xC0 == 0x80:  # noqa: PLR2004 - UTF-8's mark of a character's second and later octets
            end -= 1
        if line[end - 1] in b"\\^":
            end -= 1
        pieces.append(line[start:end])
        start = end
    pieces.append(line[start:])
    return _CONTINUED.join(pieces) + b"\r\n"
