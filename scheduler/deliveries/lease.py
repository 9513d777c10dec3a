"""Claims deliveries under a lease, and loads what sending them needs.

A lease is a committed `claimed_until`: a worker that dies loses it, and another sends the delivery again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, literal, or_, select, update
from sqlmodel import Session, col

from db.columns import JSON_COLUMN
from db.given import given_ids
from db.models import Delivery, Event, Release, Subscription
from db.words import Channel, DeliveryStatus, EventType, SubscriptionStatus
from scheduler.messages.event_details import EventDetails, digest_contents, load_event_details
from scheduler.relevance import is_stale

LEASE = timedelta(seconds=60)  # longer than the sender's deadline, so that two workers never send at once

MAIL = "mail"  # the receiver of every email: the mail server


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this worker alone may send until the lease runs out."""

    delivery_id: UUID
    attempts: int  # made so far
    attempts_before: int  # of them, those made before the retry policy was last restarted
    expires_at: datetime | None
    claimed_until: datetime
    subscription_id: UUID
    channel: Channel
    format: str
    address: str
    headers: Mapping[str, str]  # the subscriber's own
    secret: str | None
    previous_secret: str | None
    previous_secret_until: datetime | None
    details: EventDetails
    gathered: Sequence[EventDetails] = ()  # the contents of a digest, by opening day

    @property
    def receiver(self) -> str:
        """The origin of a webhook's address, as `check_url` normalised it, with a trailing slash; else `MAIL`."""
        if self.channel == Channel.EMAIL:
            return MAIL
        scheme, _, rest = self.address.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}/"


def claim_due(session: Session, now: datetime, limit: int, receiver: str | None = None) -> list[UUID]:
    """Lease at most `limit` due deliveries, the longest due first, and return their ids. Commit before sending.

    `receiver`: claim from this receiver's own queue; None: claim what is in no such queue.
    """
    due = (
        select(col(Delivery.id))
        .where(
            col(Delivery.status) == DeliveryStatus.PENDING,
            col(Delivery.lane) == receiver,
            col(Delivery.next_attempt_at) <= now,
            is_unleased(now),
            or_(col(Delivery.expires_at).is_(None), col(Delivery.expires_at) > now),
        )
        # The order of the index. Without `lane`, which to PostgreSQL is no constant when NULL, it would sort.
        .order_by(col(Delivery.lane), col(Delivery.next_attempt_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if session.connection().dialect.name == "sqlite":
        return _lease(session, col(Delivery.id).in_(due), now)
    # A statement of its own: as a subquery of the UPDATE, PostgreSQL may run it more than once, or scan for each row.
    ids = session.connection().execute(due).scalars().all()
    return _lease(session, col(Delivery.id).in_(given_ids(session, ids)), now) if ids else []


def load_claims(session: Session, ids: Sequence[UUID]) -> list[Claim]:
    """Load claimed deliveries with everything that sending them needs, without those that have ended meanwhile."""
    # Core instead of the ORM, which takes half as long again.
    rows: Sequence[Any] = (
        session.connection()
        .execute(
            select(
                col(Delivery.id),
                col(Delivery.attempts),
                col(Delivery.attempts_before),
                col(Delivery.expires_at),
                col(Delivery.claimed_until),
                col(Delivery.subscription_id),
                col(Subscription.channel),
                col(Subscription.format),
                col(Subscription.address),
                _headers_of_verified(),
                col(Subscription.secret),
                col(Subscription.previous_secret),
                col(Subscription.previous_secret_until),
                col(Delivery.event_id),
            )
            .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
            .where(
                col(Delivery.id).in_(given_ids(session, ids)), col(Delivery.status) == DeliveryStatus.PENDING
            )
            .order_by(col(Delivery.next_attempt_at))
        )
        .all()
    )
    details = load_event_details(session, {row[-1] for row in rows})
    digests = [row[0] for row in rows if details[row[-1]].event.type == EventType.DIGEST]
    gathered = load_gathered(session, digests) if digests else {}
    return [
        Claim(*row[:-1], details=details[row[-1]], gathered=gathered.get(row[0], ()))  # type: ignore[misc] # the columns above are its fields
        for row in rows
    ]


def _headers_of_verified() -> ColumnElement[dict[str, str]]:
    """SQL: the custom headers, which are secrets; none while the address has not been verified."""
    none = literal({}, JSON_COLUMN)
    return case(
        (col(Subscription.status) == SubscriptionStatus.PENDING, none), else_=col(Subscription.headers)
    )


def load_gathered(session: Session, digests: Sequence[UUID]) -> dict[UUID, list[EventDetails]]:
    """Load the contents of digests that are not stale, by the id of the digest's delivery."""
    rows = session.execute(
        select(col(Delivery.digest_id), col(Delivery.event_id))
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .join(Release, col(Release.id) == col(Event.release_id))
        .where(
            col(Delivery.digest_id).in_(given_ids(session, digests)),
            col(Delivery.status) == DeliveryStatus.GATHERED,
            ~is_stale(),
        )
        .order_by(col(Event.occurred_at))
    ).all()
    details = load_event_details(session, {event for _, event in rows})
    gathered: dict[UUID, list[EventDetails]] = defaultdict(list)
    for digest, event in rows:
        gathered[digest].append(details[event])
    return {digest: digest_contents(each) for digest, each in gathered.items()}


def _lease(session: Session, which: ColumnElement[bool], now: datetime) -> list[UUID]:
    claimed = (
        update(Delivery)
        # SQLite locks no rows: there these conditions alone decide which worker gets it.
        .where(which, col(Delivery.status) == DeliveryStatus.PENDING, is_unleased(now))
        .values(claimed_until=now + LEASE)
        .returning(col(Delivery.id))
    )
    return list(session.connection().execute(claimed).scalars())


def is_unleased(now: datetime) -> ColumnElement[bool]:
    """SQL: nobody has claimed the delivery, or the lease has run out."""
    return or_(col(Delivery.claimed_until).is_(None), col(Delivery.claimed_until) <= now)
