"""Subscriptions and their preferences."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.columns import JSON_COLUMN, Instant, uuid7, words
from db.indexes import partial_index
from db.words import Channel, PreferenceKind, Rhythm, SubscriptionStatus

EVERY = "*"  # the preference value for "all of them"


class Subscription(SQLModel, table=True):
    """A webhook or an email address, with filters, leads and a local hour."""

    __table_args__ = (
        partial_index("ix_subscription_failing", "failing_since", where="failing_since IS NOT NULL"),
        partial_index("ix_subscription_paused", "status", where="status = 'paused'"),
        partial_index("ix_subscription_email", "address", where="channel = 'email'"),
        partial_index(
            "ix_subscription_asked",
            "address",
            unique=True,  # one confirmation mail per address, however often it signs up
            where="channel = 'email' AND status = 'pending'",
        ),
        partial_index(
            "ix_subscription_digest", "digest_at", where="digest_at IS NOT NULL AND status = 'active'"
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    channel: Channel = Field(sa_type=words(Channel))
    address: str  # the webhook's URL or the email address
    format: str = "standard"
    status: SubscriptionStatus = Field(default=SubscriptionStatus.PENDING, sa_type=words(SubscriptionStatus))
    status_reason: str | None = None  # why it is paused
    filters: dict[str, Any] = Field(
        sa_type=JSON_COLUMN
    )  # regions, types, titles, leads and events as the subscriber gave them
    hour: int  # 0 to 23, local time in the release's zone
    timezone: str  # IANA: the zone of `hour` for worldwide releases and digests
    digest: Rhythm | None = Field(default=None, sa_type=words(Rhythm))  # None: messages are sent one by one
    digest_at: datetime | None = Field(default=None, sa_type=Instant)  # when the next digest is due
    manage_token_hash: str = Field(unique=True)
    secret: str | None = None  # whsec_…
    previous_secret: str | None = None  # also signs, until previous_secret_until
    previous_secret_until: datetime | None = Field(default=None, sa_type=Instant)
    headers: dict[str, str] = Field(default_factory=dict, sa_type=JSON_COLUMN)  # custom headers; secret
    verified_at: datetime | None = Field(
        default=None, sa_type=Instant
    )  # when the address was first confirmed
    failing_since: datetime | None = Field(
        default=None, sa_type=Instant
    )  # every attempt since then has failed
    warned_at: datetime | None = Field(default=None, sa_type=Instant)  # when the failure warning was sent
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)


class Preference(SQLModel, table=True):
    """One chosen value of a subscription, in the form that the fan-out joins on.

    A region is stored as every region whose releases reach it: `AU-SA` as `AU-SA`, `AU` and `WW`.
    """

    __tablename__ = "choice"  # the original name, still written to by processes of an earlier version
    __table_args__ = (Index("ix_choice_kind_value", "kind", "value", "subscription_id"),)

    subscription_id: UUID = Field(foreign_key="subscription.id", primary_key=True, ondelete="CASCADE")
    kind: PreferenceKind = Field(primary_key=True, sa_type=words(PreferenceKind))
    value: str = Field(primary_key=True)
