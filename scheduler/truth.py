"""Whether what an event says is still so."""

from sqlalchemy import ColumnElement, case, not_, or_
from sqlmodel import col

from db.models import Event, Release
from db.words import EventType, ReleaseStatus


def is_no_longer_so() -> ColumnElement[bool]:
    """Whether the release is not as the event says: editors may be faster than a backlog."""
    cancelled = col(Release.status) == ReleaseStatus.CANCELLED
    return case(
        (col(Event.type) == EventType.CANCELLED, not_(cancelled)),
        (
            col(Event.type) == EventType.REMINDER,
            or_(cancelled, col(Release.opens_on).is_distinct_from(col(Event.opens_on))),
        ),
        else_=cancelled,
    )
