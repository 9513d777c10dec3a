"""The desk: the only writer of releases. Every way in (API, command line, import, page) calls it.

Each call writes the release, its change, its event and its reminders; the caller's transaction holds
them together, and commits.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from db.models import Change, Release, Title
from db.words import ChangeKind, ReleaseStatus
from releases.bulk import Batch, RowResult
from releases.change_log import alter, record_altered, record_announced, record_reshown
from releases.doubting.dates import of_move, of_new
from releases.doubting.titles import namesake, near_title, year_off_by_one
from releases.doubts import Doubt, DoubtCode, settle
from releases.editors import Editor
from releases.errors import ConflictError, InvalidValueError, StaleError
from releases.fields import read_word
from releases.import_duplicates import ReleasesInFile
from releases.regions import region_called
from releases.release_input import Edit, NewRelease, ReleaseInput
from releases.release_reading import apply_edit, read_entry
from releases.titles.edit import TitleFacts, edit_title
from releases.titles.find import Film, Match, Titles
from releases.titles.merge import merge_titles, no_release

__all__ = ["AlreadyAnnouncedError", "Desk", "Edit", "NewRelease", "release_with_title"]


class AlreadyAnnouncedError(ConflictError):
    """This release has been announced before."""

    slug = "already-announced"

    def __init__(self, release: Release, doubts: Sequence[Doubt] = ()) -> None:
        """`doubts`: what else it could be."""
        super().__init__(
            f"this title already has a {release.type} release in {release.region}"
            f"{f', {release.edition}' if release.edition else ''}: move it, or name another edition"
            f"{''.join(f'; {doubt.message}' for doubt in doubts)}",
            field="title",
        )
        self.release_id = release.id
        self.doubts = tuple(doubts)


class Desk:
    """Writes releases in the caller's transaction, for one editor, at one instant."""

    def __init__(self, session: Session, now: datetime, editor: Editor) -> None:
        self._session = session
        self._now = now
        self._editor = editor
        self.doubts: tuple[
            Doubt, ...
        ] = ()  # about what was last announced or edited, none of which held it up

    def announce(self, new: NewRelease) -> Release:
        """Add a release.

        Raises AlreadyAnnouncedError if title, region, type and edition are taken, and DoubtError if it waits for a yes.
        """
        entry = read_entry(new, self._editor, self._now)
        if entry.status == ReleaseStatus.CANCELLED:
            raise InvalidValueError("status of a new release is confirmed or tentative", field="status")
        titles = Titles(self._session, self._now)
        titles.look_up([entry.film])
        film, doubts = _film(titles, entry, new)
        is_sure = not doubts
        doubts += of_new(entry, self._now)
        if film is not None and (taken := self._taken(film.id, entry)):
            is_another_day = taken.opens_on != entry.opens_on
            if not is_another_day or DoubtCode.NAMESAKE not in new.accept:
                raise AlreadyAnnouncedError(taken, [namesake(film, taken.id)] if is_another_day else [])
            film = None
        self.doubts = settle([*new.doubts, *entry.doubts, *doubts], new.accept)
        if film is None:
            film = titles.make(entry.film)
        elif is_sure:
            titles.learn(film, entry.film)
        record_reshown(self._session, titles.write(), self._editor.name, self._now)
        release = Release(**entry.columns(film.id, self._now))
        self._insert(release)
        record_announced(self._session, [release], self._editor.name, self._now)
        return release

    def announce_all(
        self,
        rows: Sequence[tuple[int, NewRelease]],
        told: ReleasesInFile,
        accept: Collection[DoubtCode] = (),
    ) -> list[RowResult]:
        """Add new releases and update existing ones from the rows of a file; return a result for each.

        A row is its line in the file and its content; `told` holds the releases of the file's earlier rows. Bad rows
        change nothing, nor do doubted ones, unless their doubts are among those to `accept`. Takes about a thousand
        rows per call; the number of statements does not grow with them.
        """
        return Batch(self._session, self._now, self._editor, told, accept).write(rows)

    def move(self, release_id: UUID, on: str, *, version: int | None = None) -> Release:
        """Move a release to another date, as parse_date reads it. Errors as for `edit`."""
        return self.edit(release_id, Edit(on=on), version=version)

    def confirm(self, release_id: UUID) -> Release:
        """Confirm a tentative release."""
        return self.edit(release_id, Edit(status=ReleaseStatus.CONFIRMED))

    def edit(self, release_id: UUID, edit: Edit, *, version: int | None = None) -> Release:
        """Apply an edit; nothing is written if it changes nothing.

        `version` is the one that the editor read; raises StaleError if the release has changed since. Also raises
        NotFoundError, ForbiddenError, InvalidValueError, ConflictError while the release is cancelled,
        AlreadyAnnouncedError if it would equal another release, and DoubtError if it needs a confirmation.
        """
        release = self._take(release_id, version)
        if edit.status is not None:
            status = read_word(edit.status, ReleaseStatus, field="status")
            if status == ReleaseStatus.CANCELLED:
                return self.cancel(release_id)
        if release.status == ReleaseStatus.CANCELLED:
            raise ConflictError("the release is cancelled: restore it first", field="status")
        if edit.region is not None:
            self._editor.require(region_called(edit.region).code)
        opened_on = release.opens_on
        identity = (release.region, release.type, release.edition)

        def act() -> None:
            read = apply_edit(release, edit, self._now)
            if (release.region, release.type, release.edition) != identity:
                self._require_free(release)
            doubts = [*edit.doubts, *read, *of_move(release.id, opened_on, release, self._now)]
            self.doubts = settle(doubts, edit.accept)

        return self._change(release, act)

    def cancel(self, release_id: UUID, *, version: int | None = None) -> Release:
        """Cancel a release, keeping its record. Cancelling it again changes nothing. Errors as for `edit`."""
        release = self._take(release_id, version)
        return self._change(release, lambda: setattr(release, "status", ReleaseStatus.CANCELLED))

    def restore(self, release_id: UUID, *, version: int | None = None) -> Release:
        """Undo a cancellation, restoring the previous status. Raises ConflictError if it is not cancelled."""
        release = self._take(release_id, version)
        if release.status != ReleaseStatus.CANCELLED:
            raise ConflictError("the release is not cancelled: there is nothing to restore", field="status")
        cancelled = self._session.exec(
            select(Change)
            .where(Change.release_id == release.id, Change.kind == ChangeKind.CANCELLED)
            .order_by(col(Change.seq).desc())
        ).first()
        before = (cancelled.before if cancelled else None) or {}
        status = ReleaseStatus(before.get("status", ReleaseStatus.CONFIRMED))
        return self._change(release, lambda: setattr(release, "status", status))

    def edit_title(self, slug: str, given: TitleFacts) -> Title:
        """Change what is given of a title, for each of its releases; its address stays. Again, and nothing changes."""
        return edit_title(self._session, slug, given, self._now, self._editor)

    def merge_titles(self, slug: str, into: str, accept: Collection[DoubtCode] = ()) -> Title:
        """Make two titles one, that of the slug `into`; what the other was known by leads there."""
        return merge_titles(self._session, slug, into, self._now, self._editor, accept)

    def _take(self, release_id: UUID, version: int | None) -> Release:
        """Return the release, locked until the transaction ends."""
        release = self._session.get(Release, release_id, with_for_update=True)
        if release is None:
            raise no_release(self._session, release_id)
        self._editor.require(release.region)
        if version is not None and version != release.version:
            raise StaleError(f"the release is at version {release.version}, not {version}: read it again")
        return release

    def _change(self, release: Release, act: Callable[[], None]) -> Release:
        """Run `act`, which changes the release, then record the difference."""
        if alteration := alter(release, act, self._now):
            record_altered(self._session, [alteration], self._editor.name, self._now)
        return release

    def _insert(self, release: Release) -> None:
        try:
            with self._session.begin_nested():
                self._session.add(release)
        except IntegrityError:  # another editor announced it at the same time
            raise AlreadyAnnouncedError(self._session.exec(_same(release.title_id, release)).one()) from None

    def _taken(self, title_id: UUID, entry: ReleaseInput) -> Release | None:
        return self._session.exec(_same(title_id, entry)).first()

    def _require_free(self, release: Release) -> None:
        """Raises AlreadyAnnouncedError if another release has its title, region, type and edition."""
        with self._session.no_autoflush:
            others = _same(release.title_id, release).where(Release.id != release.id)
            if other := self._session.exec(others).first():
                raise AlreadyAnnouncedError(other)


def _film(titles: Titles, entry: ReleaseInput, new: NewRelease) -> tuple[Film | None, list[Doubt]]:
    """The title that is meant, if there is one, and what is doubtful about that."""
    found = titles.find(entry.film, exact_year=DoubtCode.YEAR_OFF_BY_ONE in new.accept)
    if found is None:
        near = titles.near(entry.film)
        return None, [near_title(entry.film, near)] if near else []
    film, match = found
    return film, [year_off_by_one(entry.film, film)] if match == Match.YEAR_OFF_BY_ONE else []


def _same(title_id: UUID, release: Release | ReleaseInput) -> SelectOfScalar[Release]:
    """The releases of a title in the region, of the type and in the edition of this one: there is at most one."""
    return select(Release).where(
        Release.title_id == title_id,
        Release.region == release.region,
        Release.type == release.type,
        Release.edition == release.edition,
    )


def release_with_title(session: Session, release_id: UUID) -> tuple[Release, Title]:
    """Return a release and its title. Raises NotFoundError, MovedError."""
    row = session.exec(select(Release, Title).join(Title).where(Release.id == release_id)).first()
    if row is None:
        raise no_release(session, release_id)
    return row[0], row[1]
