"""Titles: found by ids, names and years, made when new."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import count
from typing import Any
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session, col

from db.columns import uuid7
from db.models import Title, TitleAlias
from db.plain import plain
from db.tables import table_of
from releases.errors import ConflictError
from releases.titles.names import ID_FIELDS, Identity, first_slugs, key_of, near_key_of, slugify
from releases.titles.near import is_near
from releases.titles.shown import shown_names


class AmbiguousTitleError(ConflictError):
    """Several titles have this name."""

    slug = "ambiguous-title"


@dataclass(slots=True)
class Film:
    """A title, as it is compared."""

    id: UUID
    name: str
    key: str
    slug: str
    year: int | None
    distinction: str | None = None
    imdb_id: str | None = None
    tmdb_id: str | None = None
    wikidata_id: str | None = None
    shown_as: str | None = None

    @property
    def called(self) -> str:
        """`Anora (2024)`."""
        return f"{self.name} ({self.year})" if self.year else self.name

    def contradicts(self, wanted: Identity) -> bool:
        """Whether an id that is given is another than this title's."""
        return any(value != (getattr(self, name) or value) for name, value in wanted.ids.items())


class Match(Enum):
    """How surely a title is the one that is meant."""

    SURE = "sure"
    YEAR_OFF_BY_ONE = "year off by one"


_COLUMNS: list[Any] = [
    col(getattr(Title, name))
    for name in ("id", "name", "match_key", "slug", "year", "distinction", *ID_FIELDS, "shown_as")
]


class Titles:
    """Finds the titles of one release or of many, and makes those that are new.

    First `look_up` what will be asked for, then `find`, and `make` or `learn`, then `write`.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._films: dict[UUID, Film] = {}
        self._by_key: dict[str, list[Film]] = defaultdict(list)
        self._by_near: dict[str, list[Film]] = defaultdict(list)
        self._by_id: dict[tuple[str, str], Film] = {}
        self._slugs: set[str] = set()
        self._whole: set[str] = set()  # the keys of which every title has been read
        self._new: list[Film] = []
        self._learnt: dict[UUID, Film] = {}

    def look_up(self, wanted: Collection[Identity]) -> None:
        """Read what is known of these films."""
        keys = {each.key for each in wanted}
        near = {near_key_of(key) for key in keys}
        self._read(or_(col(Title.near_key).in_(near), col(Title.near_key) == ""))
        self._whole |= keys
        self._read_aliases(keys)
        for name in ID_FIELDS:
            if given := {each.ids[name] for each in wanted if name in each.ids}:
                self._read(col(getattr(Title, name)).in_(given))
        slugs = {slug for each in wanted for slug in first_slugs(each)}
        self._slugs.update(self._session.scalars(select(col(Title.slug)).where(col(Title.slug).in_(slugs))))

    def find(self, wanted: Identity, *, exact_year: bool = False) -> tuple[Film, Match] | None:
        """The title that is meant, if there is one, and how surely. Raises AmbiguousTitleError, ConflictError.

        Ids decide where they are given; else name or alias with the year: the same, none yet, or, unless
        `exact_year`, the one before or after.
        """
        if wanted.ids and (film := self._by_ids(wanted)):
            return film, Match.SURE
        films = [film for film in self._by_key.get(wanted.key, ()) if not film.contradicts(wanted)]
        if wanted.distinction:
            word = wanted.distinction.casefold()
            films = [film for film in films if (film.distinction or "").casefold() == word]
        if not films:
            return None
        year = wanted.year
        if year is None:
            return _only(films, wanted), Match.SURE
        if same := [film for film in films if film.year == year]:
            return _only(same, wanted), Match.SURE
        if undated := [film for film in films if film.year is None]:
            return undated[0], Match.SURE
        near = [] if exact_year or wanted.ids else [f for f in films if f.year and abs(f.year - year) == 1]
        return (_only(near, wanted), Match.YEAR_OFF_BY_ONE) if near else None

    def near(self, wanted: Identity) -> Film | None:
        """A title with almost this name that could be the same film, for one that is not found."""
        if wanted.ids:
            return None
        key = wanted.key
        for film in self._by_near.get(near_key_of(key), ()):
            years_agree = film.year is None or wanted.year is None or abs(film.year - wanted.year) <= 1
            if film.key != key and years_agree and is_near(film.key, key):
                return film
        return None

    def make(self, wanted: Identity) -> Film:
        """A new title."""
        ids = {name: getattr(wanted, name) for name in ID_FIELDS}
        film = Film(
            uuid7(), wanted.name, wanted.key, self._free_slug(wanted), wanted.year, wanted.distinction, **ids
        )
        self._slugs.add(film.slug)
        self._keep(film)
        self._new.append(film)
        return film

    def learn(self, film: Film, wanted: Identity) -> None:
        """Give a title the year and the ids that it has none of."""
        learnt = {name: value for name, value in wanted.ids.items() if getattr(film, name) is None}
        if film.year is None and wanted.year is not None:
            film.year = wanted.year
            learnt["year"] = str(wanted.year)
        if not learnt:
            return
        for name in learnt.keys() & set(ID_FIELDS):
            setattr(film, name, learnt[name])
            self._by_id[name, learnt[name]] = film
        self._learnt[film.id] = film

    def write(self) -> list[tuple[UUID, str, str]]:
        """Write the titles that are new, and what was learnt of others.

        Gives the standing titles that are shown otherwise since others have their names: id, before and after.
        """
        touched = {film.key for film in (*self._new, *self._learnt.values())}
        reshown = []
        for key in touched & self._whole:
            group = [film for film in self._by_key[key] if film.key == key]
            for film_id, shown in shown_names(group).items():
                film = self._films[film_id]
                if shown != film.shown_as:
                    reshown.append((film_id, film.shown_as or film.name, shown or film.name))
                    film.shown_as = shown
                    self._learnt[film_id] = film
        new = {film.id for film in self._new}
        if self._new:
            self._session.execute(table_of(Title).insert(), [self._row(film) for film in self._new])
        table = table_of(Title)
        for film in self._learnt.values():
            if film.id not in new:
                values = {name: getattr(film, name) for name in ("year", "shown_as", *ID_FIELDS)}
                self._session.execute(table.update().where(table.c.id == film.id).values(**values))
        self._new, self._learnt = [], {}
        return [each for each in reshown if each[0] not in new]

    def _row(self, film: Film) -> dict[str, Any]:
        return {
            "id": film.id,
            "name": film.name,
            "key": normalize("NFKC", film.name).casefold(),
            "plain": plain(film.name),
            "match_key": film.key,
            "near_key": near_key_of(film.key),
            "slug": film.slug,
            "year": film.year,
            "distinction": film.distinction,
            "shown_as": film.shown_as,
            **{name: getattr(film, name) for name in ID_FIELDS},
            "created_at": self._now,
        }

    def _read(self, condition: Any) -> None:  # noqa: ANN401 - a condition of SQLAlchemy's, which types them in two ways
        for row in self._session.execute(select(*_COLUMNS).where(condition)).all():
            # What a process of a version before wrote has no key.
            self._keep(Film(row[0], row[1], row[2] or key_of(row[1]), *row[3:]))

    def _read_aliases(self, keys: Collection[str]) -> None:
        statement = select(*_COLUMNS, col(TitleAlias.key)).join(
            TitleAlias, col(Title.id) == col(TitleAlias.title_id)
        )
        for *row, alias in self._session.execute(statement.where(col(TitleAlias.key).in_(keys))).all():
            film = self._keep(Film(row[0], row[1], row[2] or key_of(row[1]), *row[3:]))
            if film not in self._by_key[alias]:
                self._by_key[alias].append(film)

    def _keep(self, film: Film) -> Film:
        if film.id in self._films:
            return self._films[film.id]
        self._films[film.id] = film
        self._by_key[film.key].append(film)
        self._by_near[near_key_of(film.key)].append(film)
        for name in ID_FIELDS:
            if value := getattr(film, name):
                self._by_id[name, value] = film
        return film

    def _by_ids(self, wanted: Identity) -> Film | None:
        """Raises ConflictError if the ids are of several titles."""
        found = {film.id: film for given in wanted.ids.items() if (film := self._by_id.get(given))}
        films = list(found.values())
        if len(films) > 1 or any(film.contradicts(wanted) for film in films):
            names = " and ".join(f"{film.called}, {film.slug}," for film in films)
            fields = ", ".join(wanted.ids)
            raise ConflictError(
                f"{fields} do not agree with {names} which has them: give one of them", field=fields
            )
        return films[0] if films else None

    def _free_slug(self, wanted: Identity) -> str:
        for slug in first_slugs(wanted):
            if slug not in self._slugs:
                return slug
        base = slugify(wanted.name)
        numbered = select(col(Title.slug)).where(col(Title.slug).startswith(f"{base}-", autoescape=True))
        self._slugs.update(self._session.scalars(numbered))
        return next(slug for number in count(2) if (slug := f"{base}-{number}") not in self._slugs)


def _only(films: Sequence[Film], wanted: Identity) -> Film:
    """The one film; of several, the one that no word tells from the others. Raises AmbiguousTitleError."""
    if len(films) == 1:
        return films[0]
    plain_ones = [film for film in films if film.distinction is None]
    if wanted.year is not None and len(plain_ones) == 1:
        return plain_ones[0]
    told = ", ".join(film.distinction or film.imdb_id or str(film.year or "no year") for film in films)
    with_what = "year" if wanted.year is None else "imdb_id, tmdb_id, wikidata_id or distinction"
    raise AmbiguousTitleError(
        f"several titles are called {films[0].name} ({told}): say which with {with_what}", field="year"
    )
