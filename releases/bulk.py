"""The desk's bulk write: each row of a file adds a release, changes one, or is left alone."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import Session, col, select

from db.models import Release
from db.tables import table_of
from db.words import ChangeKind, ReleaseStatus
from releases.change_log import Alteration, alter, record_altered, record_announced, record_reshown
from releases.doubting.dates import of_move, of_new
from releases.doubting.titles import near_title, nothing_stands, year_off_by_one
from releases.doubts import Doubt, DoubtCode, DoubtError, settle
from releases.editors import Editor
from releases.errors import InvalidValueError, OpeningDayError
from releases.import_duplicates import ReleasesInFile
from releases.regions import SeveralPlacesError
from releases.release_input import NewRelease, ReleaseInput
from releases.release_reading import agreeing, apply_edit, read_entry
from releases.row_differences import agrees, edit_of, same_date
from releases.titles.find import Film, Match, Titles


class RowOutcome(StrEnum):
    """The result of a row."""

    ADDED = "added"
    MOVED = "moved"
    EDITED = "edited"  # its status, note, source or label
    CANCELLED = "cancelled"
    LEFT_ALONE = "left_alone"
    BAD = "bad"
    DOUBTED = "doubted"  # it waits for a yes


@dataclass(frozen=True, slots=True)
class RowResult:
    """The result of one row, with the reason if it was not carried out."""

    line: int
    outcome: RowOutcome
    reason: str | None = None
    field: str | None = None
    doubts: tuple[Doubt, ...] = ()  # those that nobody accepted

    def document(self, place: str, base_url: str = "") -> dict[str, Any]:
        """Return the result as JSON; `place` is the name for a row's position, such as `line`, and `base_url` as in `Doubt.document`."""
        return {
            place: self.line,
            "outcome": self.outcome.value,
            "field": self.field,
            "reason": self.reason,
            "doubts": [doubt.document(base_url) for doubt in self.doubts],
        }


@dataclass(slots=True)
class _Said:
    line: int
    new: NewRelease
    entry: ReleaseInput
    doubts: tuple[Doubt, ...] = ()  # light ones, which are told


_Key = tuple[UUID, str, str, str]  # title, region, type, edition: a release's natural key
_OUTCOMES = {
    ChangeKind.MOVED: RowOutcome.MOVED,
    ChangeKind.EDITED: RowOutcome.EDITED,
    ChangeKind.CONFIRMED: RowOutcome.EDITED,
    ChangeKind.CANCELLED: RowOutcome.CANCELLED,
}


class Batch:
    """One bulk write in the caller's transaction."""

    def __init__(
        self,
        session: Session,
        now: datetime,
        editor: Editor,
        told: ReleasesInFile,
        accept: Collection[DoubtCode] = (),
    ) -> None:
        """`accept`: the doubts that are none for any of the rows."""
        self._session = session
        self._now = now
        self._editor = editor
        self._told = told
        self._accept = frozenset(accept)
        self._titles = Titles(session, now)
        self._results: list[RowResult] = []

    def write(self, rows: Sequence[tuple[int, NewRelease]]) -> list[RowResult]:
        """Write the rows, and return a result for each, in order."""
        said = self._read(rows)
        self._titles.look_up({each.entry.film for each in said})
        known = self._known(said)
        new: dict[_Key, tuple[UUID, ReleaseInput]] = {}
        differing: dict[UUID, _Said] = {}
        for each in said:
            try:
                self._sort(each, known, new, differing)
            except DoubtError as error:
                self._note(each, RowOutcome.DOUBTED, error.reason, error.field, error.doubts)
            except OpeningDayError as error:
                self._note(each, RowOutcome.BAD, error.detail, error.field)
        self._add(new)
        self._alter(differing)
        return sorted(self._results, key=lambda result: result.line)

    def _read(self, rows: Sequence[tuple[int, NewRelease]]) -> list[_Said]:
        said = []
        for line, new in rows:
            try:
                said.append(_Said(line, new, read_entry(new, self._editor, self._now)))
            except OpeningDayError as error:
                doubts = error.doubts if isinstance(error, SeveralPlacesError) else ()
                self._results.append(RowResult(line, RowOutcome.BAD, error.detail, error.field, doubts))
        return said

    def _known(self, said: Sequence[_Said]) -> dict[_Key, Row[tuple[object, ...]]]:
        """Return the existing releases of these titles and regions by natural key, as plain rows."""
        titles = {found[0].id for each in said if (found := self._find(each))}
        if not titles:
            return {}
        table = table_of(Release)
        statement = table.select().where(
            table.c.title_id.in_(titles), table.c.region.in_({each.entry.region for each in said})
        )
        return {
            (row.title_id, row.region, row.type, row.edition): row for row in self._session.execute(statement)
        }

    def _find(self, each: _Said) -> tuple[Film, Match] | None:
        with suppress(OpeningDayError):  # _sort finds the error again, and reports it for the row
            return self._titles.find(each.entry.film)
        return None

    def _sort(
        self,
        each: _Said,
        known: dict[_Key, Row[tuple[object, ...]]],
        new: dict[_Key, tuple[UUID, ReleaseInput]],
        differing: dict[UUID, _Said],
    ) -> None:
        """Decide what to do with a row. Raises DoubtError if it needs a confirmation, OpeningDayError if it is bad."""
        entry, accept = each.entry, self._accepted(each)
        cancelled = entry.status == ReleaseStatus.CANCELLED
        is_another = DoubtCode.YEAR_OFF_BY_ONE in accept
        found = self._titles.find(entry.film, exact_year=is_another)
        key = (found[0].id, entry.region, entry.type, entry.edition) if found else None
        standing = known.get(key) if key else None
        if standing is not None:
            each.entry = entry = agreeing(each.new, entry, standing.opens_on)
        doubts = self._doubts(each, found, standing)
        if cancelled and standing is None:
            settle(doubts, accept)
            self._note(each, RowOutcome.LEFT_ALONE, "it is cancelled, and not known here")
            return
        each.doubts = settle(doubts, accept)
        film = found[0] if found else self._titles.make(entry.film)
        if found and found[1] == Match.SURE:
            self._titles.learn(film, entry.film)
        key = (film.id, entry.region, entry.type, entry.edition)
        release_id = standing.id if standing else new[key][1].id if key in new else entry.id
        if self._is_repeated(each, release_id):
            self._note(each, RowOutcome.LEFT_ALONE)
        elif standing is None:
            new[key] = (film.id, entry)
            self._note(each, RowOutcome.ADDED)
        elif standing.status == ReleaseStatus.CANCELLED:
            reason = None if cancelled else "it has been cancelled: restore it first"
            self._note(each, RowOutcome.LEFT_ALONE, reason)
        elif agrees(standing, each.new, each.entry):
            self._note(each, RowOutcome.LEFT_ALONE)
        else:
            differing[standing.id] = each

    def _accepted(self, each: _Said) -> frozenset[DoubtCode]:
        return self._accept | each.new.accept if each.new.accept else self._accept

    def _doubts(
        self, each: _Said, found: tuple[Film, Match] | None, standing: Row[tuple[object, ...]] | None
    ) -> list[Doubt]:
        """What is doubtful about a row, with the heavy ones that are so only here raised by DoubtError."""
        entry, doubts = each.entry, [*each.new.doubts, *each.entry.doubts]
        stands = standing is not None and standing.status != ReleaseStatus.CANCELLED
        if found is None and (near := self._titles.near(entry.film)):
            doubts.append(near_title(entry.film, near))
        elif each.new.must_stand and not stands and DoubtCode.UNKNOWN_TITLE not in self._accepted(each):
            raise DoubtError([*doubts, nothing_stands(entry.film, entry.region)])
        if found and found[1] == Match.YEAR_OFF_BY_ONE:
            doubt = year_off_by_one(entry.film, found[0])
            if standing is not None and not same_date(standing, entry):
                raise DoubtError([*doubts, doubt])  # it would move what may be another film
            doubts.append(doubt)
        if entry.status == ReleaseStatus.CANCELLED:
            return doubts
        if standing is None:
            doubts += of_new(entry, self._now)
        elif stands:
            doubts += of_move(standing.id, standing.opens_on, entry, self._now)
        return doubts

    def _is_repeated(self, each: _Said, release_id: UUID) -> bool:
        """Whether the row repeats an earlier one. Raises InvalidValueError if it contradicts it."""
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
        record_reshown(self._session, self._titles.write(), self._editor.name, self._now)
        if new:
            rows = [entry.columns(title_id, self._now) for title_id, entry in new.values()]
            self._session.execute(table_of(Release).insert(), rows)
            entries = [entry for _, entry in new.values()]
            record_announced(self._session, entries, self._editor.name, self._now)

    def _alter(self, differing: dict[UUID, _Said]) -> None:
        """Change existing releases as their rows say, the same way as a single edit."""
        if not differing:
            return
        # Lock in a fixed order, so that concurrent batches cannot deadlock.
        statement = select(Release).where(col(Release.id).in_(differing)).order_by(col(Release.id))
        alterations: list[Alteration] = []
        for release in self._session.exec(statement.with_for_update()):
            each = differing[release.id]
            try:
                alteration = self._alteration(release, each)
            except OpeningDayError as error:
                self._session.expunge(release)
                self._note(each, RowOutcome.BAD, error.detail, error.field)
                continue
            self._note(each, _OUTCOMES[alteration.kind] if alteration else RowOutcome.LEFT_ALONE)
            if alteration:
                alterations.append(alteration)
        record_altered(self._session, alterations, self._editor.name, self._now)

    def _alteration(self, release: Release, each: _Said) -> Alteration | None:
        if each.entry.status == ReleaseStatus.CANCELLED:
            return alter(release, lambda: setattr(release, "status", ReleaseStatus.CANCELLED), self._now)
        edit = edit_of(release, each.new, each.entry)
        return alter(release, lambda: apply_edit(release, edit, self._now), self._now)

    def _note(
        self,
        each: _Said,
        outcome: RowOutcome,
        reason: str | None = None,
        field: str | None = None,
        doubts: tuple[Doubt, ...] | None = None,
    ) -> None:
        doubts = each.doubts if doubts is None else doubts
        if reason is None and doubts:
            reason, field = "; ".join(doubt.message for doubt in doubts), doubts[0].field
        if each.new.remarks:
            reason = "; ".join([*([reason] if reason else []), *each.new.remarks])
        self._results.append(RowResult(each.line, outcome, reason, field, doubts))
