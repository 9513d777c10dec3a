"""What a title is called where people read it: its name, and what tells it apart where another has that name."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from sqlalchemy import Function, func
from sqlmodel import col

from db.models import Title

# The same as `shown_name`, in a query.
SHOWN: Function[str] = func.coalesce(col(Title.shown_as), col(Title.name))


class Namesake(Protocol):
    """What tells titles of one name apart."""

    @property
    def id(self) -> UUID: ...  # noqa: D102 - as in Title
    @property
    def name(self) -> str: ...  # noqa: D102 - as in Title
    @property
    def year(self) -> int | None: ...  # noqa: D102 - as in Title
    @property
    def distinction(self) -> str | None: ...  # noqa: D102 - as in Title
    @property
    def imdb_id(self) -> str | None: ...  # noqa: D102 - as in Title
    @property
    def tmdb_id(self) -> str | None: ...  # noqa: D102 - as in Title
    @property
    def wikidata_id(self) -> str | None: ...  # noqa: D102 - as in Title


def shown_name(title: Title) -> str:
    """`Anora`; where another title has that name, `Parasite (2019)` or `Emma (1996, television)`."""
    return title.shown_as or title.name


def shown_names(group: Iterable[Namesake]) -> dict[UUID, str | None]:
    """What each title of one key is shown as: none where its name is enough."""
    titles = list(group)
    if len(titles) == 1:
        return {titles[0].id: None}
    years = Counter(each.year for each in titles)
    shown = {}
    for each in titles:
        parts = [str(each.year)] if each.year else []
        if years[each.year] > 1 and (word := _word(each)):
            parts.append(word)
        shown[each.id] = f"{each.name} ({', '.join(parts)})" if parts else None
    return shown


def _word(title: Namesake) -> str | None:
    return (
        title.distinction or title.imdb_id or title.wikidata_id or (title.tmdb_id and f"TMDB {title.tmdb_id}")
    )
