"""Looks films up among those that are known to exist."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import union_all
from sqlmodel import Session, col, select

from db.models import KnownTitle, Title, TitleAlias
from releases.titles.names import key_of, near_key_of


def known_films(session: Session, names: Collection[str]) -> dict[str, list[KnownTitle]]:
    """The films of the imported lists that are called so, by the name that was asked for; others are left out."""
    keys = {name: key_of(name) for name in names}
    by_key: dict[str, list[KnownTitle]] = defaultdict(list)
    for film in session.exec(select(KnownTitle).where(col(KnownTitle.key).in_(set(keys.values())))):
        by_key[film.key].append(film)
    return {name: by_key[key] for name, key in keys.items() if key in by_key}


def known_names(session: Session, names: Collection[str]) -> set[str]:
    """Those of the names that are a film's: one that has a title here, under any of its names, or is on a list."""
    keys = {name: key_of(name) for name in names}
    wanted = sorted(set(keys.values()))
    # The near key is what has an index.
    near = col(Title.near_key).in_({near_key_of(key) for key in wanted})
    found = union_all(
        select(col(Title.match_key)).where(near, col(Title.match_key).in_(wanted)),
        *(select(each).where(each.in_(wanted)) for each in (col(TitleAlias.key), col(KnownTitle.key))),
    )
    standing = set(session.scalars(found))
    return {name for name, key in keys.items() if key in standing}
