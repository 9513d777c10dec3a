"""Many releases at once, as a file tells them: each is added, moved, or left alone. Part of the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session, col, select

from db.models import Release
from db.tables import table_of
from db.words import ChangeKind, Precision, ReleaseStatus
from releases.change_log import Alteration, alter, record_altered, record_announced
from releases.editors import Editor
from releases.errors import InvalidValueError, OpeningDayError
from releases.import_duplicates import ReleasesInFile
from releases.release_input import Edit, NewRelease, ReleaseInput, apply_edit, read_entry
from releases.titles import Titles


class RowOutcome(StrEnum):
    """What became of a row."""

    ADDED = "added"
    MOVED = "moved"
    EDITED = "edited"  # its status, note, source or label
    CANCELLED = "cancelled"
    LEFT_ALONE = "left_alone"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row, and why if it is not what was asked for."""

    line: int
    outcome: RowOutcome
    reason: str | None = None
    field: str | None = None

    def document(self, place: str) -> dict[str, Any]:
        """The result as JSON; `place` is what the row is called."""
        return {place: self.line, "outcome": self.outcome.value, "field": self.field, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class _Said:
    line: int
    new: NewRelease
    entry: ReleaseInput


_Key = tuple[UUID, str, str, str]  # title, region, type, edition: what a release is known by
_OUTCOMES = {
    ChangeKind.MOVED: RowOutcome.MOVED,
    ChangeKind.EDITED: RowOutcome.EDITED,
    ChangeKind.CONFIRMED: RowOutcome.EDITED,
    ChangeKind.CANCELLED: RowOutcome.CANCELLED,
}


class Batch:
    """One writing of many rows, in the caller's transaction."""

    def __init__(self, session: Session, now: datetime, editor: Editor, told: ReleasesInFile) -> None:
        self._session = session
        self._now = now
        self._editor = editor
        self._told = told
        self._titles = Titles(session, now)
        self._results: list[RowResult] = []

    def write(self, rows: Sequence[tuple[int, NewRelease]]) -> list[RowResult]:
        """Write what the rows say, and a result for each, in their order."""
        said = self._read(rows)
        self._titles.look_up({(each.entry.name, each.entry.year) for each in said})
        known = self._known(said)
        new: dict[_Key, tuple[UUID, ReleaseInput]] = {}
        differing: dict[UUID, _Said] = {}
        for each in said:
            try:
                self._sort(each, known, new, differing)
            except OpeningDayError as error:
                self._note(each.line, RowOutcome.BAD, error.detail, error.field)
        self._add(new)
        self._alter(differing)
        return sorted(self._results, key=lambda result: result.line)

    def _read(self, rows: Sequence[tuple[int, NewRelease]]) -> list[_Said]:
        said = []
        for line, new in rows:
            try:
                said.append(_Said(line, new, read_entry(new, self._editor, self._now)))
            except OpeningDayError as error:
                self._note(line, RowOutcome.BAD, error.detail, error.field)
        return said

    def _known(self, said: Sequence[_Said]) -> dict[_Key, Row[tuple[object, ...]]]:
        """The releases of these titles that are there already, as plain rows."""
        titles = {self._find(each.entry) for each in said} - {None}
        if not titles:
            return {}
        table = table_of(Release)
        statement = table.select().where(
            table.c.title_id.in_(titles), table.c.region.in_({each.entry.region for each in said})
        )
        return {
            (row.title_id, row.region, row.type, row.edition): row for row in self._session.execute(statement)
        }

    def _find(self, entry: ReleaseInput) -> UUID | None:
        try:
            return self._titles.find(entry.name, entry.year)
        except OpeningDayError:
            return None  # it is found again, and told, when its turn comes

    def _sort(
        self,
        each: _Said,
        known: dict[_Key, Row[tuple[object, ...]]],
        new: dict[_Key, tuple[UUID, ReleaseInput]],
        differing: dict[UUID, _Said],
    ) -> None:
        """Decide what a row is. Raises OpeningDayError if it is bad."""
        entry = each.entry
        cancelled = entry.status == ReleaseStatus.CANCELLED
        if cancelled and self._titles.find(entry.name, entry.year) is None:
            self._note(each.line, RowOutcome.LEFT_ALONE, "it is cancelled, and not known here")
            return
        title_id = self._titles.find_or_make(entry.name, entry.year)
        key = (title_id, entry.region, entry.type, entry.edition)
        standing = known.get(key)
        release_id = standing.id if standing else new[key][1].id if key in new else entry.id
        if self._is_repeated(each, release_id):
            self._note(each.line, RowOutcome.LEFT_ALONE)
        elif standing is None and cancelled:
            self._note(each.line, RowOutcome.LEFT_ALONE, "it is cancelled, and not known here")
        elif standing is None:
            new[key] = (title_id, entry)
            self._note(each.line, RowOutcome.ADDED)
        elif standing.status == ReleaseStatus.CANCELLED:
            reason = None if cancelled else "it has been cancelled: restore it first"
            self._note(each.line, RowOutcome.LEFT_ALONE, reason)
        elif _agrees(standing, each):
            self._note(each.line, RowOutcome.LEFT_ALONE)
        else:
            differing[standing.id] = each

    def _is_repeated(self, each: _Said, release_id: UUID) -> bool:
        """Whether a row before says the same. Raises InvalidValueError if it says something else."""
        before = self._told.before(release_id, each.line, each.entry)
        if before is None:
            return False
        line, same = before
        if not same:
            raise InvalidValueError(
                f"{self._told.place} {line} says something else of this release: leave one of them out",
                field="title",
            )
        return True

    def _add(self, new: dict[_Key, tuple[UUID, ReleaseInput]]) -> None:
        self._titles.write()
        if new:
            rows = [entry.columns(title_id, self._now) for title_id, entry in new.values()]
            self._session.execute(table_of(Release).insert(), rows)
            entries = [entry for _, entry in new.values()]
            record_announced(self._session, entries, self._editor.name, self._now)

    def _alter(self, differing: dict[UUID, _Said]) -> None:
        """Make standing releases as their rows say, by the same way as one that is moved alone."""
        if not differing:
            return
        # In one order, so that two batches at once wait for each other and do not lock crosswise.
        statement = select(Release).where(col(Release.id).in_(differing)).order_by(col(Release.id))
        alterations: list[Alteration] = []
        for release in self._session.exec(statement.with_for_update()):
            each = differing[release.id]
            try:
                alteration = self._alteration(release, each)
            except OpeningDayError as error:
                self._session.expunge(release)
                self._note(each.line, RowOutcome.BAD, error.detail, error.field)
                continue
            self._note(each.line, _OUTCOMES[alteration.kind] if alteration else RowOutcome.LEFT_ALONE)
            if alteration:
                alterations.append(alteration)
        record_altered(self._session, alterations, self._editor.name, self._now)

    def _alteration(self, release: Release, each: _Said) -> Alteration | None:
        if each.entry.status == ReleaseStatus.CANCELLED:
            return alter(release, lambda: setattr(release, "status", ReleaseStatus.CANCELLED), self._now)
        edit = _edit(release, each)
        return alter(release, lambda: apply_edit(release, edit, self._now), self._now)

    def _note(
        self, line: int, outcome: RowOutcome, reason: str | None = None, field: str | None = None
    ) -> None:
        self._results.append(RowResult(line, outcome, reason, field))


def _agrees(standing: Row[tuple[object, ...]], each: _Said) -> bool:
    """Whether a release is as a row says; what the row does not say may be anything."""
    new, entry = each.new, each.entry
    return (
        _same_date(standing, entry)
        and entry.label in {None, standing.label}
        and (not new.at or standing.opens_at == entry.opens_at)
        and (not new.timezone or standing.timezone == entry.timezone)
        and (not new.status or standing.status == entry.status)
        and (not new.note or standing.note == entry.note)
        and (not new.source or standing.source == entry.source)
    )


def _edit(release: Release, each: _Said) -> Edit:
    """What a row says of a release that stands. A date that is the same leaves the label as it is."""
    new, entry = each.new, each.entry
    return Edit(
        on=None if _same_date(release, entry) else new.on,
        at=new.at or None,
        note=new.note or None,
        source=new.source or None,
        timezone=new.timezone or None,
        status=new.status or None,
        label=entry.label,
    )


def _same_date(release: Release | Row[tuple[object, ...]], entry: ReleaseInput) -> bool:
    standing: tuple[object, object, Precision] = (release.opens_on, release.opens_until, release.precision)
    return standing == (entry.opens_on, entry.opens_until, entry.precision)
