"""Content lines: how iCalendar writes texts, addresses and times, and folds long lines (RFC 5545 section 3.1)."""

import re
from datetime import UTC, date, datetime, timedelta

_LINE_OCTETS = 74  # section 3.1 allows 75; a continuation spends one on the space it begins with
_CONTINUED = b"\r\n "

# Not allowed in a line as is: what TEXT escapes, what some parser takes for a line break, and all other control
# characters except the tab.
_UNSAFE = re.compile("[\\\\;,\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029]")
_UNSAFE_IN_ADDRESS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]")
_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_ESCAPED = {special: f"\\{special}" for special in "\\;,"} | dict.fromkeys(_BREAKS, r"\n")


def text(value: str) -> str:
    r"""Return a TEXT value (RFC 5545 section 3.3.11): escaped, line breaks as \n, other control characters removed."""
    return _UNSAFE.sub(_escape, value.replace("\r\n", "\n"))


def _escape(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[0], "")


def address(value: str) -> str:
    """Return a URI value, which has no escapes (RFC 5545 section 3.3.13): spaces and controls are removed."""
    return _UNSAFE_IN_ADDRESS.sub("", value)


def day(value: date) -> str:
    """Return a DATE value (RFC 5545 section 3.3.4)."""
    return value.isoformat().replace("-", "")


def instant(value: datetime) -> str:
    """Return a DATE-TIME value in UTC (RFC 5545 section 3.3.5, form 2), to the second."""
    utc = value.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='seconds').replace('-', '').replace(':', '')}Z"


def duration(value: timedelta) -> str:
    """Return a DURATION value (RFC 5545 section 3.3.6), in days, hours and minutes."""
    minutes = abs(value) // timedelta(minutes=1)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    sign = "-" if value < timedelta(0) else ""
    if not clock:
        return f"{sign}P{days}D"
    return f"{sign}P{days}DT{clock}" if days else f"{sign}PT{clock}"


def content(*lines: str) -> bytes:
    """Return the lines as sent: UTF-8, folded to at most 75 octets, each ended by CRLF (section 3.1)."""
    return b"".join([_fold(line.encode("utf-8", "replace")) for line in lines])


def _fold(line: bytes) -> bytes:
    """Fold between characters, never between a backslash and what it escapes: some parsers unescape first."""
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
