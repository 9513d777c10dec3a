"""When reminders are due, and keeping their rows in line with release dates."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import delete, select, text, tuple_, update
from sqlmodel import Session, col

from db.models import Delivery, Event, Release, Reminder, ReminderSlot
from db.tables import table_of
from db.words import UNDER_WAY, DeliveryStatus, EventType, Precision, ReleaseStatus, ReminderStatus
from releases.regions import WORLDWIDE
from releases.zones import zone_named

DEFAULT_LEADS = (7, 1, 0)  # days before opening
DEFAULT_HOUR = 9
DEFAULT_TIMEZONE = "UTC"  # for worldwide releases, if the subscriber has no zone
MOST_DAYS_AHEAD = 365  # the largest lead

SlotKey = tuple[int, int, str]  # lead, hour, zone
_SLOTS_LOCK = 0x0DA2  # a PostgreSQL advisory lock: shared to schedule reminders, exclusive to add slots


@lru_cache(maxsize=65_536)
def due_at(opens_on: date, lead: int, hour: int, timezone: str) -> datetime:
    """Return the UTC instant of `hour` o'clock in the zone, `lead` days before opening.

    An hour skipped by daylight saving moves forward by the gap; of a repeated hour, the first is used. Both follow from
    fold=0 (PEP 495).
    """
    return datetime.combine(opens_on - timedelta(days=lead), time(hour), zone_named(timezone)).astimezone(UTC)


@lru_cache(maxsize=65_536)
def end_of_day(day: date, timezone: str) -> datetime:
    """Return the UTC instant at which the day ends in the zone."""
    return datetime.combine(day + timedelta(days=1), time(0), zone_named(timezone)).astimezone(UTC)


def default_slots() -> list[ReminderSlot]:
    """Return the slots for which every release has a reminder even without subscribers."""
    return [ReminderSlot(lead=lead, hour=DEFAULT_HOUR, timezone=DEFAULT_TIMEZONE) for lead in DEFAULT_LEADS]


def current_slots(session: Session) -> list[ReminderSlot]:
    """Return every slot in use, and the default ones; no slot can be added until this transaction ends."""
    _lock_slots(session, alone=False)
    wanted = session.execute(select(ReminderSlot)).scalars().all()
    known = {_key(slot) for slot in wanted}
    defaults = [slot for slot in default_slots() if _key(slot) not in known]
    return [*wanted, *defaults]


class Dated(Protocol):
    """The fields that reminders depend on, of a `Release` or of a row that was inserted without the ORM."""

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


def plan(release: Dated, slots: Iterable[ReminderSlot], after: datetime) -> list[dict[str, Any]]:
    """Return a release's reminder rows due after an instant; none if it is cancelled or has no exact day."""
    if release.precision != Precision.DAY or release.opens_on is None:
        return []
    if release.status == ReleaseStatus.CANCELLED:
        return []
    # A worldwide release has no zone of its own: its reminders fire in the subscribers' zones.
    worldwide = release.region == WORLDWIDE
    times = {(s.lead, s.hour, s.timezone if worldwide else release.timezone) for s in slots}
    rows = []
    for lead, hour, timezone in sorted(times):
        due = due_at(release.opens_on, lead, hour, timezone)
        if due > after:
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


# The greatest difference between two zones: from UTC-12 to UTC+14.
BETWEEN_ZONES = timedelta(hours=26)


def schedule(
    session: Session, releases: Iterable[Dated], slots: Sequence[ReminderSlot], after: datetime
) -> None:
    """Insert the reminders due after an instant, for releases that have none pending."""
    rows = [row for release in releases for row in plan(release, slots, after)]
    if rows:
        session.execute(table_of(Reminder).insert(), rows)


def unschedule(session: Session, release_ids: Collection[UUID]) -> None:
    """Supersede the pending reminders of releases."""
    session.execute(
        update(Reminder)
        .where(col(Reminder.release_id).in_(release_ids), col(Reminder.status) == ReminderStatus.PENDING)
        .values(status=ReminderStatus.SUPERSEDED)
    )


def await_fan_out(session: Session, release_ids: Collection[UUID]) -> None:
    """Wait for a running fan-out of these releases' events to commit; a later one will see what we write."""
    waiting = select(col(Event.id)).where(
        col(Event.release_id).in_(release_ids), col(Event.fanned_out_at).is_(None)
    )
    session.execute(waiting.order_by(col(Event.id)).with_for_update()).all()


def supersede(
    session: Session,
    release_ids: Collection[UUID],
    types: Collection[EventType],
    reason: str,
    now: datetime,
) -> None:
    """Supersede unsent deliveries of events of these types about releases.

    Call `unschedule` and `await_fan_out` first: then a concurrent fan-out has either committed, so that its deliveries
    are found here, or will see the changed release.
    """
    told = select(col(Event.id)).where(col(Event.release_id).in_(release_ids), col(Event.type).in_(types))
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.event_id).in_(told),
            col(Delivery.status).in_(UNDER_WAY),
        )
        .values(status=DeliveryStatus.SUPERSEDED, reason=reason, finished_at=now),
        execution_options={"synchronize_session": False},
    )


def add_slots(session: Session, slots: Iterable[ReminderSlot], now: datetime) -> None:
    """Add missing slots, with a reminder for every coming release in each new slot."""
    wanted = {_key(slot): slot for slot in slots}
    _lock_slots(session, alone=True)
    missing = _missing(session, wanted)
    if not missing:
        return
    session.add_all(missing)
    session.flush()
    # A day of margin: no zone is further than that from UTC.
    soonest = now.date() - timedelta(days=1)
    coming = session.execute(
        select(Release)
        .where(col(Release.opens_on) >= soonest, col(Release.precision) == Precision.DAY)
        .where(col(Release.status) != ReleaseStatus.CANCELLED)
        .execution_options(yield_per=1000)
    ).scalars()
    for releases in coming.partitions():
        have = _pending_times(session, [release.id for release in releases])
        rows = [row for release in releases for row in plan(release, missing, now) if _time(row) not in have]
        if rows:
            session.execute(table_of(Reminder).insert(), rows)


def drop_slots(session: Session, unwanted: Callable[[], Collection[SlotKey]]) -> list[SlotKey]:
    """Delete unused slots and return them; `unwanted` is called once no slot can be added.

    Their reminders stay until `drop_reminders`, but reach nobody.
    """
    _lock_slots(session, alone=True)
    everyones = {_key(slot) for slot in default_slots()}
    dropped = [key for key in unwanted() if key not in everyones]
    for key in dropped:
        session.delete(session.get_one(ReminderSlot, key))
    return dropped


def drop_reminders(session: Session, ids: Collection[int]) -> None:
    """Delete those of these pending reminders whose lead and hour belong to no slot."""
    hours = {(slot.lead, slot.hour) for slot in current_slots(session)}
    unwanted = tuple_(col(Reminder.lead), col(Reminder.hour)).not_in(sorted(hours))
    session.execute(
        delete(Reminder).where(
            col(Reminder.id).in_(ids), col(Reminder.status) == ReminderStatus.PENDING, unwanted
        ),
        execution_options={"synchronize_session": False},
    )


def _pending_times(session: Session, release_ids: Collection[UUID]) -> set[tuple[UUID, int, int, str]]:
    """Return the release, lead, hour and zone of each pending reminder."""
    times = select(
        col(Reminder.release_id), col(Reminder.lead), col(Reminder.hour), col(Reminder.timezone)
    ).where(col(Reminder.release_id).in_(release_ids), col(Reminder.status) == ReminderStatus.PENDING)
    return {(release_id, lead, hour, timezone) for release_id, lead, hour, timezone in session.execute(times)}


def _time(row: dict[str, Any]) -> tuple[UUID, int, int, str]:
    return row["release_id"], row["lead"], row["hour"], row["timezone"]


def _key(slot: ReminderSlot) -> SlotKey:
    return slot.lead, slot.hour, slot.timezone


def _missing(session: Session, wanted: dict[SlotKey, ReminderSlot]) -> list[ReminderSlot]:
    return [slot for key, slot in wanted.items() if session.get(ReminderSlot, key) is None]


def _lock_slots(session: Session, *, alone: bool) -> None:
    if session.get_bind().dialect.name == "postgresql":
        function = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        session.execute(text(f"SELECT {function}(:lock)"), {"lock": _SLOTS_LOCK})
