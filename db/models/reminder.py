"""Reminders, which are scheduled, and the events that are sent."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.columns import SERIAL, Instant, uuid7, words
from db.indexes import partial_index
from db.words import EventType, ReminderStatus


class ReminderSlot(SQLModel, table=True):
    """A lead and local hour that a subscription uses; every release gets a reminder for each slot."""

    __tablename__ = "reminder_slot"

    lead: int = Field(primary_key=True)  # days before opening
    hour: int = Field(primary_key=True)  # 0 to 23, local time
    timezone: str = Field(primary_key=True)  # IANA: for worldwide releases, which have no zone of their own


class Reminder(SQLModel, table=True):
    """A scheduled job for one release: a lead, a local hour and a zone, and the UTC instant they give."""

    __table_args__ = (
        partial_index("ix_reminder_due", "due_at", where="status = 'pending'"),
        partial_index("ix_reminder_superseded", "due_at", where="status = 'superseded'"),
        Index("ix_reminder_release", "release_id", "hour", "timezone", "lead"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    release_id: UUID = Field(foreign_key="release.id")
    lead: int
    hour: int
    timezone: str
    opens_on: date  # the day it counts down to
    due_at: datetime = Field(sa_type=Instant)
    status: ReminderStatus = Field(default=ReminderStatus.PENDING, sa_type=words(ReminderStatus))


class Event(SQLModel, table=True):
    """Something to tell subscribers. A reminder becomes an event when it fires."""

    __table_args__ = (
        UniqueConstraint("reminder_id"),
        partial_index("ix_event_new", "occurred_at", where="fanned_out_at IS NULL"),
        partial_index(
            "ix_event_reminds", "occurred_at", where="fanned_out_at IS NULL AND reminder_id IS NOT NULL"
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    type: EventType = Field(sa_type=words(EventType))
    occurred_at: datetime = Field(sa_type=Instant)  # when the reminder was due, or the change happened
    release_id: UUID | None = Field(default=None, foreign_key="release.id", index=True)
    reminder_id: int | None = Field(default=None, foreign_key="reminder.id", sa_type=SERIAL)
    opens_on: date | None = None  # the day that a reminder counts down to
    previous: str | None = None  # the date before a move, in canonical form
    expires_at: datetime | None = Field(default=None, sa_type=Instant)  # after this it is not worth sending
    fanned_out_at: datetime | None = Field(default=None, sa_type=Instant)
