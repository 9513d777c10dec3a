"""Leads, events, hour and time zone of a subscription, as the form of `/alerts` sends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from db.models import Subscription
from db.words import EventType
from releases.reminders import DEFAULT_HOUR, DEFAULT_LEADS
from scheduler.subscriptions.preferences import DEFAULT_EVENTS, EVENTS
from web.filters import UnknownViewError, clean_text, plain_number
from web.selection import Selection

LEADS = (30, 14, 7, 3, 1, 0)  # days before opening, offered in the form
EVENT_NAMES = {
    EventType.REMINDER: "before it opens",
    EventType.ANNOUNCED: "when it is announced",
    EventType.MOVED: "when its date moves",
    EventType.CANCELLED: "when it is cancelled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesForm:
    """The preferences besides regions, types and titles."""

    leads: tuple[int, ...] = DEFAULT_LEADS
    events: tuple[str, ...] = DEFAULT_EVENTS
    hour: int = DEFAULT_HOUR
    timezone: str = ""  # empty: the first region's

    @property
    def offered_leads(self) -> list[int]:
        """The usual leads, and any others that the subscription already has; longest first."""
        return sorted({*LEADS, *self.leads}, reverse=True)

    @property
    def reminders(self) -> tuple[int, ...]:
        """The leads of reminders; empty if reminders are not wanted."""
        return self.leads if EventType.REMINDER in self.events else ()

    def chosen(self, selection: Selection) -> dict[str, Any]:
        """Return everything by the names of Preferences' fields."""
        return {
            "regions": selection.codes,
            "types": selection.types,
            "titles": [each.slug for each in selection.titles],
            "leads": self.leads,
            "events": self.events,
            "hour": self.hour,
            "timezone": self.timezone or None,
        }


def read_preferences(fields: QueryParams) -> PreferencesForm:
    """Read the fields `lead`, `event`, `hour` and `timezone`.

    Raises UnknownViewError for values that our own form cannot send.
    """
    if "chosen" not in fields:
        return PreferencesForm(timezone=clean_text(fields.get("timezone", ""), "timezone"))
    events = tuple(dict.fromkeys(fields.getlist("event")))
    if set(events) - set(EVENTS):
        raise UnknownViewError(f"event is none of {', '.join(EVENTS)}.", field="event")
    return PreferencesForm(
        leads=_numbers(fields.getlist("lead"), "lead", 365),
        events=events,
        hour=_numbers([fields.get("hour", str(DEFAULT_HOUR))], "hour", 23)[0],
        timezone=clean_text(fields.get("timezone", ""), "timezone"),
    )


def form_of(subscription: Subscription) -> PreferencesForm:
    """Return the preferences of a subscription."""
    return PreferencesForm(
        leads=tuple(subscription.filters["leads"]),
        events=tuple(subscription.filters["events"]),
        hour=subscription.hour,
        timezone=subscription.timezone,
    )


def _numbers(given: Sequence[str], name: str, most: int) -> tuple[int, ...]:
    numbers = set()
    for text in given:
        number = plain_number(text, 3)
        if number is None or number > most:
            raise UnknownViewError(f"{name} is {text[:20]!r}: write a number from 0 to {most}.", field=name)
        numbers.add(number)
    return tuple(sorted(numbers, reverse=True))
