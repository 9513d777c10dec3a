"""The consequences of writing a release: its change, its event and its reminders.

Each function takes any number of releases and needs the same number of statements for all of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, Protocol
from uuid import UUID

from sqlmodel import Session

from db.columns import uuid7
from db.models import Change, Event, Release
from db.tables import table_of
from db.words import ChangeKind, EventType, ReleaseStatus, ReleaseType
from releases.dates import canonical
from releases.document import clock_time
from releases.give_way import end_unseen_deliveries
from releases.regions import find_region
from releases.reminders import (
    BETWEEN_ZONES,
    Dated,
    await_fan_out,
    current_slots,
    end_of_day,
    schedule,
    supersede,
    unschedule,
)


class Written(Dated, Protocol):
    """The fields that a change records, of a `Release` or of a row that was inserted without the ORM."""

    @property
    def opens_until(self) -> date | None: ...  # noqa: D102 - as in Release
    @property
    def opens_at(self) -> time | None: ...  # noqa: D102 - as in Release
    @property
    def label(self) -> str | None: ...  # noqa: D102 - as in Release
    @property
    def note(self) -> str | None: ...  # noqa: D102 - as in Release
    @property
    def source(self) -> str | None: ...  # noqa: D102 - as in Release
    @property
    def type(self) -> ReleaseType: ...  # noqa: D102 - as in Release
    @property
    def edition(self) -> str: ...  # noqa: D102 - as in Release
    @property
    def distributor(self) -> str | None: ...  # noqa: D102 - as in Release
    @property
    def classification(self) -> str | None: ...  # noqa: D102 - as in Release
    @property
    def tickets(self) -> str | None: ...  # noqa: D102 - as in Release


@dataclass(frozen=True, slots=True)
class Alteration:
    """A change to an existing release."""

    release: Release  # after the change
    kind: ChangeKind
    before: dict[str, Any]  # changed fields only
    after: dict[str, Any]
    previous: str  # the date before, in canonical form
    opened_until: date | None  # the last possible day before the change

    @property
    def needs_reminders(self) -> bool:
        """Whether reminders must be rescheduled: the day, the zone, the region, or cancelled or not, has changed."""
        return bool({"timezone", "region"} & self.after.keys()) or self.is_elsewhen

    @property
    def is_elsewhen(self) -> bool:
        """Whether the day, or cancelled or not, has changed."""
        return "on" in self.after or self.stands_or_falls

    @property
    def stands_or_falls(self) -> bool:
        """Whether it was cancelled or restored."""
        return self.kind in {ChangeKind.CANCELLED, ChangeKind.RESTORED}


def facts(release: Written) -> dict[str, Any]:
    """Return every field that can change, as the log stores it: JSON, with dates in canonical form."""
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
        "type": release.type.value,
        "edition": release.edition,
        "region": release.region,
        "distributor": release.distributor,
        "classification": release.classification,
        "tickets": release.tickets,
    }


def alter(release: Release, act: Callable[[], object], now: datetime) -> Alteration | None:
    """Let `act` alter the release, and say what is different; None if nothing is."""
    before, opened_until = facts(release), release.opens_until
    act()
    after = facts(release)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return None
    release.version += 1
    release.updated_at = now
    if {"on", "at", "timezone", "status"}.intersection(changed):
        release.sequence += 1
    return Alteration(
        release=release,
        kind=_kind(set(changed), before, after),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        previous=before["on"],
        opened_until=opened_until,
    )


def record_announced(session: Session, releases: Sequence[Written], actor: str, now: datetime) -> None:
    """Write the changes, events and reminders of new releases, whose rows have been inserted."""
    if not releases:
        return
    session.execute(
        table_of(Change).insert(),
        [_change(release.id, ChangeKind.ANNOUNCED, actor, now, None, facts(release)) for release in releases],
    )
    _tell(session, [_event(each, EventType.ANNOUNCED, each.opens_until, now) for each in releases], now)
    end_unseen_deliveries(session, [each.id for each in releases], now)
    schedule(session, releases, current_slots(session), now)


def record_altered(session: Session, alterations: Sequence[Alteration], actor: str, now: datetime) -> None:
    """Write the changes, events and reminders that follow from altered releases."""
    if not alterations:
        return
    session.flush()
    session.execute(
        table_of(Change).insert(),
        [_change(each.release.id, each.kind, actor, now, each.before, each.after) for each in alterations],
    )
    _tell(session, [event for each in alterations if (event := _event_of(each, now))], now)
    _reschedule(session, [each for each in alterations if each.needs_reminders], now)
    moved_in = [each.release.id for each in alterations if {"region", "type", "edition"} & each.after.keys()]
    if moved_in:
        end_unseen_deliveries(session, moved_in, now)


def record_reshown(
    session: Session, titles: Sequence[tuple[UUID, str, str]], actor: str, now: datetime
) -> None:
    """Write what follows from titles that are shown otherwise, each with its id, what it was shown as, and is now."""
    for title_id, before, after in titles:
        record_title_edited(session, title_id, {"title": before}, {"title": after}, actor, now)


def record_title_edited(
    session: Session,
    title_id: UUID,
    before: dict[str, Any],
    after: dict[str, Any],
    actor: str,
    now: datetime,
) -> None:
    """Write what follows from a title that is different: a change of each of its releases, all of which show it."""
    table = table_of(Release)
    statement = table.update().where(table.c.title_id == title_id).returning(table.c.id)
    ids = session.execute(statement.values(version=table.c.version + 1, updated_at=now)).scalars().all()
    if ids:
        rows = [_change(each, ChangeKind.EDITED, actor, now, before, after) for each in ids]
        session.execute(table_of(Change).insert(), rows)


# The events that each kind of change makes untrue.
_ENDED = {
    ChangeKind.MOVED: (EventType.REMINDER,),
    ChangeKind.CANCELLED: (EventType.REMINDER, EventType.ANNOUNCED, EventType.MOVED),
    ChangeKind.RESTORED: (EventType.REMINDER, EventType.CANCELLED),
}


def _reschedule(session: Session, alterations: Sequence[Alteration], now: datetime) -> None:
    if not alterations:
        return
    ids = [each.release.id for each in alterations]
    unschedule(session, ids)
    await_fan_out(session, ids)
    elsewhen = sorted((each for each in alterations if each.is_elsewhen), key=lambda a: a.kind)
    for kind, group in groupby(elsewhen, key=lambda a: a.kind):
        supersede(session, [each.release.id for each in group], _ENDED[kind], f"the release was {kind}", now)
    slots = current_slots(session)
    schedule(session, [each.release for each in elsewhen], slots, now)
    # In another zone the reminder's hour may be past already: then it is due at once, rather than skipped.
    rezoned = [each.release for each in alterations if not each.is_elsewhen]
    schedule(session, rezoned, slots, now - BETWEEN_ZONES)


def _change(
    release_id: UUID,
    kind: ChangeKind,
    actor: str,
    now: datetime,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    former_title_id: UUID | None = None,
) -> dict[str, Any]:
    return {
        "release_id": release_id,
        "kind": kind,
        "actor": actor,
        "at": now,
        "before": before,
        "after": after,
        "former_title_id": former_title_id,
        "former_region": before.get("region") if before else None,
    }


def _event_of(alteration: Alteration, now: datetime) -> dict[str, Any] | None:
    release, until = alteration.release, alteration.opened_until
    if alteration.kind == ChangeKind.CANCELLED:
        return _event(release, EventType.CANCELLED, until, now)
    if alteration.kind not in {ChangeKind.MOVED, ChangeKind.RESTORED}:
        return None
    previous = None if alteration.kind == ChangeKind.RESTORED else alteration.previous
    # Expires after the later of both days: whoever expects the old day must hear that the new one is earlier.
    latest = max(until, release.opens_until) if until and release.opens_until else None
    return _event(release, EventType.MOVED, latest, now, previous)


def _event(
    release: Written, event_type: EventType, until: date | None, now: datetime, previous: str | None = None
) -> dict[str, Any]:
    """Return the row of an event, which expires at the end of the day `until`."""
    return {
        "id": uuid7(),
        "type": event_type,
        "occurred_at": now,
        "release_id": release.id,
        "previous": previous,
        "expires_at": end_of_day(until, release.timezone) if until else None,
    }


def _tell(session: Session, events: Sequence[dict[str, Any]], now: datetime) -> None:
    """Insert the events that have not expired."""
    useful = [event for event in events if event["expires_at"] is None or event["expires_at"] > now]
    if useful:
        session.execute(table_of(Event).insert(), useful)


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
