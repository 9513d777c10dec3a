"""How lines are written (RFC 5545 section 3.1)."""

import re
from collections.abc import Iterator

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import BYTE_ORDER_MARK, ParsedFeed

BOOK: RuleBook[ParsedFeed] = RuleBook()

_LINE = re.compile(rb"[^\r\n]++")
_MOST_OCTETS = 75
_BARE_LF = re.compile(rb"(?<!\r)\n")
_BARE_CR = re.compile(rb"\r(?!\n)")
_CONTROL = re.compile(rb"([\x00-\x08\x0b\x0c\x0e-\x1f\x7f])[^\r\n]*+")  # and the rest of its line
_SPLIT_CHARACTER = re.compile(rb"[\x80-\xff](?:\r\n|\n)[ \t][\x80-\xbf]")
_EMPTY = re.compile(rb"^\r?\n", re.MULTILINE)


def _lines_with(pattern: re.Pattern[bytes], feed: ParsedFeed) -> Iterator[tuple[int, re.Match[bytes]]]:
    for found in pattern.finditer(feed.lines.raw):
        yield feed.lines.number(found.start()), found


@BOOK.warning("RFC 5545 section 3.1")
def line_too_long(feed: ParsedFeed) -> Found:
    """A line should have at most 75 octets without its end; some readers cut what is longer."""
    for found in _LINE.finditer(feed.lines.raw):
        octets = found.end() - found.start()
        if octets > _MOST_OCTETS:
            line = feed.lines.number(found.start())
            yield line, f"the line has {octets:,} octets: fold it after at most {_MOST_OCTETS}"


@BOOK.error("RFC 5545 section 3.1")
def bare_lf(feed: ParsedFeed) -> Found:
    """A line ends with CR and LF. Said once: a file is seldom mixed."""
    lines = [line for line, _ in _lines_with(_BARE_LF, feed)]
    if lines:
        yield lines[0], f"a line ends with LF alone, {len(lines):,} in all: end each with CR LF"


@BOOK.error("RFC 5545 section 3.1")
def bare_cr(feed: ParsedFeed) -> Found:
    """The same for a CR alone, which some readers take for part of the text."""
    lines = [line for line, _ in _lines_with(_BARE_CR, feed)]
    if lines:
        yield lines[0], f"a line ends with CR alone, {len(lines):,} in all: end each with CR LF"


@BOOK.error("RFC 5545 section 3.1")
def control_character(feed: ParsedFeed) -> Found:
    """No control but the tab may stand in a line; readers that work with XML refuse the whole feed."""
    for line, found in _lines_with(_CONTROL, feed):
        yield line, f"the control character 0x{ord(found[1]):02X} stands in the line: leave it out"


@BOOK.error("RFC 5545 section 3.1.4")
def invalid_utf_8(feed: ParsedFeed) -> Found:
    """A feed is UTF-8 unless its Content-Type says otherwise, and clients read it as UTF-8 even then."""
    for line in feed.undecodable:
        yield line, "the line is not UTF-8: write the feed as UTF-8"


@BOOK.advice("RFC 5545 section 3.1")
def folded_inside_character(feed: ParsedFeed) -> Found:
    """Readers that decode before they unfold show two broken characters."""
    for line, _ in _lines_with(_SPLIT_CHARACTER, feed):
        yield line, "the line is folded in the middle of a character: fold it before the character"


@BOOK.warning("RFC 5545 section 3.1")
def empty_line(feed: ParsedFeed) -> Found:
    """The grammar has no empty line; strict readers stop at one."""
    for line, _ in _lines_with(_EMPTY, feed):
        yield line, "the line is empty: leave it out"


@BOOK.warning("RFC 5545 section 3.4; Home Assistant refuses the whole feed")
def byte_order_mark(feed: ParsedFeed) -> Found:
    """A feed begins with BEGIN:VCALENDAR; readers that compare bytes do not find it behind a mark."""
    if feed.lines.raw.startswith(BYTE_ORDER_MARK):
        yield 1, "the file begins with a byte order mark: leave it out"


@BOOK.advice("RFC 5545 section 3.1")
def last_line_without_end(feed: ParsedFeed) -> Found:
    """The last line ends with CR LF like any other."""
    raw = feed.lines.raw
    if raw and raw[-1:] not in b"\r\n":
        yield feed.lines.number(len(raw) - 1), "the last line has no end: end it with CR LF"
