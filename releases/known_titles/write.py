"""Keeps the films of a list, in batches of one transaction each."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from db.engine import Database
from db.models import KnownTitle
from db.tables import table_of
from db.title_key import title_key
from releases.known_titles.files import KnownFilm

BATCH = 10_000  # films in one transaction


def write_known_titles(
    database: Database, films: Iterable[KnownFilm], progress: Callable[[int], None] = lambda _: None
) -> int:
    """Add the films, or what a list newly says of them; gives how many it named. Memory does not grow with the list.

    `progress` hears the number so far, after each batch.
    """
    count, rest = 0, iter(films)
    while batch := list(islice(rest, BATCH)):
        # One row a film: PostgreSQL touches none twice in one statement.
        rows = {row["id"]: row for row in map(_row, batch)}
        with database.write() as session:
            _upsert(session, [rows[key] for key in sorted(rows)])
        count += len(batch)
        progress(count)
    return count


def _upsert(session: Session, rows: list[dict[str, Any]]) -> None:
    table = table_of(KnownTitle)
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table)
    new = statement.excluded
    known = {
        name: func.coalesce(new[name], table.c[name])
        for name in ("year", "imdb_id", "tmdb_id", "wikidata_id")
    }
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["id"], set_={"name": new.name, "key": new.key, **known}
        ),
        rows,
    )


def _row(film: KnownFilm) -> dict[str, Any]:
    key = title_key(film.name)
    return {
        "id": _id(film, key),
        "name": film.name,
        "key": key,
        "year": film.year,
        "imdb_id": film.imdb_id,
        "tmdb_id": film.tmdb_id,
        "wikidata_id": film.wikidata_id,
    }


def _id(film: KnownFilm, key: str) -> str:
    """What a film is known by: a name of its own, an id of a database, or its key and year."""
    known = (("imdb", film.imdb_id), ("wikidata", film.wikidata_id), ("tmdb", film.tmdb_id))
    by_id = next((f"{source}:{value}" for source, value in known if value), None)
    if by_id is None:
        return f"name:{key}:{film.year or ''}"
    return f"{by_id}:original" if film.is_original else by_id
