"""Releases to export, as the fields that import reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, collate, func
from sqlmodel import Session, col

from db.models import Release, Title
from db.tables import table_of
from releases.dates import canonical
from releases.document import clock_time
from releases.imports.columns import FIELDS
from releases.query import Releases
from releases.regions import find_region
from releases.titles.names import ID_FIELDS

_AT_ONCE = 1000
_OF_TITLE = [col(getattr(Title, name)) for name in ("name", "year", *ID_FIELDS, "distinction")]


@dataclass(frozen=True, slots=True)
class Fields:
    """One release: the fields of its row, and what iCalendar needs besides."""

    said: dict[str, str]  # all FIELDS, in order; an empty string for no value
    opens_on: date | None
    opens_until: date | None
    opens_at: time | None
    uid: str  # the release's id
    sequence: int
    updated_at: datetime


def all_releases(session: Session, region: str | None = None) -> Iterator[Fields]:
    """Yield every release that is not cancelled, by date, title and region, undated ones last.

    With a region code, only those that the region sees, as in its feed. Text is ordered by code point, so the order is
    the same on every database. Raises UnknownRegionError.
    """
    statement = _standing(region).select(*table_of(Release).columns, *_OF_TITLE)
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
    """Return the number of those without any date, which iCalendar cannot represent."""
    undated = _standing(region).where(col(Release.opens_on).is_(None))
    count: int = session.execute(undated.select(func.count())).scalar_one()
    return count


def _standing(region: str | None) -> Releases:
    return Releases().seen_from(*([region] if region else [])).standing()


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
