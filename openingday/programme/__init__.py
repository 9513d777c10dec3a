"""The demo's films: real dates from December 2024 to June 2025 in six regions, each with its source."""

from datetime import datetime, timedelta
from pathlib import Path

from db.engine import Database
from releases.editors import Editor
from releases.imports import FileFormat, ImportReport, import_releases, read_defaults, read_rows

_FOLDER = Path(__file__).parent
_EDITOR = Editor("the demo's programme")
_EARLIER = timedelta(days=20)  # when the dates that have since moved were announced


def add_programme(database: Database, now: datetime) -> ImportReport:
    """Import the files: first the dates that have since moved, then all current ones."""
    report = ImportReport()
    for name, when in (("before.csv", now - _EARLIER), ("announced.csv", now)):
        with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
            rows = read_rows(file, FileFormat.CSV, read_defaults(None, None), report.remarks.append)
            import_releases(database, rows, _EDITOR, when, report)
    return report
