"""Bulk export: releases as CSV, JSON or iCalendar, streamed, in the form that import reads."""

from collections.abc import Iterable, Iterator

from releases.exports.csv_form import as_csv
from releases.exports.json_form import as_json
from releases.exports.rows import Fields, all_releases, count_undated
from releases.imports.formats import FileFormat

__all__ = ["FileFormat", "all_releases", "count_undated", "write_releases"]


def write_releases(releases: Iterable[Fields], file_format: FileFormat) -> Iterator[str]:
    """Yield the file in pieces of text, to be encoded as UTF-8, with the format's own line ends."""
    if file_format == FileFormat.CSV:
        return as_csv(releases)
    if file_format == FileFormat.JSON:
        return as_json(releases)
    from releases.exports.ics_form import as_ics

    return as_ics(releases)
