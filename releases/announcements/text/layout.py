"""The layout of a text: headings, paragraphs, list items and table rows, with markup blanked out in place.

Everything works on a copy of the text that has the same length, in which markup is blanked by spaces, so that
a position in the copy is the same position in the text.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from releases.announcements.text.columns import (
    LONGEST_ROW,
    MOST_CELLS,
    SENTENCE_END,
    cells_of,
    comma_tables,
    slash_tables,
)


class BlockKind(StrEnum):
    """What a block is in the layout."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    LINE = "line"  # a short line that stands for itself
    ROW = "row"  # of a table


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is read as one thing."""

    kind: BlockKind
    start: int
    end: int
    cells: tuple[tuple[int, int], ...] = ()  # of a row


@dataclass(frozen=True, slots=True)
class Page:
    """A text laid out."""

    plain: str  # as long as the text, markup blanked
    blocks: tuple[Block, ...]
    emphasis: tuple[tuple[int, int], ...]  # what stood in italics or bold
    bold: frozenset[int] = frozenset()  # where what is bold begins


_SPACES = {ord(char): " " for char in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"}
_SPACES |= {
    ord(char): " " for char in "\u200a\u200b\u200c\u200d\u200e\u200f\u202f\u205f\u2060\u3000\ufeff\r\x0b"
}
_SPACES |= {ord(char): "\n" for char in "\x0c\x85\u2028\u2029"}

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")  # what no text has: the block is binary
_BREAKING_TAG = re.compile(
    r"</?(?:p|br|li|ul|ol|tr|table|div|h[1-6]|article|section)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_CELL_TAG = re.compile(r"</?(?:td|th)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_EMPHASIS_TAG = re.compile(r"<(?:i|em|cite|b|strong)>([^<>]{1,120})</(?:i|em|cite|b|strong)>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_ENTITY = re.compile(r"&(?:nbsp|#160|ensp|emsp|thinsp);")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\s]{0,500}\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>)\]]{1,1000}")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_]{1,3})(?=[^\s*_])([^*\n]{1,120}?)(?<![\s*])\1(?![\w*_])")
_LINE_OPENING = re.compile(
    r"[ \t]{0,8}(?:(>[ >]{0,6})|(#{1,6}(?= ))|([-*+•–·▪◦‣●](?=\s))|(\d{1,2}[.)](?=\s)))"
)
_RULE = re.compile(r"[\s|:=*_~+\-–—]{1,400}")
_LONG_LINE = 58  # a line that was wrapped by hand is at least this long
_SHORT_LINE = 110  # a line longer than this is prose
_WIDE_GAP = re.compile(r"\S {3,80}\S")  # between the columns of a table in plain text


def lay_out(text: str) -> Page:
    """The blocks of a text."""
    plain = text.translate(_SPACES)
    emphasis: list[tuple[int, int]] = []
    if "<" in plain:
        plain = _blank_tags(plain, emphasis)
    plain = _ENTITY.sub(_blank, plain)
    plain = _LINK.sub(_keep_first_group, plain)
    plain = _ADDRESS.sub(_blank, plain)
    plain = _blank_emphasis(plain, emphasis)
    builder = _Builder(text, plain)
    builder.read()
    page = "".join(builder.characters)
    blocks = tuple(block for block in builder.blocks if not _CONTROL.search(page, block.start, block.end))
    bold = frozenset(start for start, end in emphasis if _is_bold(text, start))
    return Page(page, blocks, tuple(sorted(emphasis)), bold)


def _is_bold(text: str, start: int) -> bool:
    """Whether what begins at a position stood between two asterisks or in a tag for bold."""
    before = text[max(0, start - 8) : start].lower()
    return before.endswith(("**", "__", "<b>", "<strong>"))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _keep_first_group(found: re.Match[str]) -> str:
    before = found.start(1) - found.start()
    return " " * before + found[1] + " " * (found.end() - found.end(1))


def _blank_tags(plain: str, emphasis: list[tuple[int, int]]) -> str:
    emphasis.extend(found.span(1) for found in _EMPHASIS_TAG.finditer(plain))
    plain = _BREAKING_TAG.sub(lambda found: "\n" + " " * (len(found[0]) - 1), plain)
    plain = _CELL_TAG.sub(lambda found: "\t" + " " * (len(found[0]) - 1), plain)
    return _TAG.sub(_blank, plain)


def _blank_emphasis(plain: str, emphasis: list[tuple[int, int]]) -> str:
    def keep(found: re.Match[str]) -> str:
        emphasis.append(found.span(2))
        mark = " " * len(found[1])
        return f"{mark}{found[2]}{mark}"

    # Bold may hold italics and the other way round, so twice.
    return _EMPHASIS.sub(keep, _EMPHASIS.sub(keep, plain))


@dataclass(slots=True)
class _Builder:
    """Goes through the lines and joins those that belong together."""

    text: str
    plain: str  # with markup blanked
    characters: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    _slashed: frozenset[int] = frozenset()  # where lines begin that slashes make a table
    _open: tuple[int, int] | None = None  # the paragraph that is being joined

    def read(self) -> None:
        self.characters = list(self.plain)
        tables = comma_tables(self.plain)
        self._slashed = slash_tables(self.plain)
        position = 0
        for number, line in enumerate(self.plain.split("\n")):
            self._line(position, line, is_comma_row=number in tables)
            position += len(line) + 1
        self._close()

    def _line(self, position: int, line: str, *, is_comma_row: bool) -> None:
        if not line.strip() or (len(line) <= LONGEST_ROW and _RULE.fullmatch(line)):
            self._blank_out(position, position + len(line))
            self._close()
            return
        kind, opening = self._opening(line)
        start = position + opening
        self._blank_out(position, start)
        if is_comma_row:
            for comma in re.finditer(",", line):
                self.characters[position + comma.start()] = "\t"  # "6/5/2026,7/14/2026" are two dates
        end = position + len(line.rstrip())
        start += len(line[opening:]) - len(line[opening:].lstrip())
        separator = (
            "," if is_comma_row else "|" if line.count("|") > 1 else "\t" if "\t" in line.strip() else ""
        )
        raw = self.text[position : position + len(line)].strip()
        if not separator and kind is None and position in self._slashed:
            separator = "/"
        if not separator and kind is None and len(line) <= LONGEST_ROW and _WIDE_GAP.search(raw):
            separator = " "
        if kind is None and separator and (separator == " " or line.count(separator) <= MOST_CELLS):
            self._close()
            cells = cells_of(self.plain, start, end, separator)
            self.blocks.append(Block(BlockKind.ROW, start, end, cells))
        elif kind is not None:
            self._close()
            self.blocks.append(Block(kind, start, end))
        elif self._open is not None and self._goes_on(*self._open, line):
            self._blank_out(self._open[1], start)  # the line break is a space
            self._open = (self._open[0], end)
        else:
            self._close()
            self._open = (start, end)

    @staticmethod
    def _opening(line: str) -> tuple[BlockKind | None, int]:
        found = _LINE_OPENING.match(line)
        if found is None:
            return None, 0
        if found[2]:
            return BlockKind.HEADING, found.end()
        return (BlockKind.ITEM if found[3] or found[4] else None), found.end()

    def _goes_on(self, start: int, end: int, line: str) -> bool:
        """Whether the open paragraph was only wrapped before this line."""
        last = self.plain[max(start, self.plain.rfind("\n", start, end) + 1) : end]
        if SENTENCE_END.search(last[-4:]):
            return len(last) >= _LONG_LINE
        return len(last) >= _LONG_LINE or line.lstrip()[:1].islower()

    def _close(self) -> None:
        if self._open is None:
            return
        start, end = self._open
        self._open = None
        short = end - start <= _SHORT_LINE and not SENTENCE_END.search(self.plain[max(start, end - 4) : end])
        self.blocks.append(Block(BlockKind.LINE if short else BlockKind.PARAGRAPH, start, end))

    def _blank_out(self, start: int, end: int) -> None:
        self.characters[start:end] = " " * (end - start)
