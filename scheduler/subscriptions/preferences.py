"""Subscriber preferences: as they are asked for, and as rows that the fan-out joins on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from db.models import Preference, ReminderSlot, Subscription, Title
from db.models.subscription import EVERY
from db.words import EventType, PreferenceKind, Rhythm
from releases.errors import InvalidValueError, UnknownRegionError
from releases.fields import read_type, read_word
from releases.regions import Region, reach, regions_called
from releases.reminders import DEFAULT_HOUR, DEFAULT_LEADS, DEFAULT_TIMEZONE, MOST_DAYS_AHEAD, add_slots
from releases.zone_names import read_timezone
from scheduler.subscriptions.digests import set_rhythm

EVENTS = (EventType.REMINDER, EventType.ANNOUNCED, EventType.MOVED, EventType.CANCELLED)
DEFAULT_EVENTS = (EventType.REMINDER, EventType.MOVED, EventType.CANCELLED)
MAX_CHOICES = 500  # of regions, types and titles, each
MAX_LEADS = 12  # a lead that nobody else has adds a reminder to every coming release


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a subscriber wants to receive. Empty regions, types or titles mean all."""

    regions: Sequence[str] = ()
    types: Sequence[str] = ()
    titles: Sequence[str] = ()  # slugs
    except_titles: Sequence[str] = ()  # slugs; takes precedence over the rest
    except_regions: Sequence[str] = ()  # releases in exactly these; takes precedence too
    leads: Sequence[int] = DEFAULT_LEADS  # days before opening
    hour: int = DEFAULT_HOUR  # 0 to 23, in the release's zone
    timezone: str | None = None  # IANA, for worldwide releases and digests; None: that of the first region
    events: Sequence[str] = field(default=DEFAULT_EVENTS)
    digest: str | None = None  # "daily" or "weekly"; None: each alert is a message


def preferences_of(subscription: Subscription, **change: Any) -> Preferences:  # noqa: ANN401 - the fields of Preferences
    """Return a subscription's preferences, with some fields changed."""
    kept = {
        **subscription.filters,
        "hour": subscription.hour,
        "timezone": subscription.timezone,
        "digest": subscription.digest,
    }
    return Preferences(**{**kept, **change})


def set_preferences(
    session: Session, subscription: Subscription, preferences: Preferences, now: datetime
) -> None:
    """Replace a subscription's preferences. Raises InvalidValueError, which names the field."""
    regions = _read_regions(preferences.regions, "regions")
    not_regions = _read_regions(preferences.except_regions, "except_regions")
    types = [read_type(word, field="types") for word in _limited(preferences.types, "types")]
    titles = _known_titles(session, preferences.titles, "titles")
    not_titles = _known_titles(session, preferences.except_titles, "except_titles")
    leads = _read_leads(preferences.leads)
    events = [_read_event(word) for word in _limited(preferences.events, "events")]
    if not events:
        raise InvalidValueError(f"events is empty: name one of {', '.join(EVENTS)}", field="events")
    if not 0 <= preferences.hour <= 23:  # noqa: PLR2004 - the hours of a day
        raise InvalidValueError(f"hour is {preferences.hour}: give one from 0 to 23", field="hour")
    rhythm = read_word(preferences.digest, Rhythm, field="digest") if preferences.digest is not None else None
    home = regions[0].timezone if regions else DEFAULT_TIMEZONE
    subscription.hour = preferences.hour
    first = regions[0] if regions else None
    subscription.timezone = (
        read_timezone(preferences.timezone, region=first) if preferences.timezone else home
    )
    subscription.filters = {
        "regions": [region.code for region in regions],
        "types": types,
        "titles": titles,
        "except_titles": not_titles,
        "except_regions": [region.code for region in not_regions],
        "leads": leads,
        "events": events,
    }
    subscription.updated_at = now
    set_rhythm(session, subscription, rhythm, now)
    session.flush()
    session.execute(delete(Preference).where(col(Preference.subscription_id) == subscription.id))
    reached = {code for region in regions for code in reach(region.code)}
    rows: list[tuple[PreferenceKind, Iterable[str]]] = [
        (PreferenceKind.REGION, reached or {EVERY}),
        (PreferenceKind.TYPE, set(types) or {EVERY}),
        (PreferenceKind.TITLE, set(titles) or {EVERY}),
        (PreferenceKind.LEAD, {str(lead) for lead in leads}),
        (PreferenceKind.EVENT, set(events)),
        (PreferenceKind.NOT, {not_title(slug) for slug in not_titles}),
        (PreferenceKind.NOT, {not_region(region.code) for region in not_regions}),
    ]
    session.execute(
        insert(Preference),
        [
            {"subscription_id": subscription.id, "kind": kind, "value": value}
            for kind, values in rows
            for value in sorted(values)
        ],
    )
    if EventType.REMINDER in events:
        slots = [
            ReminderSlot(lead=lead, hour=subscription.hour, timezone=subscription.timezone) for lead in leads
        ]
        add_slots(session, slots, now)


def _limited(values: Sequence[str], name: str) -> Sequence[str]:
    if len(values) > MAX_CHOICES:
        raise InvalidValueError(f"{name} has {len(values)} entries: give at most {MAX_CHOICES}", field=name)
    return list(dict.fromkeys(values))


def not_title(slug: str) -> str:
    """Return the NOT preference for a title."""
    return f"title:{slug}"


def not_region(code: str) -> str:
    """Return the NOT preference for a region."""
    return f"region:{code}"


def _read_regions(codes: Sequence[str], name: str) -> list[Region]:
    try:
        named = (region for code in _limited(codes, name) for region in regions_called(code))
        return list(dict.fromkeys(named))
    except UnknownRegionError as error:
        raise UnknownRegionError(error.detail, field=name) from None


def _known_titles(session: Session, given: Sequence[str], name: str) -> list[str]:
    slugs = _limited(given, name)
    known = set(session.exec(select(Title.slug).where(col(Title.slug).in_(slugs)))) if slugs else set()
    if unknown := [slug for slug in slugs if slug not in known]:
        raise InvalidValueError(
            f"{name} has {unknown[0][:80]!r}, which is no title's slug: see /api/v1/releases", field=name
        )
    return list(slugs)


def _read_leads(leads: Sequence[int]) -> list[int]:
    if len(leads) > MAX_LEADS:
        raise InvalidValueError(f"leads has {len(leads)} entries: give at most {MAX_LEADS}", field="leads")
    for lead in leads:
        if not 0 <= lead <= MOST_DAYS_AHEAD:
            raise InvalidValueError(
                f"leads has {lead}: give days before opening, from 0 to {MOST_DAYS_AHEAD}", field="leads"
            )
    if len(set(leads)) < len(leads):
        raise InvalidValueError("leads has the same day twice: give each once", field="leads")
    return sorted(leads, reverse=True)


def _read_event(word: str) -> EventType:
    if word not in EVENTS:
        raise InvalidValueError(f"events has {word[:40]!r}: write one of {', '.join(EVENTS)}", field="events")
    return EventType(word)
