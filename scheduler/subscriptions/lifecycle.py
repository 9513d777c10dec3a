"""Subscriptions: made, found, given another address or secret."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from db.models import Delivery, Subscription
from db.words import Channel, EventType, SubscriptionStatus
from releases.errors import InvalidValueError, NotFoundError, UnauthorizedError
from releases.reminders import DEFAULT_HOUR, DEFAULT_TIMEZONE
from releases.secrets import new_token, token_hash
from scheduler.channels.headers import check_headers
from scheduler.channels.signing import check_secret, new_secret
from scheduler.channels.url_guard import check_url
from scheduler.messages.formats import FORMATS
from scheduler.subscriptions.preferences import Preferences, choose
from scheduler.subscriptions.service_events import end_own, send_own
from scheduler.subscriptions.status import forget_failures, hold

MANAGE_PREFIX = "odm"  # of the tokens that manage subscriptions
VERIFY_WITHIN = timedelta(hours=24)
BOTH_SIGN = timedelta(hours=24)  # after a rotation


def subscribe_webhook(
    session: Session,
    url: str,
    wanted: Preferences,
    now: datetime,
    *,
    allow_private: bool,
    format: str = "standard",  # noqa: A002 - the contract's word
    secret: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[Subscription, str]:
    """A new subscription, and the token that manages it. It becomes active once its address has answered.

    A secret is made where none is given; `headers` go with every message to it.
    """
    manage_token = new_token(MANAGE_PREFIX)
    subscription = Subscription(
        channel=Channel.WEBHOOK,
        address=check_url(url, allow_private=allow_private),
        format=read_format(format),
        filters={},
        hour=DEFAULT_HOUR,
        timezone=DEFAULT_TIMEZONE,
        manage_token_hash=token_hash(manage_token),
        secret=check_secret(secret) if secret is not None else new_secret(),
        headers=check_headers(headers or {}),
        created_at=now,
        updated_at=now,
    )
    session.add(subscription)
    choose(session, subscription, wanted, now)
    ask_to_verify(session, subscription, now)
    return subscription, manage_token


def read_format(word: str) -> str:
    """The name of a format. Raises InvalidValueError."""
    if word not in FORMATS:
        raise InvalidValueError(f"format is {word[:40]!r}: write one of {', '.join(FORMATS)}", field="format")
    return word


def readdress(
    session: Session, subscription: Subscription, url: str, now: datetime, *, allow_private: bool
) -> None:
    """Give a subscription another address, or the same again; until it has answered, deliveries are held."""
    subscription.address = check_url(url, allow_private=allow_private)
    subscription.updated_at = now
    hold(session, subscription)
    ask_to_verify(session, subscription, now)


def ask_to_verify(session: Session, subscription: Subscription, now: datetime) -> Delivery:
    """Send the ping whose answer makes the subscription active."""
    subscription.status, subscription.status_reason = SubscriptionStatus.PENDING, None
    forget_failures(subscription)
    end_own(
        session,
        [subscription.id],
        (EventType.VERIFY, EventType.TEST, EventType.FAILING),
        "the address was asked again",
        now,
    )
    return send_own(session, subscription, EventType.VERIFY, now, now + VERIFY_WITHIN)


def rotate_secret(session: Session, subscription: Subscription, secret: str | None, now: datetime) -> str:
    """A new secret, made here or the given one; for a day the one before signs as well."""
    fresh = check_secret(secret) if secret is not None else new_secret()
    if fresh == subscription.secret:
        raise InvalidValueError("the secret is the one that signs already: give another", field="secret")
    subscription.previous_secret, subscription.previous_secret_until = subscription.secret, now + BOTH_SIGN
    subscription.secret = fresh
    subscription.updated_at = now
    session.flush()
    return fresh


def send_test(session: Session, subscription: Subscription, now: datetime) -> Delivery:
    """Put an example event on its way."""
    return send_own(session, subscription, EventType.TEST, now, now + VERIFY_WITHIN)


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
