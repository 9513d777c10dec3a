"""A bulk import of 100,000 releases with three reminders each, beside APScheduler's SQLAlchemy store adding jobs.

Both write to a SQLite file of their own. APScheduler adds 3,000 jobs, and its time is scaled to the 300,000 that the
reminders are. Memory is the peak of the process that imports, for a small file and for the large one.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import func, select

from bench.databases import database_of
from db.engine import Database
from db.models import Reminder
from releases.editors import Editor
from releases.imports import Defaults, ImportReport, import_releases, open_source, read_rows

ROWS = 100_000
FEW_ROWS = 10_000
REMINDERS = 3  # of each release: 7, 1 and 0 days before
JOBS = 3_000
REGIONS = ("NZ", "AU", "US", "GB", "FR", "DE", "JP", "KR", "CA", "IE")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Measure both, and say how they compare."""
    few, many = _import_apart(FEW_ROWS), _import_apart(ROWS)
    jobs_seconds = _add_jobs(JOBS)
    scaled = jobs_seconds * ROWS * REMINDERS / JOBS
    print(f"import of {ROWS:,} releases with {REMINDERS} reminders each, SQLite")
    print(f"  ours         {many['seconds']:8.1f} s  ({ROWS / many['seconds']:,.0f} releases/s)")
    print(
        f"  APScheduler  {scaled:8.1f} s  for {ROWS * REMINDERS:,} jobs"
        f" ({JOBS:,} jobs took {jobs_seconds:.1f} s, scaled)"
    )
    print(f"  ratio        {scaled / many['seconds']:8.1f}    (goal: at least 20)")
    print(f"  again        {many['again']:8.1f} s  (the same file: nothing changes)")
    print(
        f"  peak memory  {few['megabytes']:8.0f} MB for {FEW_ROWS:,} rows, {many['megabytes']:.0f} MB for {ROWS:,}"
    )


def _import_apart(rows: int) -> dict[str, float]:
    """The figures of an import in a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.import_speed", str(rows)], check=True, stdout=subprocess.PIPE
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _import(rows: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, database_of("SQLite") as database:
        file = Path(folder) / "releases.csv"
        _write_file(file, rows)
        first, again = _timed_import(database, file), _timed_import(database, file)
        with database.read() as session:
            reminders = session.execute(select(func.count()).select_from(Reminder)).scalar_one()
    if reminders != rows * REMINDERS:
        raise AssertionError(f"{reminders} reminders, not {rows * REMINDERS}")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": first, "again": again, "megabytes": megabytes}


def _timed_import(database: Database, file: Path) -> float:
    begun = time.perf_counter()
    report = ImportReport()
    with file.open("rb") as binary, open_source(binary) as source:
        rows = read_rows(source.text, None, Defaults(), report.remarks.append)
        import_releases(database, rows, Editor("bench"), NOW, report)
    if not report.is_clean:
        raise AssertionError(f"bad rows: {report.told[:3]}")
    return time.perf_counter() - begun


def _write_file(file: Path, rows: int) -> None:
    """A film in ten regions, then the next; each on another of 900 days."""
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(["title", "year", "region", "on", "type"])
        for number in range(rows):
            day = NOW.date() + timedelta(days=30 + number % 900)
            writer.writerow([f"Film number {number // 10}", 2026, REGIONS[number % 10], day, "theatrical"])


def _add_jobs(jobs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        store = SQLAlchemyJobStore(url=f"sqlite:///{Path(folder) / 'jobs.db'}")
        scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
        scheduler.start(paused=True)
        begun = time.perf_counter()
        for number in range(jobs):
            scheduler.add_job(
                print, "date", run_date=NOW + timedelta(days=36500, hours=number), args=[number]
            )
        seconds = time.perf_counter() - begun
        scheduler.shutdown()
    return seconds


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_import(int(sys.argv[1]))))
    else:
        main()
