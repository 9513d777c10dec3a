"""Writes CSV (RFC 4180) that is safe to open in a spreadsheet: no cell runs as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from releases.exports.rows import Fields
from releases.imports.columns import FIELDS

# What a spreadsheet would run as a formula. Cells that already begin with apostrophes before it are escaped too, so
# that import can strip exactly one.
_RUNS = re.compile(r"'*[=+\-@\t\r]")


def as_csv(releases: Iterable[Fields]) -> Iterator[str]:
    """Yield the header, then a row per release."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(FIELDS)
    for release in releases:
        writer.writerow([_defused(cell) for cell in release.said.values()])
        yield _taken(buffer)
    yield _taken(buffer)


def _defused(cell: str) -> str:
    return f"'{cell}" if _RUNS.match(cell) else cell


def _taken(buffer: io.StringIO) -> str:
    """Return the buffer's content and empty it."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
