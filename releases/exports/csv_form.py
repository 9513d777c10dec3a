"""Writes CSV (RFC 4180) that a spreadsheet can open without running what is in it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from releases.exports.rows import Fields
from releases.imports.columns import FIELDS

# What a spreadsheet takes for a formula. Apostrophes before it count, so that import takes off exactly the one
# that is put on here.
_RUNS = re.compile(r"'*[=+\-@\t\r]")


def as_csv(releases: Iterable[Fields]) -> Iterator[str]:
    """The header, then a row for each release."""
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
    """What is in the buffer, which is empty then."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
