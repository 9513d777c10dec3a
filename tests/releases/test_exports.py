import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from db.engine import Database
from db.words import ReleaseType
from releases.clock import Clock
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from releases.exports import FileFormat, all_releases, count_undated, write_releases
from releases.imports import Defaults, ImportReport, import_releases, open_source, read_rows

EDITOR = Editor("Ani")
NOW = datetime(2024, 12, 18, 19, tzinfo=UTC)
SEVERAL = [
    NewRelease(title="Anora", region="NZ", on="Boxing Day", year=2024, note='two\nlines; and, \\n "more"'),
    NewRelease(title="Anora", region="AU-SA", on="2024-12-26", at="19:00", type="digital"),
    NewRelease(title="=cmd|'/C calc'!A0", region="WW", on="summer 2025", source="https://example.com/a,b;c"),
    NewRelease(title="'=1+1", region="US", on="Labor Day weekend 2025", edition="@home", status="tentative"),
    NewRelease(title="'n Sync", region="GB", on="tba", timezone="Europe/Dublin"),
    NewRelease(title="Ünïcode 千と千尋", region="JP", on="2025-Q3", edition="25th", note="- a\n- b"),
    NewRelease(title="Zodiac", region="NZ", on="2024-12-26", at="00:00", timezone="Pacific/Chatham"),
]  # fmt: skip


def announce(database: Database, *news: NewRelease) -> None:
    with database.write() as session:
        for new in news:
            Desk(session, NOW, EDITOR).announce(new)


def exported(database: Database, file_format: FileFormat, region: str | None = None) -> str:
    with database.read() as session:
        return "".join(write_releases(all_releases(session, region), file_format))


def imported(database: Database, content: str) -> ImportReport:
    report = ImportReport()
    with open_source(io.BytesIO(content.encode())) as source:
        rows = read_rows(source.text, None, Defaults(), report.remarks.append)
        import_releases(database, rows, EDITOR, NOW, report)
    assert (report.told, report.is_clean) == ([], True)
    return report


@pytest.fixture
def another(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    with copied(sqlite_template, tmp_path) as database:
        yield database


@contextmanager
def copied(template: Path, folder: Path) -> Iterator[Database]:
    shutil.copy(template, folder / "another.db")
    database = Database(f"sqlite:///{folder / 'another.db'}")
    yield database
    database.close()


@pytest.mark.parametrize("file_format", [FileFormat.CSV, FileFormat.JSON])
def test_an_export_imported_elsewhere_exports_identically(
    database: Database, another: Database, file_format: FileFormat
) -> None:
    announce(database, *SEVERAL)
    there = exported(database, file_format)
    imported(another, there)
    assert exported(another, file_format) == there
    assert sum(imported(database, there).counts.values()) == len(SEVERAL)
    assert exported(database, file_format) == there


def test_an_exported_calendar_imports_in_full(database: Database, another: Database) -> None:
    announce(database, *SEVERAL)
    imported(another, exported(database, FileFormat.ICS))
    dated = [line for line in exported(database, FileFormat.JSON).splitlines() if '"tba"' not in line]
    assert exported(another, FileFormat.JSON).replace(",\n", "\n").splitlines() == [
        line.removesuffix(",") for line in dated
    ]
    with database.read() as session:
        assert count_undated(session) == 1


def test_other_parsers_accept_the_exported_calendar(database: Database) -> None:
    announce(database, *SEVERAL)
    calendar = exported(database, FileFormat.ICS)
    events = Calendar.from_ical(calendar).walk("VEVENT")
    assert len(events) == len(SEVERAL) - 1
    read = IcsCalendarStream.calendar_from_ics(calendar)
    days = {str(event.summary): event.dtstart for event in read.events}
    assert str(days["Anora (NZ, theatrical)"]) == "2024-12-26"
    assert days["Anora (AU-SA, digital)"] == datetime(2024, 12, 26, 8, 30, tzinfo=UTC)
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def test_no_exported_cell_is_a_formula(database: Database) -> None:
    announce(database, *SEVERAL)
    rows = list(csv.reader(io.StringIO(exported(database, FileFormat.CSV), newline="")))
    assert all(cell[:1] not in set("=+-@\t\r") or not cell for row in rows for cell in row)
    titles = {row[0] for row in rows}
    assert {"'=cmd|'/C calc'!A0", "''=1+1", "'n Sync"} <= titles


def test_cancelled_releases_are_not_exported(database: Database) -> None:
    announce(database, *SEVERAL[:2])
    with database.write() as session:
        desk = Desk(session, NOW, EDITOR)
        desk.cancel(desk.announce(NewRelease(title="Gone", region="NZ", on="tba")).id)
    assert "Gone" not in exported(database, FileFormat.CSV)


def test_a_regions_export_has_the_releases_of_its_feed(database: Database) -> None:
    announce(database, *SEVERAL)
    assert {line.split(",")[2] for line in exported(database, FileFormat.CSV, "AU").splitlines()[1:]} == {
        "AU-SA",
        "WW",
    }


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_an_empty_export_can_be_imported(database: Database, file_format: FileFormat) -> None:
    assert not imported(database, exported(database, file_format)).counts


_letters = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
_lines = st.text(st.one_of(st.sampled_from("'\"=+-@,;\\ nN:"), _letters), min_size=1, max_size=30)
_texts = _lines.filter(lambda text: bool(text.strip()))
_notes = st.lists(_lines, min_size=1, max_size=3).map("\n".join).filter(lambda text: bool(text.strip()))


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(
        st.tuples(
            _texts,
            st.sampled_from(["NZ", "AU-SA", "US", "WW"]),
            st.sampled_from(
                ["2025-03-06", "Boxing Day 2025", "2025-Q2", "summer 2026", "tba", "2025-03-06/2025-03-09"]
            ),
            st.sampled_from(list(ReleaseType)),
            st.one_of(st.just(""), _texts),
            st.one_of(st.none(), _notes),
        ),
        max_size=8,
        unique_by=lambda row: (row[0].casefold(), row[1], row[3]),
    ),
    file_format=st.sampled_from([FileFormat.CSV, FileFormat.JSON]),
)
def test_any_text_survives_export_and_import(
    sqlite_template: Path,
    rows: list[tuple[str, str, str, ReleaseType, str, str | None]],
    file_format: FileFormat,
) -> None:
    news = [
        (line, NewRelease(title=title, region=region, on=on, type=kind, edition=edition, note=note))
        for line, (title, region, on, kind, edition, note) in enumerate(rows)
    ]
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as two,
        copied(sqlite_template, Path(one)) as first,
        copied(sqlite_template, Path(two)) as second,
    ):
        import_releases(first, news, EDITOR, NOW, ImportReport())
        there = exported(first, file_format)
        imported(second, there)
        assert exported(second, file_format) == there


def test_an_export_streams_while_others_write(database: Database) -> None:
    rows = [(n, NewRelease(title=f"Film {n}", region="NZ", on="2025-03-06")) for n in range(2500)]
    import_releases(database, rows, EDITOR, NOW, ImportReport())
    with database.read() as session:
        releases = all_releases(session)
        first = next(releases)
        announce(database, NewRelease(title="Another", region="NZ", on="2025-03-07"))
        assert (first.said["title"], 1 + sum(1 for _ in releases)) == ("Film 0", 2500)


def test_a_dry_run_counts_as_the_import_does_and_writes_nothing(database: Database, clock: Clock) -> None:
    rows = [(n, NewRelease(title=f"Film {n % 1500}", region="NZ", on="2025-03-06")) for n in range(2500)]
    rows.append((2500, NewRelease(title="Film 3", region="NZ", on="2025-03-07")))
    rows.append((2501, NewRelease(title="Film 3", region="XQ", on="2025-03-07")))
    now = clock.now() + timedelta(days=1)
    trial, real = ImportReport(dry_run=True), ImportReport()
    import_releases(database, rows, EDITOR, now, trial)
    assert exported(database, FileFormat.JSON) == "[]\n"
    import_releases(database, rows, EDITOR, now, real)
    assert (trial.counts, trial.told) == (real.counts, real.told)
    assert real.counts == {"added": 1500, "left_alone": 1000, "bad": 2}
