"""SQL conditions: whether an event is stale, and whether it is a duplicate for a subscriber."""

from datetime import datetime

from sqlalchemy import ColumnElement, Exists, String, case, cast, exists, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Delivery, Event, Preference, Release, Reminder, Subscription
from db.words import DeliveryStatus, EventType, PreferenceKind, ReleaseStatus, ReminderStatus


def is_stale(event: type[Event] = Event) -> ColumnElement[bool]:
    """The release is no longer as the event says: it was edited while the event waited."""
    cancelled = col(Release.status) == ReleaseStatus.CANCELLED
    return case(
        (col(event.type) == EventType.CANCELLED, not_(cancelled)),
        (
            col(event.type) == EventType.REMINDER,
            or_(cancelled, col(Release.opens_on).is_distinct_from(col(event.opens_on))),
        ),
        else_=cancelled,
    )


def has_earlier_reminder(event: type[Event] = Event) -> Exists:
    """There is another reminder event for this day with the same or a smaller lead, as after a change of hour or zone."""
    return exists().where(*_equivalent(event, aliased(Event), aliased(Reminder)))


def is_duplicate(event: type[Event] = Event) -> Exists:
    """The subscription has a delivery of such a reminder."""
    other, delivery = aliased(Event), aliased(Delivery)
    return exists().where(
        *_equivalent(event, other, aliased(Reminder)),
        col(delivery.event_id) == col(other.id),
        col(delivery.subscription_id) == col(Subscription.id),
        col(delivery.status) != DeliveryStatus.SUPERSEDED,
    )


def is_nearer_reminder_due(now: ColumnElement[datetime]) -> Exists:
    """A reminder for the same day and hour with a smaller lead is due as well."""
    return exists().where(*_nearer_and_due(aliased(Reminder), now))


def gets_nearer_reminder(now: ColumnElement[datetime]) -> Exists:
    """Such a reminder is due as well, and the subscription has chosen its lead."""
    nearer, lead = aliased(Reminder), aliased(Preference)
    return exists().where(
        *_nearer_and_due(nearer, now),
        col(lead.subscription_id) == col(Subscription.id),
        col(lead.kind) == PreferenceKind.LEAD,
        col(lead.value) == cast(col(nearer.lead), String),
    )


def _equivalent(event: type[Event], other: type[Event], earlier: type[Reminder]) -> list[ColumnElement[bool]]:
    return [
        col(other.release_id) == col(event.release_id),
        col(other.type) == EventType.REMINDER,
        col(other.opens_on) == col(event.opens_on),
        col(other.id) != col(event.id),
        col(earlier.id) == col(other.reminder_id),
        col(earlier.lead) <= col(Reminder.lead),
    ]


def _nearer_and_due(nearer: type[Reminder], now: ColumnElement[datetime]) -> list[ColumnElement[bool]]:
    return [
        col(nearer.release_id) == col(Reminder.release_id),
        col(nearer.opens_on) == col(Reminder.opens_on),  # one that fired for another day does not count
        col(nearer.hour) == col(Reminder.hour),
        col(nearer.timezone) == col(Reminder.timezone),
        col(nearer.lead) < col(Reminder.lead),
        col(nearer.due_at) <= now,
        or_(col(nearer.status) == ReminderStatus.PENDING, col(nearer.status) == ReminderStatus.FIRED),
    ]
