"""Finds titles by words in their names."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select

from db.models import Release, Title, TitleAlias
from db.plain import plain
from releases.titles.names import key_of

_FEW = 300  # titles, to ask for the releases of each


def has_words(words: str) -> ColumnElement[bool]:
    """The titles with these words in their names, or called so elsewhere, as a condition."""
    also_called = select(TitleAlias.title_id).where(TitleAlias.key == key_of(words))
    return or_(
        col(Title.plain).contains(plain(words), autoescape=True),
        # What a process of a version before that column added beside us has its key alone.
        and_(col(Title.plain) == "", col(Title.key).contains(words.casefold(), autoescape=True)),
        col(Title.id).in_(also_called),
    )


def called(session: Session, words: str) -> ColumnElement[bool]:
    """The releases of titles with these words in their names, as a condition on a query that has both."""
    found = session.exec(select(Title.id).where(has_words(words)).limit(_FEW + 1)).all()
    # Few titles lead to their releases; where many have the words, they are soon met on the way.
    return has_words(words) if len(found) > _FEW else (col(Release.title_id).in_(found) if found else false())


def search_titles(session: Session, words: str, *, limit: int, after: str | None = None) -> Sequence[Title]:
    """At most `limit` titles with these words in their names, in order of slug; `after`: an earlier page's last."""
    query = select(Title).order_by(col(Title.slug)).limit(limit)
    if words.strip():
        query = query.where(has_words(words))
    if after is not None:
        query = query.where(col(Title.slug) > after)
    return session.exec(query).all()
