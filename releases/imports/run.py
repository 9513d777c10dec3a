"""Runs an import: writes rows in batches of one transaction each, and reports the results."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from db.engine import Database
from releases.bulk import RowOutcome, RowResult
from releases.desk import Desk
from releases.doubts import DoubtCode
from releases.editors import Editor
from releases.errors import OpeningDayError
from releases.import_duplicates import ReleasesInFile
from releases.imports.columns import LeftOutError, Release
from releases.imports.formats import Rows
from releases.release_input import NewRelease

BATCH = 1000  # rows per transaction
MOST_TOLD = 100  # rows with a reason listed in the report; others are only counted
_TRIES = 3


@dataclass(slots=True)
class ImportReport:
    """The results of an import."""

    dry_run: bool = False
    counts: Counter[RowOutcome] = field(default_factory=Counter)
    told: list[RowResult] = field(
        default_factory=list
    )  # the first rows that are bad, or left alone for a reason
    untold: int = 0  # how many more there are
    remarks: list[str] = field(default_factory=list)  # what there is to say of the whole file
    place: str = "line"  # what the number of a row counts

    @property
    def is_clean(self) -> bool:
        """Whether no row was bad, and none needs a confirmation."""
        return not self.counts[RowOutcome.BAD] and not self.counts[RowOutcome.DOUBTED]

    def add(self, result: RowResult) -> None:
        """Count a row's result, and list it if it has a reason."""
        self.counts[result.outcome] += 1
        if not result.reason:
            return
        if len(self.told) < MOST_TOLD:
            self.told.append(result)
        else:
            self.untold += 1

    def document(self, base_url: str = "") -> dict[str, Any]:
        """Return the report as JSON; `base_url` as in `Doubt.document`."""
        return {
            "dry_run": self.dry_run,
            **{outcome.value: self.counts[outcome] for outcome in RowOutcome},
            "remarks": self.remarks,
            "rows": [each.document("line", base_url) for each in self.told],
            "more_rows": self.untold,
        }


def import_releases(
    database: Database,
    rows: Iterable[Release],
    editor: Editor,
    now: datetime,
    report: ImportReport,
    progress: Callable[[], None] = lambda: None,
    accept: Collection[DoubtCode] = (),
) -> None:
    """Write the rows and add their results to the report. `progress` is called after each batch.

    A doubted row waits, unless its doubts are among those to `accept`.

    A dry run writes everything in one transaction and rolls it back; on SQLite it blocks other writers meanwhile.
    """
    report.place = rows.place if isinstance(rows, Rows) else report.place
    with (
        closing(ReleasesInFile(report.place)) as told,
        _transactions(database, dry_run=report.dry_run) as transaction,
    ):
        for batch in _batches(rows):
            bad = [_not_read(line, said) for line, said in batch if isinstance(said, OpeningDayError)]
            good = [(line, said) for line, said in batch if isinstance(said, NewRelease)]
            results = _write(transaction, good, editor, now, told, accept) if good else []
            for result in sorted([*bad, *results], key=lambda each: each.line):
                report.add(result)
            progress()


def _not_read(line: int, error: OpeningDayError) -> RowResult:
    outcome = RowOutcome.LEFT_ALONE if isinstance(error, LeftOutError) else RowOutcome.BAD
    return RowResult(line, outcome, error.detail, error.field)


def _write(
    transaction: Callable[[], AbstractContextManager[Session]],
    rows: list[tuple[int, NewRelease]],
    editor: Editor,
    now: datetime,
    told: ReleasesInFile,
    accept: Collection[DoubtCode],
) -> list[RowResult]:
    def attempt() -> list[RowResult]:
        with told.batch(), transaction() as session:
            return Desk(session, now, editor).announce_all(rows, told, accept)

    for _ in range(_TRIES - 1):
        with suppress(IntegrityError):  # another editor added one of them at the same time: now it is known
            return attempt()
    return attempt()


@contextmanager
def _transactions(
    database: Database, *, dry_run: bool
) -> Iterator[Callable[[], AbstractContextManager[Session]]]:
    """Return how to open each batch's transaction: its own, or for a dry run a shared one that is rolled back."""
    if not dry_run:
        yield database.write
        return
    with database.rehearse() as session:

        @contextmanager
        def part() -> Iterator[Session]:
            with session.begin_nested():
                yield session
            session.expunge_all()

        yield part


def _batches(rows: Iterable[Release]) -> Iterator[list[Release]]:
    batch: list[Release] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
