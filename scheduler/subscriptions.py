"""Subscriptions: made, found, paused and resumed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from db.models import Choice, Delivery, Event, ReminderSlot, Subscription, Title
from db.models.subscription import EVERY
from db.words import Channel, ChoiceKind, DeliveryStatus, EventType, ReleaseType, SubscriptionStatus
from releases.errors import InvalidValueError, NotFoundError, UnauthorizedError
from releases.fields import read_timezone, read_word
from releases.regions import find_region, reach
from releases.reminders import (
    DEFAULT_HOUR,
    DEFAULT_LEADS,
    DEFAULT_TIMEZONE,
    MOST_DAYS_AHEAD,
    add_slots,
)
from releases.secrets import new_token, token_hash
from scheduler.guard import check_url
from scheduler.signing import new_secret

VERIFY_WITHIN = timedelta(hours=24)
EVENTS = (EventType.REMINDER, EventType.ANNOUNCED, EventType.MOVED, EventType.CANCELLED)
DEFAULT_EVENTS = (EventType.REMINDER, EventType.MOVED, EventType.CANCELLED)
FORMATS = ("standard",)
MOST_CHOICES = 500  # of regions, types or titles each


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a subscriber wants to be told. Empty regions, types or titles leave nothing out."""

    regions: Sequence[str] = ()
    types: Sequence[str] = ()
    titles: Sequence[str] = ()  # slugs
    leads: Sequence[int] = DEFAULT_LEADS  # days before opening
    hour: int = DEFAULT_HOUR  # by the wall clock of the release's zone
    timezone: str | None = None  # for worldwide releases; none: that of the first region
    events: Sequence[str] = field(default=DEFAULT_EVENTS)


def subscribe_webhook(
    session: Session,
    url: str,
    wanted: Wanted,
    now: datetime,
    *,
    allow_private: bool,
    format: str = "standard",  # noqa: A002 - the contract's word
) -> tuple[Subscription, str]:
    """A new subscription, and the token that manages it. It becomes active once its address has answered."""
    if format not in FORMATS:
        raise InvalidValueError(f"format is {format!r}: write one of {', '.join(FORMATS)}", field="format")
    manage_token = new_token("odm")
    subscription = Subscription(
        channel=Channel.WEBHOOK,
        address=check_url(url, allow_private=allow_private),
        format=format,
        filters={},
        hour=DEFAULT_HOUR,
        timezone=DEFAULT_TIMEZONE,
        manage_token_hash=token_hash(manage_token),
        secret=new_secret(),
        created_at=now,
        updated_at=now,
    )
    session.add(subscription)
    choose(session, subscription, wanted, now)
    ask_to_verify(session, subscription, now)
    return subscription, manage_token


def choose(session: Session, subscription: Subscription, wanted: Wanted, now: datetime) -> None:
    """Set what a subscription is told, in place of what it was told before."""
    regions = [find_region(code) for code in _few(wanted.regions, "regions")]
    types = [read_word(word, ReleaseType, field="types") for word in _few(wanted.types, "types")]
    titles = _known_titles(session, _few(wanted.titles, "titles"))
    leads = _read_leads(wanted.leads)
    events = [_read_event(word) for word in _few(wanted.events, "events")]
    if not events:
        raise InvalidValueError(f"events is empty: name one of {', '.join(EVENTS)}", field="events")
    if not 0 <= wanted.hour <= 23:  # noqa: PLR2004 - the hours of a day
        raise InvalidValueError(f"hour is {wanted.hour}: give one from 0 to 23", field="hour")
    home = regions[0].timezone if regions else DEFAULT_TIMEZONE
    subscription.hour = wanted.hour
    subscription.timezone = read_timezone(wanted.timezone) if wanted.timezone else home
    subscription.filters = {
        "regions": [region.code for region in regions],
        "types": types,
        "titles": titles,
        "leads": leads,
        "events": events,
    }
    subscription.updated_at = now
    session.flush()
    session.execute(delete(Choice).where(col(Choice.subscription_id) == subscription.id))
    reached = {code for region in regions for code in reach(region.code)}
    choices: list[tuple[ChoiceKind, Iterable[str]]] = [
        (ChoiceKind.REGION, reached or {EVERY}),
        (ChoiceKind.TYPE, set(types) or {EVERY}),
        (ChoiceKind.TITLE, set(titles) or {EVERY}),
        (ChoiceKind.LEAD, {str(lead) for lead in leads}),
        (ChoiceKind.EVENT, set(events)),
    ]
    session.execute(
        insert(Choice),
        [
            {"subscription_id": subscription.id, "kind": kind, "value": value}
            for kind, values in choices
            for value in sorted(values)
        ],
    )
    if EventType.REMINDER in events:
        slots = [
            ReminderSlot(lead=lead, hour=subscription.hour, timezone=subscription.timezone) for lead in leads
        ]
        add_slots(session, slots, now)


def ask_to_verify(session: Session, subscription: Subscription, now: datetime) -> Delivery:
    """Send the ping whose answer makes the subscription active."""
    subscription.status = SubscriptionStatus.PENDING
    return _send(session, subscription, EventType.VERIFY, now)


def send_test(session: Session, subscription: Subscription, now: datetime) -> Delivery:
    """Put an example event on its way."""
    return _send(session, subscription, EventType.TEST, now)


def by_manage_token(session: Session, subscription_id: UUID, token: str | None) -> Subscription:
    """The subscription, if the token is the one that manages it. Raises UnauthorizedError."""
    subscription = session.get(Subscription, subscription_id)
    if token is None or subscription is None or subscription.manage_token_hash != token_hash(token):
        raise UnauthorizedError("this needs the subscription's manage token")
    return subscription


def subscription_by_id(session: Session, subscription_id: UUID) -> Subscription:
    """The subscription. Raises NotFoundError."""
    subscription = session.get(Subscription, subscription_id)
    if subscription is None:
        raise NotFoundError(f"there is no subscription {subscription_id}", field="id")
    return subscription


def pause(session: Session, subscription: Subscription, reason: str, now: datetime) -> None:
    """Hold what is on its way and what is to come, until the subscription is resumed."""
    subscription.status, subscription.status_reason = SubscriptionStatus.PAUSED, reason
    subscription.updated_at = now
    _turn(session, subscription, DeliveryStatus.PENDING, DeliveryStatus.HELD)


def resume(session: Session, subscription: Subscription, now: datetime) -> None:
    """Send again, beginning with what was held."""
    subscription.status, subscription.status_reason = SubscriptionStatus.ACTIVE, None
    subscription.updated_at = now
    _turn(session, subscription, DeliveryStatus.HELD, DeliveryStatus.PENDING)


def _turn(
    session: Session, subscription: Subscription, before: DeliveryStatus, after: DeliveryStatus
) -> None:
    session.execute(
        update(Delivery)
        .where(col(Delivery.subscription_id) == subscription.id, col(Delivery.status) == before)
        .values(status=after),
        execution_options={"synchronize_session": False},
    )


def _send(session: Session, subscription: Subscription, event_type: EventType, now: datetime) -> Delivery:
    event = Event(type=event_type, occurred_at=now, expires_at=now + VERIFY_WITHIN, fanned_out_at=now)
    delivery = Delivery(
        event_id=event.id,
        subscription_id=subscription.id,
        created_at=now,
        next_attempt_at=now,
        expires_at=event.expires_at,
    )
    session.add(event)
    session.flush()
    session.add(delivery)
    session.flush()
    return delivery


def _few(values: Sequence[str], name: str) -> Sequence[str]:
    if len(values) > MOST_CHOICES:
        raise InvalidValueError(f"{name} has {len(values)} entries: give at most {MOST_CHOICES}", field=name)
    return list(dict.fromkeys(values))


def _known_titles(session: Session, slugs: Sequence[str]) -> list[str]:
    known = set(session.exec(select(Title.slug).where(col(Title.slug).in_(slugs)))) if slugs else set()
    if unknown := [slug for slug in slugs if slug not in known]:
        raise InvalidValueError(
            f"titles has {unknown[0][:80]!r}, which is no title's slug: see /api/v1/releases", field="titles"
        )
    return list(slugs)


def _read_leads(leads: Sequence[int]) -> list[int]:
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
        raise InvalidValueError(f"events has {word[:40]!r}: write of {', '.join(EVENTS)}", field="events")
    return EventType(word)
