"""The desk: the only writer of releases. Every way in (API, command line, import, page) calls it.

Each call writes the release, its change, its event and its reminders; the caller's transaction holds
them together, and commits.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from db.models import Change, Release, Title
from db.words import ChangeKind, ReleaseStatus
from releases.bulk import Batch, RowResult
from releases.change_log import alter, record_altered, record_announced
from releases.editors import Editor
from releases.errors import ConflictError, InvalidValueError, NotFoundError, StaleError
from releases.fields import read_word
from releases.import_duplicates import ReleasesInFile
from releases.release_input import Edit, NewRelease, ReleaseInput, apply_edit, read_entry
from releases.retitle import retitle
from releases.titles import Titles

__all__ = ["AlreadyAnnouncedError", "Desk", "Edit", "NewRelease", "release_with_title"]


class AlreadyAnnouncedError(ConflictError):
    """This release has been announced before."""

    slug = "already-announced"

    def __init__(self, release: Release) -> None:
        super().__init__(
            f"this title already has a {release.type} release in {release.region}"
            f"{f', {release.edition}' if release.edition else ''}: move it, or name another edition",
            field="title",
        )
        self.release_id = release.id


class Desk:
    """Writes releases in one transaction, for one editor, at one instant."""

    def __init__(self, session: Session, now: datetime, editor: Editor) -> None:
        self._session = session
        self._now = now
        self._editor = editor

    def announce(self, new: NewRelease) -> Release:
        """Add a release. Raises AlreadyAnnouncedError if title, region, type and edition are taken."""
        entry = read_entry(new, self._editor, self._now)
        if entry.status == ReleaseStatus.CANCELLED:
            raise InvalidValueError("status of a new release is confirmed or tentative", field="status")
        release = Release(**entry.columns(self._title(entry), self._now))
        self._insert(release)
        record_announced(self._session, [release], self._editor.name, self._now)
        return release

    def announce_all(self, rows: Sequence[tuple[int, NewRelease]], told: ReleasesInFile) -> list[RowResult]:
        """Add the releases that are new, and give the others the date that is said of them; a result for each.

        A row is where it stands in its file, and what it says; `told` is what that file has told so far. Bad rows
        change nothing. A thousand or so at once: this writes with as many statements as for one.
        """
        return Batch(self._session, self._now, self._editor, told).write(rows)

    def move(self, release_id: UUID, on: str, *, version: int | None = None) -> Release:
        """Give a release another date."""
        return self.edit(release_id, Edit(on=on), version=version)

    def confirm(self, release_id: UUID) -> Release:
        """Make a tentative release a confirmed one."""
        return self.edit(release_id, Edit(status=ReleaseStatus.CONFIRMED))

    def edit(self, release_id: UUID, edit: Edit, *, version: int | None = None) -> Release:
        """Change what the edit names, and nothing if that is how it is already.

        `version`: the one that the editor read; raises StaleError if another has been written since.
        """
        release = self._take(release_id, version)
        if edit.status is not None:
            status = read_word(edit.status, ReleaseStatus, field="status")
            if status == ReleaseStatus.CANCELLED:
                return self.cancel(release_id)
        if release.status == ReleaseStatus.CANCELLED:
            raise ConflictError("the release is cancelled: restore it first", field="status")
        return self._change(release, lambda: apply_edit(release, edit, self._now))

    def cancel(self, release_id: UUID, *, version: int | None = None) -> Release:
        """Take a release off the calendar; its record stays. Again, and nothing changes."""
        release = self._take(release_id, version)
        return self._change(release, lambda: setattr(release, "status", ReleaseStatus.CANCELLED))

    def restore(self, release_id: UUID, *, version: int | None = None) -> Release:
        """Undo a cancellation: the release is what it was before. Raises ConflictError if it stands."""
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

    def retitle(self, slug: str, name: str) -> Title:
        """Give a title another name, in each of its releases; its address stays. Again, and nothing changes."""
        return retitle(self._session, slug, name, self._now, self._editor)

    def _take(self, release_id: UUID, version: int | None) -> Release:
        """The release, locked until the transaction ends."""
        release = self._session.get(Release, release_id, with_for_update=True)
        if release is None:
            raise NotFoundError(f"there is no release {release_id}", field="id")
        self._editor.require(release.region)
        if version is not None and version != release.version:
            raise StaleError(f"the release is at version {release.version}, not {version}: read it again")
        return release

    def _change(self, release: Release, act: Callable[[], None]) -> Release:
        """Let `act` alter the release, then write all that follows from what is different."""
        if alteration := alter(release, act, self._now):
            record_altered(self._session, [alteration], self._editor.name, self._now)
        return release

    def _title(self, entry: ReleaseInput) -> UUID:
        titles = Titles(self._session, self._now)
        titles.look_up([(entry.name, entry.year)])
        title_id = titles.find_or_make(entry.name, entry.year)
        titles.write()
        return title_id

    def _insert(self, release: Release) -> None:
        taken = select(Release).where(
            Release.title_id == release.title_id,
            Release.region == release.region,
            Release.type == release.type,
            Release.edition == release.edition,
        )
        if existing := self._session.exec(taken).first():
            raise AlreadyAnnouncedError(existing)
        try:
            with self._session.begin_nested():
                self._session.add(release)
        except IntegrityError:  # another editor announced it in this very moment
            raise AlreadyAnnouncedError(self._session.exec(taken).one()) from None


def release_with_title(session: Session, release_id: UUID) -> tuple[Release, Title]:
    """A release and its title. Raises NotFoundError."""
    row = session.exec(select(Release, Title).join(Title).where(Release.id == release_id)).first()
    if row is None:
        raise NotFoundError(f"there is no release {release_id}", field="id")
    return row[0], row[1]
