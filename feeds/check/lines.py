"""The lines of a feed, each with its number, and unfolded (RFC 5545 section 3.1)."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator

# A lone CR or LF ends a line too, as most readers have it; that it is one is a finding.
_PHYSICAL = re.compile(rb"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_FOLD_MARKS = b" \t"


class Lines:
    """The bytes of a feed, and where each line begins."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._starts = array("L", [0, *(found.end() for found in re.finditer(rb"\r\n|\n|\r", raw))])

    def number(self, offset: int) -> int:
        """The line, counted from 1, that the byte at `offset` stands in."""
        return bisect_right(self._starts, offset)

    def unfolded(self) -> Iterator[tuple[int, bytes]]:
        """Each content line as one, with the number of the line it begins on. Empty lines are passed over."""
        number, parts = 0, list[bytes]()
        for at, found in enumerate(_PHYSICAL.finditer(self.raw), start=1):
            line = found[1]
            if parts and line[:1] and line[:1] in _FOLD_MARKS:
                parts.append(line[1:])
            elif line:
                if parts:
                    yield number, b"".join(parts)
                number, parts = at, [line]
        if parts:
            yield number, b"".join(parts)
