"""Answers about subscriptions and deliveries. Instants are RFC 3339 in UTC."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from db.models import Attempt, Delivery, Event, Subscription
from db.words import Channel, DeliveryStatus, EventType, SubscriptionStatus
from releases.document import rfc3339
from scheduler.channels.address import host_of


class SubscriptionAnswer(BaseModel):
    """A subscription, without its secrets."""

    id: str
    channel: Channel
    url: str | None  # of a webhook
    email: str | None  # of an email subscription
    format: str
    status: SubscriptionStatus
    status_reason: str | None  # why it is not active
    regions: list[str]
    types: list[str]
    titles: list[str]
    except_titles: list[str] = []
    except_regions: list[str] = []
    leads: list[int]
    events: list[str]
    hour: int
    timezone: str
    digest: str | None  # of an email subscription; None: single mails
    header_names: list[str]  # of the subscriber's own headers
    failing_since: str | None  # since when every attempt has failed
    previous_secret_until: str | None  # until then messages are also signed with the previous secret
    created_at: str
    updated_at: str


class NewSubscriptionAnswer(SubscriptionAnswer):
    """A new subscription, with the secrets that are shown only once."""

    manage_token: str
    secret: str


class AskedAnswer(BaseModel):
    """The answer to an email sign-up: the same whether or not the address is known."""

    channel: Channel = Channel.EMAIL
    status: SubscriptionStatus = SubscriptionStatus.PENDING
    detail: str = (
        "A mail is on its way that asks whether the address agrees; at most one an hour to one address."
    )


class SecretAnswer(BaseModel):
    """A secret, shown only once."""

    secret: str
    previous_secret_until: str | None


class AttemptAnswer(BaseModel):
    """One attempt at a delivery."""

    number: int
    started_at: str
    duration_ms: int
    status_code: int | None  # None: there was no answer
    error: str | None  # what went wrong, in words
    excerpt: str | None  # the first 2 KiB of the answer


class DeliveryAnswer(BaseModel):
    """One event on its way to one subscription, with every recorded attempt."""

    id: str  # the webhook-id of every attempt
    event: EventType
    release: str | None
    status: DeliveryStatus
    reason: str | None  # why it was not delivered
    tries: int
    created_at: str
    next_attempt_at: str | None
    expires_at: str | None  # it is not attempted after this
    finished_at: str | None
    attempts: list[AttemptAnswer]


class WholeDeliveryAnswer(DeliveryAnswer):
    """A delivery, with its message."""

    message: dict[str, Any]  # as it would be sent now


class DeliveriesAnswer(BaseModel):
    """A page of deliveries."""

    items: list[DeliveryAnswer]
    next: str | None  # the cursor of the next page


class TestAnswer(BaseModel):
    """The result of a test."""

    delivery: str
    attempt: AttemptAnswer | None  # none: a worker makes it later


class RecoveredAnswer(BaseModel):
    """The number of deliveries that will be sent again."""

    recovered: int


def subscription_fields(subscription: Subscription) -> dict[str, Any]:
    """Return the fields of a SubscriptionAnswer."""
    return {
        "id": str(subscription.id),
        "channel": subscription.channel,
        "url": subscription.address if subscription.channel == Channel.WEBHOOK else None,
        "email": subscription.address if subscription.channel == Channel.EMAIL else None,
        "format": subscription.format,
        "status": subscription.status,
        "status_reason": subscription.status_reason,
        **subscription.filters,
        "hour": subscription.hour,
        "timezone": subscription.timezone,
        "digest": subscription.digest,
        "header_names": list(subscription.headers),
        "failing_since": _instant(subscription.failing_since),
        "previous_secret_until": _instant(subscription.previous_secret_until),
        "created_at": rfc3339(subscription.created_at),
        "updated_at": rfc3339(subscription.updated_at),
    }


def subscription_answer(subscription: Subscription, *, whole_address: bool = True) -> SubscriptionAnswer:
    """Return a subscription without its secrets; with no more of its address than the host unless `whole_address`."""
    answer = SubscriptionAnswer(**subscription_fields(subscription))
    if whole_address:
        return answer
    host = host_of(subscription.channel, subscription.address)
    return answer.model_copy(
        update={"url": host if answer.url else None, "email": host if answer.email else None}
    )


def delivery_fields(delivery: Delivery, event: Event, attempts: Sequence[Attempt]) -> dict[str, Any]:
    """Return the fields of a DeliveryAnswer."""
    waiting = delivery.finished_at is None
    return {
        "id": str(delivery.id),
        "event": event.type,
        "release": str(event.release_id) if event.release_id else None,
        "status": delivery.status,
        "reason": delivery.reason,
        "tries": delivery.attempts,
        "created_at": rfc3339(delivery.created_at),
        "next_attempt_at": _instant(delivery.next_attempt_at) if waiting else None,
        "expires_at": _instant(delivery.expires_at),
        "finished_at": _instant(delivery.finished_at),
        "attempts": [attempt_answer(attempt) for attempt in attempts],
    }


def attempt_answer(attempt: Attempt) -> AttemptAnswer:
    """Return one attempt."""
    return AttemptAnswer(
        number=attempt.number,
        started_at=rfc3339(attempt.started_at),
        duration_ms=attempt.duration_ms,
        status_code=attempt.status_code,
        error=attempt.error,
        excerpt=attempt.excerpt,
    )


def _instant(instant: datetime | None) -> str | None:
    return rfc3339(instant) if instant else None
