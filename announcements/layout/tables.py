"""Tables with headings: Markdown, tabs, commas, and columns aligned by spaces."""

import re
from collections.abc import Mapping, Sequence

from announcements.layout.pieces import title_of
from announcements.places import Role
from announcements.scan import Scan
from announcements.titles.candidate import Candidate
from announcements.when import When

_TITLE = re.compile(
    r"(?:the )?(?:film|title|movie|release title|feature|picture|name)s?(?: title| name)?", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:.{0,30}\b)?(?:date|release|released|opens|opening|when|out|day|in cinemas|street)\b.{0,20}",
    re.IGNORECASE,
)
_OLD = re.compile(r"\b(?:old|was|previous|former|original)", re.IGNORECASE)
_RULE = re.compile(r"[\s|:+=-]+")
_SHORT = 20  # characters of a column's name
_MOST_ROWS = 2_000

Cell = tuple[int, int]  # from, to


def tables_in(
    scan: Scan, dates: Mapping[int, Sequence[When]]
) -> tuple[list[tuple[Candidate, When, tuple[str, ...]]], set[int]]:
    """The titles and dates of tables, with the regions of their columns; and the numbers of the lines they stand in."""
    found: list[tuple[Candidate, When, tuple[str, ...]]] = []
    used: set[int] = set()
    lines = scan.page.lines
    number = 0
    while number < len(lines):
        head = _cells(scan, lines[number].start, lines[number].end)
        columns = _columns(scan, head)
        if columns is None or dates.get(number):
            number += 1
            continue
        title_at, regions = columns
        row = number + 1
        while row < len(lines) and row - number < _MOST_ROWS:
            line = lines[row]
            if _RULE.fullmatch(scan.page.text[line.start : line.end]):
                row += 1
                continue
            cells = _cells(scan, line.start, line.end)
            if len(cells) < 2 or (line.gap and row != number + 1):
                break
            used.add(row)
            title = title_of(scan, *cells[title_at]) if title_at < len(cells) else None
            for index, codes in regions.items():
                if title is None or index >= len(cells):
                    continue
                start, end = cells[index]
                found += [(title, when, codes) for when in dates.get(row, ()) if start <= when.start < end]
            row += 1
        number = max(row, number + 1)
    return found, used


def _cells(scan: Scan, start: int, end: int) -> list[Cell]:
    """The cells of a line; one alone where it is no row."""
    text = scan.page.text
    line = text[start:end]
    if "|" in line:
        pattern = r"\s*\|\s*"
    elif "\t" in line:
        pattern = r" *\t *"
    elif re.search(r" {2,}", line):
        pattern = r" {2,}"
    elif line.count(",") > 1 and ", " not in line:
        pattern = r","
    else:
        return [(start, end)]
    cells, place = [], start
    for match in re.finditer(pattern, line):
        cells.append((place, start + match.start()))
        place = start + match.end()
    cells.append((place, end))
    return cells[1:] if "|" in line and cells[0][0] == cells[0][1] else cells


def _columns(scan: Scan, head: Sequence[Cell]) -> tuple[int, dict[int, tuple[str, ...]]] | None:
    """Which column has the titles, and which have dates, with the regions they are of; None where this is no head."""
    if len(head) < 2:
        return None
    names = [scan.page.text[start:end].strip(" *_") for start, end in head]
    if all(
        scan.places.within(start, end) and len(name) < _SHORT
        for (start, end), name in zip(head, names, strict=True)
    ):
        codes = [
            scan.places.within(start, end) for start, end in head
        ]  # countries alone, above columns of dates
        return 0, {
            index: tuple(code for one in found for code in one.value.regions)
            for index, found in enumerate(codes, 1)
        }
    title_at = next((index for index, name in enumerate(names) if _TITLE.fullmatch(name)), None)
    regions: dict[int, tuple[str, ...]] = {}
    for index, (start, end) in enumerate(head):
        places = [
            one for one in scan.places.within(start, end) if one.value.role in {Role.COUNTRY, Role.DEMONYM}
        ]
        if index != title_at and not _OLD.search(names[index]) and (places or _DATE.fullmatch(names[index])):
            regions[index] = tuple(dict.fromkeys(code for one in places for code in one.value.regions))
    if title_at is None and regions and 0 not in regions and any(regions.values()):
        title_at = 0
    return (title_at, regions) if title_at is not None and regions else None
