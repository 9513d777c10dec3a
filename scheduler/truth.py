"""Whether what an event says is still so, and news to a subscription: conditions of the statements that fan out."""

from datetime import datetime

from sqlalchemy import ColumnElement, Exists, String, case, cast, exists, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Choice, Delivery, Event, Release, Reminder, Subscription
from db.words import ChoiceKind, DeliveryStatus, EventType, ReleaseStatus, ReminderStatus


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


def was_told_before(event: type[Event] = Event) -> Exists:
    """Whether the subscription was reminded as near to this day before: by another hour, or in another zone."""
    other, earlier, told = aliased(Event), aliased(Reminder), aliased(Delivery)
    return exists().where(
        col(other.release_id) == col(event.release_id),
        col(other.type) == EventType.REMINDER,
        col(other.opens_on) == col(event.opens_on),
        col(other.id) != col(event.id),
        col(earlier.id) == col(other.reminder_id),
        col(earlier.lead) <= col(Reminder.lead),
        col(told.event_id) == col(other.id),
        col(told.subscription_id) == col(Subscription.id),
        col(told.status) != DeliveryStatus.SUPERSEDED,
    )


def a_later_reminder_is_due(now: ColumnElement[datetime]) -> Exists:
    """Whether the subscription has a nearer lead for the same release that is due too: that one tells more."""
    later, lead = aliased(Reminder), aliased(Choice)
    return exists().where(
        col(later.release_id) == col(Reminder.release_id),
        col(later.opens_on) == col(Reminder.opens_on),  # what fired for another day tells nothing of this one
        col(later.hour) == col(Reminder.hour),
        col(later.timezone) == col(Reminder.timezone),
        col(later.lead) < col(Reminder.lead),
        col(later.due_at) <= now,
        col(later.status).in_([ReminderStatus.PENDING, ReminderStatus.FIRED]),
        col(lead.subscription_id) == col(Subscription.id),
        col(lead.kind) == ChoiceKind.LEAD,
        col(lead.value) == cast(col(later.lead), String),
    )
