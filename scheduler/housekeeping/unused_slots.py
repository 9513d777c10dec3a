"""Deletes reminder slots that no subscription asks for, and their pending reminders."""

from collections.abc import Iterator

from sqlalchemy import String, cast, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.engine import Database
from db.models import Preference, Reminder, ReminderSlot, Subscription
from db.words import EventType, PreferenceKind, ReminderStatus
from releases.reminders import SlotKey, drop_reminders, drop_slots
from scheduler.housekeeping.batches import sweep


def drop_unused_slots(database: Database, at_once: int) -> Iterator[None]:
    """Delete unused slots, then their reminders in batches of `at_once`."""
    with database.read() as session:
        unused = _unused(session)
    yield
    if not unused:
        return
    with database.write() as session:
        dropped = drop_slots(session, lambda: _unused(session))
    yield
    for lead, hour in sorted({(lead, hour) for lead, hour, _ in dropped}):
        yield from _drop_reminders(database, lead, hour, at_once)


def _unused(session: Session) -> list[SlotKey]:
    """Return the slots that no subscription asks for."""
    lead, event = aliased(Preference), aliased(Preference)
    used = exists().where(
        col(lead.kind) == PreferenceKind.LEAD,
        col(lead.value) == cast(col(ReminderSlot.lead), String),
        col(Subscription.id) == col(lead.subscription_id),
        col(Subscription.hour) == col(ReminderSlot.hour),
        col(Subscription.timezone) == col(ReminderSlot.timezone),
        col(event.subscription_id) == col(Subscription.id),
        col(event.kind) == PreferenceKind.EVENT,
        col(event.value) == EventType.REMINDER.value,
    )
    slots = session.execute(select(ReminderSlot).where(~used)).scalars()
    return [(slot.lead, slot.hour, slot.timezone) for slot in slots]


def _drop_reminders(database: Database, lead: int, hour: int, at_once: int) -> Iterator[None]:
    page = (
        select(col(Reminder.id))
        .where(
            col(Reminder.status) == ReminderStatus.PENDING,
            col(Reminder.lead) == lead,
            col(Reminder.hour) == hour,
        )
        .order_by(col(Reminder.id))
        .limit(at_once)
    )

    def find(session: Session, last: int | None) -> list[int]:
        return list(session.execute(page.where(col(Reminder.id) > (last or 0))).scalars())

    return sweep(database, find, drop_reminders, at_once)
