"""The releases that stand, read from the database as the fields that import reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, collate, func, select
from sqlmodel import Session, col

from db.models import Release, Title
from db.tables import table_of
from db.words import ReleaseStatus
from releases.dates import canonical
from releases.document import clock_time
from releases.imports.columns import FIELDS
from releases.regions import find_region, reach
from releases.titles.names import ID_FIELDS

_AT_ONCE = 1000
_OF_TITLE = [col(getattr(Title, name)) for name in ("name", "year", *ID_FIELDS, "distinction")]


@dataclass(frozen=True, slots=True)
class Fields:
    """One release: the fields of its row, and what a calendar needs besides."""

    said: dict[str, str]  # every one of FIELDS, in their order; empty where there is nothing to say
    opens_on: date | None
    opens_until: date | None
    opens_at: time | None
    uid: str  # the release's id
    sequence: int
    updated_at: datetime


def all_releases(session: Session, region: str | None = None) -> Iterator[Fields]:
    """Every release that is not cancelled, by date, title and region, the undated last.

    With a region: its own, its subdivisions' and the worldwide ones, as in its feed. The order is the same on every
    database: that of the characters' numbers.
    """
    statement = _standing(region).add_columns(*_OF_TITLE).join(Title)
    ascii_order = "BINARY" if session.get_bind().dialect.name == "sqlite" else "C"
    statement = statement.order_by(
        col(Release.opens_on).asc().nulls_last(),
        col(Release.opens_until),
        *(_in(ascii_order, each) for each in (col(Title.key), col(Title.name))),
        col(Title.year).asc().nulls_last(),
        *(_in(ascii_order, each) for each in (col(Release.region), col(Release.type), col(Release.edition))),
    )
    for row in session.execute(statement, execution_options={"yield_per": _AT_ONCE}):
        yield _fields(row)


def count_undated(session: Session, region: str | None = None) -> int:
    """How many of them have no date yet, so that no calendar can show them."""
    undated = _standing(region).where(col(Release.opens_on).is_(None)).subquery()
    count: int = session.execute(select(func.count()).select_from(undated)).scalar_one()
    return count


def _standing(region: str | None) -> Select[Any]:
    statement = select(*table_of(Release).columns).where(col(Release.status) != ReleaseStatus.CANCELLED)
    if region:
        statement = statement.where(col(Release.region).in_(sorted(reach(region))))
    return statement


def _in(collation: str, column: Any) -> ColumnElement[str]:  # noqa: ANN401 - a column of any type, as text
    return collate(column, collation)


def _fields(row: Any) -> Fields:  # noqa: ANN401 - a row of the statement above
    said = {
        "title": row.name,
        "year": str(row.year) if row.year else "",
        "region": row.region,
        "on": canonical(row.opens_on, row.opens_until, row.precision, find_region(row.region)),
        "label": row.label,
        "type": row.type.value,
        "edition": row.edition,
        "at": clock_time(row.opens_at),
        "timezone": "" if row.timezone == find_region(row.region).timezone else row.timezone,
        "status": row.status.value,
        "note": row.note,
        "source": row.source,
        "distributor": row.distributor,
        "classification": row.classification,
        "tickets": row.tickets,
        **{name: getattr(row, name) for name in (*ID_FIELDS, "distinction")},
    }
    return Fields(
        said={name: said[name] or "" for name in FIELDS},
        opens_on=row.opens_on,
        opens_until=row.opens_until,
        opens_at=row.opens_at,
        uid=str(row.id),
        sequence=row.sequence,
        updated_at=row.updated_at,
    )
