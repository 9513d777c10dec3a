"""The arithmetic of reminders, and the rows that follow from a release's date."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select, text, update
from sqlmodel import Session, col

from db.models import Delivery, Event, Release, Reminder, ReminderSlot
from db.tables import table_of
from db.words import DeliveryStatus, EventType, Precision, ReleaseStatus, ReminderStatus
from releases.regions import WORLDWIDE
from releases.zones import zone_named

DEFAULT_LEADS = (7, 1, 0)  # days before opening
DEFAULT_HOUR = 9
DEFAULT_TIMEZONE = "UTC"  # only where a worldwide release meets a subscriber who named no zone
MOST_DAYS_AHEAD = 365  # the largest lead

_SLOTS_LOCK = 0x0DA2  # among PostgreSQL's advisory locks: held shared to plan, alone to add a slot


@lru_cache(maxsize=65_536)
def due_at(opens_on: date, lead: int, hour: int, timezone: str) -> datetime:
    """The UTC instant at which it is `hour` o'clock in the zone, `lead` days before opening.

    An hour that daylight saving leaves out moves forward by the gap; of one that comes twice, the first
    is meant. Both follow from fold=0 (PEP 495).
    """
    return datetime.combine(opens_on - timedelta(days=lead), time(hour), zone_named(timezone)).astimezone(UTC)


@lru_cache(maxsize=65_536)
def end_of_day(day: date, timezone: str) -> datetime:
    """The UTC instant at which the day is over in the zone."""
    return datetime.combine(day + timedelta(days=1), time(0), zone_named(timezone)).astimezone(UTC)


def default_slots() -> list[ReminderSlot]:
    """The slots that every release has a reminder for, whether or not anyone subscribed."""
    return [ReminderSlot(lead=lead, hour=DEFAULT_HOUR, timezone=DEFAULT_TIMEZONE) for lead in DEFAULT_LEADS]


def current_slots(session: Session) -> list[ReminderSlot]:
    """Every slot that somebody wants. No slot can be added until this transaction ends."""
    _lock_slots(session, alone=False)
    wanted = session.execute(select(ReminderSlot)).scalars().all()
    known = {(slot.lead, slot.hour, slot.timezone) for slot in wanted}
    defaults = [s for s in default_slots() if (s.lead, s.hour, s.timezone) not in known]
    return [*wanted, *defaults]


class Dated(Protocol):
    """What a reminder follows from: a release, whether it is an object of the session or not."""

    @property
    def id(self) -> UUID: ...  # noqa: D102 - as in Release
    @property
    def region(self) -> str: ...  # noqa: D102 - as in Release
    @property
    def opens_on(self) -> date | None: ...  # noqa: D102 - as in Release
    @property
    def precision(self) -> Precision: ...  # noqa: D102 - as in Release
    @property
    def timezone(self) -> str: ...  # noqa: D102 - as in Release
    @property
    def status(self) -> ReleaseStatus: ...  # noqa: D102 - as in Release


def plan(release: Dated, slots: Iterable[ReminderSlot], now: datetime) -> list[dict[str, Any]]:
    """The reminder rows of a release that are still to come. None for a date that is not exact."""
    if release.precision != Precision.DAY or release.opens_on is None:
        return []
    if release.status == ReleaseStatus.CANCELLED:
        return []
    # A worldwide release has no zone of its own: it fires in each subscriber's.
    worldwide = release.region == WORLDWIDE
    times = {(s.lead, s.hour, s.timezone if worldwide else release.timezone) for s in slots}
    rows = []
    for lead, hour, timezone in sorted(times):
        due = due_at(release.opens_on, lead, hour, timezone)
        if due > now:
            rows.append(
                {
                    "release_id": release.id,
                    "lead": lead,
                    "hour": hour,
                    "timezone": timezone,
                    "opens_on": release.opens_on,
                    "due_at": due,
                    "status": ReminderStatus.PENDING,
                }
            )
    return rows


def schedule(
    session: Session, releases: Iterable[Dated], slots: Sequence[ReminderSlot], now: datetime
) -> None:
    """Write the reminders of releases that have none pending."""
    rows = [row for release in releases for row in plan(release, slots, now)]
    if rows:
        session.execute(table_of(Reminder).insert(), rows)


def unschedule(session: Session, release_ids: Collection[UUID]) -> None:
    """Take back the reminders of releases that have not fired."""
    session.execute(
        update(Reminder)
        .where(col(Reminder.release_id).in_(release_ids), col(Reminder.status) == ReminderStatus.PENDING)
        .values(status=ReminderStatus.SUPERSEDED)
    )


def supersede(session: Session, release_ids: Collection[UUID], reason: str, now: datetime) -> None:
    """End the reminders of releases that have fired and are on their way, or held.

    Call `unschedule` first: a fan-out that is under way then has either committed what this sees, or
    finds its reminders gone.
    """
    told = select(col(Event.id)).where(
        col(Event.release_id).in_(release_ids), col(Event.type) == EventType.REMINDER
    )
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.event_id).in_(told),
            col(Delivery.status).in_([DeliveryStatus.PENDING, DeliveryStatus.HELD]),
        )
        .values(status=DeliveryStatus.SUPERSEDED, reason=reason, finished_at=now),
        execution_options={"synchronize_session": False},
    )


def add_slots(session: Session, slots: Iterable[ReminderSlot], now: datetime) -> None:
    """Make sure the slots exist; a new one gives every coming release its reminder."""
    wanted = {(slot.lead, slot.hour, slot.timezone): slot for slot in slots}
    if not _missing(session, wanted):
        return
    _lock_slots(session, alone=True)
    missing = _missing(session, wanted)  # again: another may have added them while we waited
    if not missing:
        return
    before = current_slots(session)
    session.add_all(missing)
    session.flush()
    # A day of grace: no zone is further than that from UTC.
    soonest = now.date() - timedelta(days=1)
    coming = session.execute(
        select(Release)
        .where(col(Release.opens_on) >= soonest, col(Release.precision) == Precision.DAY)
        .where(col(Release.status) != ReleaseStatus.CANCELLED)
        .execution_options(yield_per=1000)
    ).scalars()
    for releases in coming.partitions():
        rows = []
        for release in releases:
            have = {(r["lead"], r["hour"], r["timezone"]) for r in plan(release, before, now)}
            rows += [
                row
                for row in plan(release, missing, now)
                if (row["lead"], row["hour"], row["timezone"]) not in have
            ]
        if rows:
            session.execute(table_of(Reminder).insert(), rows)


def _missing(session: Session, wanted: dict[tuple[int, int, str], ReminderSlot]) -> list[ReminderSlot]:
    return [slot for key, slot in wanted.items() if session.get(ReminderSlot, key) is None]


def _lock_slots(session: Session, *, alone: bool) -> None:
    if session.get_bind().dialect.name == "postgresql":
        function = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        session.execute(text(f"SELECT {function}(:lock)"), {"lock": _SLOTS_LOCK})
