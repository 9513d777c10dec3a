"""Titles: found by name and year, created if new."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, false, or_
from sqlmodel import Session, col, select

from db.columns import uuid7
from db.models import Release, Title
from db.plain import plain
from db.tables import table_of
from releases.errors import ConflictError, InvalidValueError
from releases.text import TITLE_LIMIT, clean_line

FIRST_YEAR, LAST_YEAR = 1888, 2999  # the first film was shot in 1888
_FEW = 300  # titles: up to here, their releases are looked up by title id


class AmbiguousTitleError(ConflictError):
    """Several titles have this name."""

    slug = "ambiguous-title"


@dataclass(slots=True)
class _Known:
    id: UUID
    name: str
    year: int | None


class Titles:
    """Finds titles in bulk by name and year, and creates new ones.

    Call `look_up` with all names first, then `find` or `find_or_make` for each, then `write`.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._by_key: dict[str, list[_Known]] = defaultdict(list)
        self._slugs: set[str] = set()
        self._new: list[dict[str, Any]] = []
        self._dated: list[dict[str, Any]] = []

    def look_up(self, wanted: Collection[tuple[str, int | None]]) -> None:
        """Load the titles with these names and years, which must be clean."""
        keys = {title_key(name) for name, _ in wanted}
        namesakes = select(Title.id, Title.name, Title.year, Title.key).where(col(Title.key).in_(keys))
        for title_id, name, year, key in self._session.exec(namesakes):
            self._by_key[key].append(_Known(title_id, name, year))
        slugs = {slug for name, year in wanted for slug in _first_slugs(name, year)}
        self._slugs.update(self._session.exec(select(Title.slug).where(col(Title.slug).in_(slugs))))

    def find(self, name: str, year: int | None) -> UUID | None:
        """Return the title's id, or None. Raises AmbiguousTitleError if several match."""
        found = _pick(self._by_key[title_key(name)], year)
        return found.id if found else None

    def find_or_make(self, name: str, year: int | None) -> UUID:
        """Return the title's id, creating the title if needed; an existing title without a year takes the given one."""
        key = title_key(name)
        found = _pick(self._by_key[key], year)
        if found is None:
            found = _Known(uuid7(), name, year)
            self._by_key[key].append(found)
            slug = self._free_slug(name, year)
            self._slugs.add(slug)
            self._new.append(
                {
                    "id": found.id,
                    "name": name,
                    "key": key,
                    "plain": plain(name),
                    "slug": slug,
                    "year": year,
                    "created_at": self._now,
                }
            )
        elif found.year is None and year is not None:
            found.year = year
            self._dated.append({"title": found.id, "dated": year})
        return found.id

    def write(self) -> None:
        """Insert new titles, and update titles that got a year."""
        table = table_of(Title)
        if self._new:
            self._session.execute(table.insert(), self._new)
        if self._dated:
            statement = table.update().where(table.c.id == bindparam("title")).values(year=bindparam("dated"))
            self._session.execute(statement, self._dated)

    def _free_slug(self, name: str, year: int | None) -> str:
        for slug in _first_slugs(name, year):
            if slug not in self._slugs:
                return slug
        base = slugify(name)
        numbered = select(Title.slug).where(col(Title.slug).startswith(f"{base}-", autoescape=True))
        self._slugs.update(self._session.exec(numbered))
        return next(slug for number in count(2) if (slug := f"{base}-{number}") not in self._slugs)


def clean_name(name: str, field: str = "title") -> str:
    """Return a title's name, cleaned. Raises InvalidValueError."""
    return clean_line(name, field=field, limit=TITLE_LIMIT)


def clean_year(year: int | None) -> int | None:
    """Return a title's year. Raises InvalidValueError outside FIRST_YEAR to LAST_YEAR."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidValueError(f"year is {year}: give one from {FIRST_YEAR} to {LAST_YEAR}", field="year")
    return year


def title_key(name: str) -> str:
    """Return a name's key for matching: NFKC and case folded."""
    return unicodedata.normalize("NFKC", name).casefold()


def has_words(words: str) -> ColumnElement[bool]:
    """Return the condition on `title` that its name contains these words."""
    return or_(
        col(Title.plain).contains(plain(words), autoescape=True),
        # Titles added by a process of an older version, without this column, have only a key.
        and_(col(Title.plain) == "", col(Title.key).contains(title_key(words), autoescape=True)),
    )


def called(session: Session, words: str) -> ColumnElement[bool]:
    """Return the condition on `release` joined with `title` that the title's name contains these words."""
    found = session.exec(select(Title.id).where(has_words(words)).limit(_FEW + 1)).all()
    # A few titles are looked up by id; if many match, scanning releases in order soon meets them.
    return has_words(words) if len(found) > _FEW else (col(Release.title_id).in_(found) if found else false())


def slugify(name: str) -> str:
    """Return a name's slug: `If I Had Legs I'd Kick You` is `if-i-had-legs-id-kick-you`."""
    words = [word for word in plain(name).split() if word.isalnum()]
    return "-".join(words)[:80].strip("-") or "title"


def _pick(namesakes: list[_Known], year: int | None) -> _Known | None:
    if year is None:
        if len(namesakes) > 1:
            years = ", ".join(str(title.year or "no year") for title in namesakes)
            raise AmbiguousTitleError(
                f"several titles are called {namesakes[0].name} ({years}): say which with year", field="year"
            )
        return namesakes[0] if namesakes else None
    same_year = [title for title in namesakes if title.year == year]
    undated = [title for title in namesakes if title.year is None]
    return next(iter(same_year + undated), None)


def _first_slugs(name: str, year: int | None) -> list[str]:
    slug = slugify(name)
    return [slug, f"{slug}-{year}"] if year else [slug]
