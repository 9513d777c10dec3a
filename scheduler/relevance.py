"""Whether what an event says is still so, and news to a subscription: conditions of the statements that fan out."""

from datetime import datetime

from sqlalchemy import ColumnElement, Exists, String, case, cast, exists, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Delivery, Event, Preference, Release, Reminder, Subscription
from db.words import DeliveryStatus, EventType, PreferenceKind, ReleaseStatus, ReminderStatus


def is_no_longer_so(event: type[Event] = Event) -> ColumnElement[bool]:
    """Whether the release is not as the event says: editors may be faster than a backlog."""
    cancelled = col(Release.status) == ReleaseStatus.CANCELLED
    return case(
        (col(event.type) == EventType.CANCELLED, not_(cancelled)),
        (
            col(event.type) == EventType.REMINDER,
            or_(cancelled, col(Release.opens_on).is_distinct_from(col(event.opens_on))),
        ),
        else_=cancelled,
    )


def was_reminded_of_before(event: type[Event] = Event) -> Exists:
    """Whether there was another reminder, as near to this day: by another hour, or in another zone."""
    return exists().where(*_as_near(event, aliased(Event), aliased(Reminder)))


def was_told_before(event: type[Event] = Event) -> Exists:
    """Whether the subscription got such a reminder."""
    other, told = aliased(Event), aliased(Delivery)
    return exists().where(
        *_as_near(event, other, aliased(Reminder)),
        col(told.event_id) == col(other.id),
        col(told.subscription_id) == col(Subscription.id),
        col(told.status) != DeliveryStatus.SUPERSEDED,
    )


def a_nearer_lead_is_due(now: ColumnElement[datetime]) -> Exists:
    """Whether another reminder, nearer to the same day at the same hour, is due too: that one tells more."""
    return exists().where(*_nearer_and_due(aliased(Reminder), now))


def a_later_reminder_is_due(now: ColumnElement[datetime]) -> Exists:
    """Whether the subscription has chosen the lead of such a reminder."""
    later, lead = aliased(Reminder), aliased(Preference)
    return exists().where(
        *_nearer_and_due(later, now),
        col(lead.subscription_id) == col(Subscription.id),
        col(lead.kind) == PreferenceKind.LEAD,
        col(lead.value) == cast(col(later.lead), String),
    )


def _as_near(event: type[Event], other: type[Event], earlier: type[Reminder]) -> list[ColumnElement[bool]]:
    return [
        col(other.release_id) == col(event.release_id),
        col(other.type) == EventType.REMINDER,
        col(other.opens_on) == col(event.opens_on),
        col(other.id) != col(event.id),
        col(earlier.id) == col(other.reminder_id),
        col(earlier.lead) <= col(Reminder.lead),
    ]


def _nearer_and_due(later: type[Reminder], now: ColumnElement[datetime]) -> list[ColumnElement[bool]]:
    return [
        col(later.release_id) == col(Reminder.release_id),
        col(later.opens_on) == col(Reminder.opens_on),  # what fired for another day tells nothing of this one
        col(later.hour) == col(Reminder.hour),
        col(later.timezone) == col(Reminder.timezone),
        col(later.lead) < col(Reminder.lead),
        col(later.due_at) <= now,
        or_(col(later.status) == ReminderStatus.PENDING, col(later.status) == ReminderStatus.FIRED),
    ]
