"""Personal feeds."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from db.columns import JSON_COLUMN, Instant, uuid7


class PersonalFeed(SQLModel, table=True):
    """One person's choice of releases, looked up by the hash of its token and deleted when revoked."""

    __tablename__ = "personal_feed"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    token_hash: str = Field(unique=True)
    regions: list[str] = Field(default_factory=list, sa_type=JSON_COLUMN)  # empty: every region
    types: list[str] = Field(default_factory=list, sa_type=JSON_COLUMN)  # empty: every type
    titles: list[str] = Field(default_factory=list, sa_type=JSON_COLUMN)  # title ids; empty: every title
    created_at: datetime = Field(sa_type=Instant)
