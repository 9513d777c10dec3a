"""Bulk export: releases as CSV, JSON or iCalendar, a piece at a time, as import reads them back."""

from collections.abc import Iterable, Iterator

from releases.exports.csv_form import as_csv
from releases.exports.json_form import as_json
from releases.exports.rows import Fields, all_releases, count_undated
from releases.imports.formats import FileFormat

__all__ = ["FileFormat", "all_releases", "count_undated", "write_releases"]


def write_releases(releases: Iterable[Fields], file_format: FileFormat) -> Iterator[str]:
    """The file, in pieces: UTF-8, with the line ends that its format asks for."""
    if file_format == FileFormat.CSV:
        return as_csv(releases)
    if file_format == FileFormat.JSON:
        return as_json(releases)
    from releases.exports.ics_form import as_ics

    return as_ics(releases)
