"""Tables in plain text: the lines that are rows, and their cells."""

import re

SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}$")
MOST_CELLS = 60  # of a row
LONGEST_ROW = 400  # characters; a longer line is prose
_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_LEAST_COMMAS = 2  # in a line of comma separated values
_LEAST_CSV_LINES = 2


def cells_of(plain: str, start: int, end: int, separator: str) -> tuple[tuple[int, int], ...]:
    """Where the cells of a row stand; a space as separator means gaps of several."""
    if separator == " ":
        return tuple(found.span() for found in _CELL.finditer(plain, start, end))[:MOST_CELLS]
    cells: list[tuple[int, int]] = []
    position = start
    pieces = plain[start:end].split(separator)
    for number, piece in enumerate(pieces):
        is_edge = number in {0, len(pieces) - 1} and separator == "|" and not piece.strip()
        if not is_edge:
            lead = len(piece) - len(piece.lstrip())
            cells.append((position + lead, position + max(lead, len(piece.rstrip()))))
        position += len(piece) + 1
    return tuple(cells)


def comma_tables(plain: str) -> set[int]:
    """The numbers of the lines that are comma separated values: neighbours with equally many commas, no spaces after."""
    lines = plain.split("\n")
    counts = [
        line.count(",")
        if line.count(",") >= _LEAST_COMMAS and ", " not in line and len(line) <= LONGEST_ROW
        else 0
        for line in lines
    ]
    found: set[int] = set()
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or counts[number] != counts[start]:
            if counts[start] and number - start >= _LEAST_CSV_LINES:
                found.update(range(start, number))
            start = number
    return found


def slash_tables(plain: str) -> frozenset[int]:
    """Where lines begin whose cells stand between slashes: neighbours with equally many, and no full stop."""
    found: set[int] = set()
    position = 0
    before: tuple[int, int] = (-1, 0)
    for line in plain.split("\n"):
        count = (
            line.count(" / ")
            if len(line) <= LONGEST_ROW and not SENTENCE_END.search(line.rstrip()[-4:])
            else 0
        )
        if count and count == before[1]:
            found.update((before[0], position))
        before = (position, count)
        position += len(line) + 1
    return frozenset(found)
