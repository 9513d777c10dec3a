"""What else is known of titles: their other names and addresses, their posters, and the films that exist."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from db.columns import Instant
from db.indexes import partial_index


class TitleAlias(SQLModel, table=True):
    """Another name of a title: of another country, an earlier one, or its original."""

    __tablename__ = "title_alias"

    title_id: UUID = Field(foreign_key="title.id", primary_key=True)
    key: str = Field(primary_key=True, index=True)  # db/title_key.py
    name: str
    is_original: bool = False


class FormerSlug(SQLModel, table=True):
    """The slug of a title that was merged into another: its addresses lead there."""

    __tablename__ = "former_slug"

    slug: str = Field(primary_key=True)
    title_id: UUID = Field(foreign_key="title.id", index=True)


class FormerRelease(SQLModel, table=True):
    """A release that was the same as another when their titles were merged: its addresses lead there."""

    __tablename__ = "former_release"

    id: UUID = Field(primary_key=True)
    release_id: UUID = Field(foreign_key="release.id", index=True)


class Poster(SQLModel, table=True):
    """An image of one width, as it is served for ever."""

    hash: str = Field(primary_key=True)  # SHA-256 of the image that was fetched, in hexadecimal digits
    width: int = Field(primary_key=True)  # pixels
    image: bytes = Field(sa_type=LargeBinary)  # WebP
    created_at: datetime = Field(sa_type=Instant)


class KnownTitle(SQLModel, table=True):
    """A film that is known to exist, with or without releases here."""

    __tablename__ = "known_title"
    __table_args__ = tuple(
        partial_index(f"ix_known_title_{name}", name, where=f"{name} IS NOT NULL")
        for name in ("tmdb_id", "wikidata_id")
    )

    # What it is known by: imdb:tt1234567, tmdb:12, wikidata:Q12, or its key and year.
    id: str = Field(primary_key=True)
    name: str
    key: str = Field(index=True)  # db/title_key.py
    year: int | None = None
    imdb_id: str | None = None
    tmdb_id: str | None = None
    wikidata_id: str | None = None
