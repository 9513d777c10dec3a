"""Double opt-in: an address gets one confirmation email, and alerts only once its owner confirms.

Nothing that a stranger can observe depends on whether an address is subscribed.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from db.models import Delivery, Event, Subscription
from db.words import Channel, EventType, SubscriptionStatus
from releases.reminders import DEFAULT_HOUR, DEFAULT_TIMEZONE
from releases.secrets import token_hash
from scheduler.mail.addresses import read_email
from scheduler.mail.links import MailLinks
from scheduler.subscriptions.lifecycle import ask_to_verify
from scheduler.subscriptions.preferences import Preferences, set_preferences

MIN_INTERVAL = timedelta(hours=1)  # between two confirmation emails to an address


def subscribe_email(
    session: Session, address: str, preferences: Preferences, now: datetime, *, links: MailLinks
) -> Subscription:
    """Create a subscription that waits for confirmation; an unconfirmed one of the address gets the new preferences.

    The confirmation email goes out at once, or an hour after the address last got one. Raises InvalidValueError.
    """
    email = read_email(address)
    subscription = _pending(session, email) or _insert(session, email, now, links)
    set_preferences(session, subscription, preferences, now)
    own, any_of_address = _last_asked(session, subscription, email)
    if own is None or own + MIN_INTERVAL <= now:
        ask_to_verify(
            session, subscription, max(now, any_of_address + MIN_INTERVAL) if any_of_address else now
        )
    return subscription


def _insert(session: Session, email: str, now: datetime, links: MailLinks) -> Subscription:
    made = Subscription(
        channel=Channel.EMAIL,
        address=email,
        filters={},
        hour=DEFAULT_HOUR,
        timezone=DEFAULT_TIMEZONE,
        manage_token_hash="",
        created_at=now,
        updated_at=now,
    )
    made.manage_token_hash = token_hash(links.manage_token(made.id))
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # the same address is being signed up at this moment
        found = _pending(session, email)
        if found is None:
            raise
        return found
    return made


def _pending(session: Session, email: str) -> Subscription | None:
    waiting = select(Subscription).where(
        col(Subscription.channel) == Channel.EMAIL,
        col(Subscription.status) == SubscriptionStatus.PENDING,
        col(Subscription.address) == email,
    )
    found: Subscription | None = session.execute(waiting.with_for_update()).scalar_one_or_none()
    return found


def _last_asked(
    session: Session, subscription: Subscription, email: str
) -> tuple[datetime | None, datetime | None]:
    """Return when this subscription, and when any of its address, last got a confirmation email, or will get one."""
    asked = (
        select(func.max(col(Event.occurred_at)))
        .join(Delivery, col(Delivery.event_id) == Event.id)
        .join(Subscription, col(Subscription.id) == Delivery.subscription_id)
        .where(
            col(Event.type) == EventType.VERIFY,
            col(Subscription.channel) == Channel.EMAIL,
            col(Subscription.address) == email,
        )
    )
    own = session.execute(asked.where(col(Subscription.id) == subscription.id)).scalar_one()
    return own, session.execute(asked).scalar_one()
