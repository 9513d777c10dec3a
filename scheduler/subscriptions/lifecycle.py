"""Creates and finds subscriptions, and changes their address and secret."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from db.models import Delivery, Subscription
from db.words import Channel, EventType, SubscriptionStatus
from releases.errors import InvalidValueError, NotFoundError, UnauthorizedError
from releases.reminders import DEFAULT_HOUR, DEFAULT_TIMEZONE
from releases.secrets import new_token, token_hash
from scheduler.channels.address import origin_of
from scheduler.channels.headers import check_headers
from scheduler.channels.signing import check_secret, new_secret
from scheduler.channels.url_guard import check_url
from scheduler.messages.formats import FORMATS
from scheduler.subscriptions.preferences import Preferences, set_preferences
from scheduler.subscriptions.service_events import end_service_events, send_service_event
from scheduler.subscriptions.status import hold, reset_failures

MANAGE_PREFIX = "odm"  # of manage tokens
VERIFY_WITHIN = timedelta(hours=24)
ROTATION = timedelta(hours=24)  # in which the old secret signs as well as the new


def subscribe_webhook(
    session: Session,
    url: str,
    preferences: Preferences,
    now: datetime,
    *,
    allow_private: bool,
    format: str = "standard",  # noqa: A002 - the contract's word
    secret: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[Subscription, str]:
    """Create a pending subscription, and return it with its manage token. It becomes active once its address answers.

    `secret`: None generates one. `headers` are sent with every webhook once the address is verified. Raises InvalidValueError for a bad field, and
    ForbiddenAddressError for an address that is not public.
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
    set_preferences(session, subscription, preferences, now)
    ask_to_verify(session, subscription, now)
    return subscription, manage_token


def read_format(word: str) -> str:
    """Return the name of a webhook format. Raises InvalidValueError if there is no such format."""
    if word not in FORMATS:
        raise InvalidValueError(f"format is {word[:40]!r}: write one of {', '.join(FORMATS)}", field="format")
    return word


def readdress(
    session: Session, subscription: Subscription, url: str, now: datetime, *, allow_private: bool
) -> None:
    """Change the address of a webhook, and verify it: deliveries are held until it answers. The same address is verified again.

    The custom headers were given for the former origin: another does not get them.
    """
    former = origin_of(subscription.address)
    subscription.address = check_url(url, allow_private=allow_private)
    if origin_of(subscription.address) != former:
        subscription.headers = {}
    subscription.updated_at = now
    hold(session, subscription)
    ask_to_verify(session, subscription, now)


def ask_to_verify(session: Session, subscription: Subscription, now: datetime) -> Delivery:
    """Send the verify ping, or the confirmation email, whose answer activates the subscription."""
    subscription.status, subscription.status_reason = SubscriptionStatus.PENDING, None
    reset_failures(subscription)
    end_service_events(
        session,
        [subscription.id],
        (EventType.VERIFY, EventType.TEST, EventType.FAILING),
        "the address was asked again",
        now,
    )
    return send_service_event(session, subscription, EventType.VERIFY, now, now + VERIFY_WITHIN)


def rotate_secret(session: Session, subscription: Subscription, secret: str | None, now: datetime) -> str:
    """Set a new secret and return it; None generates one. The previous secret signs as well for 24 hours."""
    new = check_secret(secret) if secret is not None else new_secret()
    if new == subscription.secret:
        raise InvalidValueError("the secret is already in use: give another", field="secret")
    subscription.previous_secret, subscription.previous_secret_until = subscription.secret, now + ROTATION
    subscription.secret = new
    subscription.updated_at = now
    session.flush()
    return new


def send_test(session: Session, subscription: Subscription, now: datetime) -> Delivery:
    """Send an example event."""
    return send_service_event(session, subscription, EventType.TEST, now, now + VERIFY_WITHIN)


def by_manage_token(session: Session, subscription_id: UUID, token: str | None) -> Subscription:
    """Return the subscription if this is its manage token. Raises UnauthorizedError."""
    subscription = session.get(Subscription, subscription_id)
    if token is None or subscription is None or subscription.manage_token_hash != token_hash(token):
        raise UnauthorizedError("this needs the subscription's manage token")
    return subscription


def subscription_by_id(session: Session, subscription_id: UUID) -> Subscription:
    """Return the subscription. Raises NotFoundError."""
    subscription = session.get(Subscription, subscription_id)
    if subscription is None:
        raise NotFoundError(f"there is no subscription {subscription_id}", field="id")
    return subscription
