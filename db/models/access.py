"""Editors' tokens, stored answers to repeated requests, and the service's own settings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field, SQLModel

from db.columns import JSON_COLUMN, Instant, uuid7


class Token(SQLModel, table=True):
    """An editor's token. Only its hash is stored."""

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str
    hash: str = Field(unique=True)
    regions: list[str] = Field(default_factory=list, sa_type=JSON_COLUMN)  # empty: every region
    created_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class IdempotencyKey(SQLModel, table=True):
    """The stored answer to a request with an `Idempotency-Key`, returned when it is repeated."""

    __tablename__ = "idempotency_key"

    token_id: UUID = Field(foreign_key="token.id", primary_key=True)
    key: str = Field(primary_key=True)
    fingerprint: str  # a hash of the request: a different request with the same key is refused
    status_code: int
    answer: dict[str, Any] = Field(sa_type=JSON_COLUMN)
    created_at: datetime = Field(sa_type=Instant)


class Setting(SQLModel, table=True):
    """A value that the service generated, such as its secret key."""

    name: str = Field(primary_key=True)
    value: str
