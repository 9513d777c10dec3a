"""Titles: found by name and year, made when new."""

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
_FEW = 300  # titles, to ask for the releases of each


class AmbiguousTitleError(ConflictError):
    """Several titles have this name."""

    slug = "ambiguous-title"


@dataclass(slots=True)
class _Known:
    id: UUID
    name: str
    year: int | None


class Titles:
    """Finds the titles of one release or of many by name and year, and makes those that are new.

    First `look_up` what will be asked for, then `find` or `find_or_make`, then `write`.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._by_key: dict[str, list[_Known]] = defaultdict(list)
        self._slugs: set[str] = set()
        self._new: list[dict[str, Any]] = []
        self._dated: list[dict[str, Any]] = []

    def look_up(self, wanted: Collection[tuple[str, int | None]]) -> None:
        """Read what is known of these names and years, which are clean."""
        keys = {title_key(name) for name, _ in wanted}
        namesakes = select(Title.id, Title.name, Title.year, Title.key).where(col(Title.key).in_(keys))
        for title_id, name, year, key in self._session.exec(namesakes):
            self._by_key[key].append(_Known(title_id, name, year))
        slugs = {slug for name, year in wanted for slug in _first_slugs(name, year)}
        self._slugs.update(self._session.exec(select(Title.slug).where(col(Title.slug).in_(slugs))))

    def find(self, name: str, year: int | None) -> UUID | None:
        """The title of that name and year, if there is one. Raises AmbiguousTitleError."""
        found = _pick(self._by_key[title_key(name)], year)
        return found.id if found else None

    def find_or_make(self, name: str, year: int | None) -> UUID:
        """The title of that name and year, new if there is none. One without a year takes the year given."""
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
        """Write the titles that are new, and the years that are."""
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
    """A title's name as it is kept. Raises InvalidValueError."""
    return clean_line(name, field=field, limit=TITLE_LIMIT)


def clean_year(year: int | None) -> int | None:
    """A title's year. Raises InvalidValueError for one before film, or far ahead."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidValueError(f"year is {year}: give one from {FIRST_YEAR} to {LAST_YEAR}", field="year")
    return year


def title_key(name: str) -> str:
    """The name as it is compared: compatibility forms and case folded."""
    return unicodedata.normalize("NFKC", name).casefold()


def has_words(words: str) -> ColumnElement[bool]:
    """The titles with these words in their names, as a condition."""
    return or_(
        col(Title.plain).contains(plain(words), autoescape=True),
        # What a process of a version before that column added beside us has its key alone.
        and_(col(Title.plain) == "", col(Title.key).contains(title_key(words), autoescape=True)),
    )


def called(session: Session, words: str) -> ColumnElement[bool]:
    """The releases of titles with these words in their names, as a condition on a query that has both."""
    found = session.exec(select(Title.id).where(has_words(words)).limit(_FEW + 1)).all()
    # Few titles lead to their releases; where many have the words, they are soon met on the way.
    return has_words(words) if len(found) > _FEW else (col(Release.title_id).in_(found) if found else false())


def slugify(name: str) -> str:
    """The name as part of an address: `If I Had Legs I'd Kick You` is `if-i-had-legs-id-kick-you`."""
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
