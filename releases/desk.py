"""The desk: the only writer of releases. Every way in (API, command line, import, page) calls it.

Each call writes the release, its change, its event and its reminders; the caller's transaction holds
them together, and commits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from db.models import Change, Event, Release, Title
from db.words import ChangeKind, EventType, Precision, ReleaseStatus, ReleaseType
from releases.dates import ReleaseDate, canonical, parse_date
from releases.document import clock_time
from releases.editors import Editor
from releases.errors import ConflictError, InvalidValueError, NotFoundError, StaleError
from releases.fields import read_time, read_timezone, read_word
from releases.regions import Region, find_region
from releases.reminders import current_slots, end_of_day, schedule, supersede, unschedule
from releases.text import EDITION_LIMIT, clean_address, clean_line, clean_note
from releases.titles import find_or_make_title


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """What an editor says of a release, in words. Only the first three must be given."""

    title: str
    region: str
    on: str  # as parse_date reads it
    type: str = ReleaseType.THEATRICAL
    edition: str = ""
    at: str | None = None  # 19:00, by the wall clock of the zone
    year: int | None = None
    note: str | None = None
    source: str | None = None
    timezone: str | None = None  # instead of the region's
    status: str = ReleaseStatus.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is to be different about a release. None: as it is; an empty string takes away."""

    on: str | None = None
    at: str | None = None
    note: str | None = None
    source: str | None = None
    timezone: str | None = None
    status: str | None = None


class Desk:
    """Writes releases in one transaction, for one editor, at one instant."""

    def __init__(self, session: Session, now: datetime, editor: Editor) -> None:
        self._session = session
        self._now = now
        self._editor = editor

    def announce(self, new: NewRelease) -> Release:
        """Add a release. Raises AlreadyAnnouncedError if title, region, type and edition are taken."""
        region = find_region(new.region)
        self._editor.require(region.code)
        timezone = read_timezone(new.timezone) if new.timezone else region.timezone
        status = read_word(new.status, ReleaseStatus, field="status")
        if status == ReleaseStatus.CANCELLED:
            raise InvalidValueError("status of a new release is confirmed or tentative", field="status")
        release_type = read_word(new.type, ReleaseType, field="type")
        edition = clean_line(new.edition, field="edition", limit=EDITION_LIMIT) if new.edition.strip() else ""
        when = parse_date(new.on, region, self._today(timezone))
        note = clean_note(new.note) if new.note else None
        source = clean_address(new.source) if new.source else None
        at = _read_opening_time(new.at, when.precision) if new.at else None
        title = find_or_make_title(self._session, new.title, new.year, self._now)
        release = Release(
            title_id=title.id,
            region=region.code,
            type=release_type,
            edition=edition,
            opens_on=when.first,
            opens_until=when.last,
            precision=when.precision,
            opens_at=at,
            timezone=timezone,
            label=when.label,
            status=status,
            note=note,
            source=source,
            created_at=self._now,
            updated_at=self._now,
        )
        self._insert(release)
        self._log(release, ChangeKind.ANNOUNCED, before=None, after=facts(release))
        self._tell(release, EventType.ANNOUNCED, release.opens_until)
        schedule(self._session, [release], current_slots(self._session), self._now)
        return release

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
        return self._change(release, lambda: self._apply(release, edit))

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

    def _take(self, release_id: UUID, version: int | None) -> Release:
        """The release, locked until the transaction ends."""
        release = self._session.get(Release, release_id, with_for_update=True)
        if release is None:
            raise NotFoundError(f"there is no release {release_id}", field="id")
        self._editor.require(release.region)
        if version is not None and version != release.version:
            raise StaleError(f"the release is at version {release.version}, not {version}: read it again")
        return release

    def _apply(self, release: Release, edit: Edit) -> None:
        region = find_region(release.region)
        if edit.timezone is not None:
            release.timezone = read_timezone(edit.timezone) if edit.timezone else region.timezone
        if edit.on is not None:
            self._redate(release, parse_date(edit.on, region, self._today(release.timezone)), region)
        if edit.at is not None:
            release.opens_at = _read_opening_time(edit.at, release.precision) if edit.at else None
        if edit.note is not None:
            release.note = clean_note(edit.note)
        if edit.source is not None:
            release.source = clean_address(edit.source)
        if edit.status is not None:
            release.status = read_word(edit.status, ReleaseStatus, field="status")

    @staticmethod
    def _redate(release: Release, when: ReleaseDate, region: Region) -> None:
        if (when.first, when.last, when.precision) != (
            release.opens_on,
            release.opens_until,
            release.precision,
        ):
            release.moved_from = canonical(release.opens_on, release.opens_until, release.precision, region)
        release.opens_on, release.opens_until, release.precision = when.first, when.last, when.precision
        release.label = when.label
        if when.precision != Precision.DAY:
            release.opens_at = None

    def _change(self, release: Release, act: Callable[[], None]) -> Release:
        """Let `act` alter the release, then write all that follows from what is different."""
        before, opened_until = facts(release), release.opens_until
        act()
        after = facts(release)
        changed = {name for name in after if after[name] != before[name]}
        if not changed:
            return release
        release.version += 1
        release.updated_at = self._now
        kind = _kind(changed, before, after)
        if changed & {"on", "at", "timezone", "status"}:
            release.sequence += 1
        self._reschedule(release, changed, kind)
        self._log(release, kind, before={n: before[n] for n in changed}, after={n: after[n] for n in changed})
        if kind in {ChangeKind.MOVED, ChangeKind.RESTORED}:
            previous = None if kind == ChangeKind.RESTORED else before["on"]
            # Until the later of both days: who waits for the old one must hear of an earlier one.
            days = (opened_until, release.opens_until)
            self._tell(
                release, EventType.MOVED, None if None in days else max(d for d in days if d), previous
            )
        elif kind == ChangeKind.CANCELLED:
            self._tell(release, EventType.CANCELLED, opened_until)
        return release

    def _reschedule(self, release: Release, changed: set[str], kind: ChangeKind) -> None:
        """Plan the reminders again where the day, its zone or whether it stands is different."""
        stands_or_falls = kind in {ChangeKind.CANCELLED, ChangeKind.RESTORED}
        if not stands_or_falls and not changed & {"on", "timezone"}:
            return
        unschedule(self._session, release.id)
        if stands_or_falls or "on" in changed:
            supersede(self._session, release.id, f"the release was {kind}", self._now)
        schedule(self._session, [release], current_slots(self._session), self._now)

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

    def _log(
        self, release: Release, kind: ChangeKind, *, before: dict[str, Any] | None, after: dict[str, Any]
    ) -> None:
        self._session.add(
            Change(
                release_id=release.id,
                kind=kind,
                actor=self._editor.name,
                at=self._now,
                before=before,
                after=after,
            )
        )

    def _tell(
        self, release: Release, event_type: EventType, until: date | None, previous: str | None = None
    ) -> None:
        """Write the event; it is worth telling until that day is over."""
        self._session.add(
            Event(
                type=event_type,
                occurred_at=self._now,
                release_id=release.id,
                previous=previous,
                expires_at=end_of_day(until, release.timezone) if until else None,
            )
        )

    def _today(self, timezone: str) -> date:
        return self._now.astimezone(ZoneInfo(timezone)).date()


def facts(release: Release) -> dict[str, Any]:
    """What the log keeps of a release: everything that can change, as JSON."""
    return {
        "on": canonical(
            release.opens_on, release.opens_until, release.precision, find_region(release.region)
        ),
        "at": clock_time(release.opens_at),
        "timezone": release.timezone,
        "label": release.label,
        "status": release.status.value,
        "note": release.note,
        "source": release.source,
    }


def release_with_title(session: Session, release_id: UUID) -> tuple[Release, Title]:
    """A release and its title. Raises NotFoundError."""
    row = session.exec(select(Release, Title).join(Title).where(Release.id == release_id)).first()
    if row is None:
        raise NotFoundError(f"there is no release {release_id}", field="id")
    return row[0], row[1]


def _kind(changed: set[str], before: dict[str, Any], after: dict[str, Any]) -> ChangeKind:
    if after["status"] == ReleaseStatus.CANCELLED:
        return ChangeKind.CANCELLED
    if before["status"] == ReleaseStatus.CANCELLED:
        return ChangeKind.RESTORED
    if changed & {"on", "at", "timezone"}:
        return ChangeKind.MOVED
    if "status" in changed and after["status"] == ReleaseStatus.CONFIRMED:
        return ChangeKind.CONFIRMED
    return ChangeKind.EDITED


def _read_opening_time(at: str, precision: Precision) -> time:
    if precision != Precision.DAY:
        raise InvalidValueError("at needs a date that is exact: give the day as well", field="at")
    return read_time(at)
