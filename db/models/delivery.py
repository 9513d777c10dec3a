"""Deliveries of events to subscriptions, and their attempts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.columns import SERIAL, Instant, uuid7, words
from db.indexes import partial_index
from db.words import DeliveryStatus


class Delivery(SQLModel, table=True):
    """One event for one subscription. Its id is the `webhook-id` of every attempt."""

    __table_args__ = (
        UniqueConstraint("event_id", "subscription_id"),
        partial_index("ix_delivery_next", "lane", "next_attempt_at", where="status = 'pending'"),
        partial_index(
            "ix_delivery_expires", "expires_at", where="status = 'pending' AND expires_at IS NOT NULL"
        ),
        partial_index("ix_delivery_held", "expires_at", where="status = 'held'"),
        partial_index("ix_delivery_gathered", "subscription_id", where="status = 'gathered'"),
        partial_index("ix_delivery_digest", "digest_id", where="status = 'gathered'"),
        Index("ix_delivery_subscription", "subscription_id", "id"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    subscription_id: UUID = Field(foreign_key="subscription.id", ondelete="CASCADE")
    status: DeliveryStatus = Field(default=DeliveryStatus.PENDING, sa_type=words(DeliveryStatus))
    reason: str | None = None  # why it ended without being delivered
    attempts: int = 0
    attempts_before: int = 0  # attempts made before the retry schedule last restarted
    created_at: datetime = Field(sa_type=Instant)
    next_attempt_at: datetime = Field(sa_type=Instant)
    claimed_until: datetime | None = Field(
        default=None, sa_type=Instant
    )  # lease: a worker holds it until then
    lane: str | None = (
        None  # the receiver's own queue that it waits in, while that receiver is at its concurrency limit
    )
    expires_at: datetime | None = Field(default=None, sa_type=Instant)  # no attempt is made after this
    # The digest delivery that includes it. Not a foreign key: each DELETE would have to look for references.
    digest_id: UUID | None = None
    finished_at: datetime | None = Field(default=None, sa_type=Instant)


class Attempt(SQLModel, table=True):
    """One attempt to send a delivery."""

    __table_args__ = (Index("ix_attempt_delivery", "delivery_id", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    delivery_id: UUID = Field(foreign_key="delivery.id", ondelete="CASCADE")
    number: int  # from 1
    started_at: datetime = Field(sa_type=Instant)
    duration_ms: int
    status_code: int | None = None  # None: no answer
    error: str | None = None
    excerpt: str | None = None  # first 2 KiB of the answer
