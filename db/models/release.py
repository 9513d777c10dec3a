"""Titles, their releases, and the log of what changed."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, FetchedValue, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.columns import JSON_COLUMN, SERIAL, Instant, uuid7, words
from db.indexes import partial_index
from db.words import ChangeKind, Precision, ReleaseStatus, ReleaseType


class Title(SQLModel, table=True):
    """A film."""

    __table_args__ = tuple(
        partial_index(f"ix_title_{name}", name, where=f"{name} IS NOT NULL")
        for name in ("imdb_id", "tmdb_id", "wikidata_id")
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str
    key: str = Field(index=True)  # the name as the version before compares it: case folded
    plain: str  # the name as looked for: db/plain.py
    # The name as compared, and what near ones have in common: db/title_key.py. Empty: written by a version before.
    match_key: str = Field(default="", sa_column_kwargs={"server_default": ""})
    near_key: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})
    slug: str = Field(unique=True)
    year: int | None = None
    distinction: str | None = None  # a word that tells it from another film of its name and year
    shown_as: str | None = None  # where another title has its name: the name with the year or the word
    imdb_id: str | None = None  # tt1234567
    tmdb_id: str | None = None  # digits: a film's number
    wikidata_id: str | None = None  # Q1234
    director: str | None = None
    runtime: int | None = None  # minutes
    synopsis: str | None = None
    trailer: str | None = None  # an address
    website: str | None = None  # an address
    poster: str | None = None  # the hash of its image
    created_at: datetime = Field(sa_type=Instant)


class Release(SQLModel, table=True):
    """One title, in one region, of one type, in one edition, with a date: the unit of everything."""

    __table_args__ = (
        UniqueConstraint("title_id", "region", "type", "edition"),
        Index("ix_release_region_opens_on", "region", "opens_on"),
        Index("ix_release_opens_on_id", "opens_on", "id"),
        partial_index("ix_release_inexact", "region", "opens_until", where="precision <> 'day'"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    title_id: UUID = Field(foreign_key="title.id")
    region: str
    type: ReleaseType = Field(sa_type=words(ReleaseType))
    edition: str = ""
    opens_on: date | None = None  # the first day it can be, in the region; none while to be announced
    opens_until: date | None = None  # the last day it can be: the same day where the precision is a day
    precision: Precision = Field(sa_type=words(Precision))
    opens_at: time | None = None  # by the wall clock of `timezone`
    timezone: str  # IANA
    label: str | None = None  # the holiday it was announced by
    status: ReleaseStatus = Field(default=ReleaseStatus.CONFIRMED, sa_type=words(ReleaseStatus))
    version: int = 1  # grows with every change
    sequence: int = 0  # grows with every change of date, time or status (RFC 5545 section 3.8.7.4)
    moved_from: str | None = None  # the date before the last move, canonical
    note: str | None = None
    source: str | None = None  # the address of the announcement
    distributor: str | None = None
    classification: str | None = None  # as the region's board writes it: PG-13, M
    tickets: str | None = None  # the address where they are sold
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)


class Change(SQLModel, table=True):
    """One record of the append-only log: what happened to a release, by whom, when.

    `seq` is in the order of writing, which on PostgreSQL is not that of becoming visible; `txid` tells a
    reader of the log which records it can have seen (feeds/changes.py).
    """

    __table_args__ = (Index("ix_change_txid", "txid", sqlite_where=text("txid > 0")),)

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    release_id: UUID = Field(foreign_key="release.id", index=True)
    kind: ChangeKind = Field(sa_type=words(ChangeKind))
    actor: str  # a token's name, "command", "import", …
    at: datetime = Field(sa_type=Instant)
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON_COLUMN)  # only the fields that changed
    after: dict[str, Any] = Field(sa_type=JSON_COLUMN)
    # Where the release was before, if it came from another title or region: feeds of those must let go of it.
    former_title_id: UUID | None = None
    former_region: str | None = None
    # The transaction that wrote it, by PostgreSQL's own count; 0 on SQLite. The database puts it in.
    txid: int | None = Field(
        default=None,
        nullable=False,
        sa_type=BigInteger,
        sa_column_kwargs={"server_default": FetchedValue()},
    )
