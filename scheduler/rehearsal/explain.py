"""Explains in English why an alert will be sent."""

from datetime import UTC

from db.words import EventType
from scheduler.rehearsal.alert import RehearsedAlert


def reason_for(alert: RehearsedAlert) -> str:
    """Return the reason for an alert, and what has delayed it."""
    event = alert.details.event
    reason = _reason(alert)
    if alert.tries:
        return f"{reason}; {alert.tries} {'try' if alert.tries == 1 else 'tries'} failed"
    if alert.at > event.occurred_at:
        return f"{reason}; due since {event.occurred_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return reason


def _reason(alert: RehearsedAlert) -> str:
    match alert.details.event.type:
        case EventType.REMINDER:
            return _before(alert.details.lead or 0)
        case EventType.DIGEST:
            return f"a digest of {len(alert.gathered)}"
        case happened:
            return _WHAT_HAPPENED[happened]


_WHAT_HAPPENED = {
    EventType.ANNOUNCED: "it was announced",
    EventType.MOVED: "it was moved",
    EventType.CANCELLED: "it was cancelled",
}


def _before(lead: int) -> str:
    match lead:
        case 0:
            return "on the day it opens"
        case 1:
            return "1 day before it opens"
        case _:
            return f"{lead} days before it opens"
