"""Bulk import: files of releases in CSV, JSON, iCalendar, XLSX and ODS, read a row at a time and written in batches."""

from releases.imports.columns import Defaults, new_release, read_defaults
from releases.imports.formats import FileFormat, format_named, read_rows
from releases.imports.run import ImportReport, import_releases
from releases.imports.source import Source, open_source

__all__ = [
    "Defaults",
    "FileFormat",
    "ImportReport",
    "Source",
    "format_named",
    "import_releases",
    "new_release",
    "open_source",
    "read_defaults",
    "read_rows",
]
