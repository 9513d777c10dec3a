"""Who would receive what an editor is about to write: the fan-out's own conditions, asked before it is written.

The desk writes in a transaction that is rolled back; what it wrote is read there. Afterwards, in a transaction that only
reads, the fan-out's SELECT is given those rows in place of the tables. However many subscriptions there are, locks are
held no longer than by a save.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, func, literal, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from db.columns import Instant
from db.given import Given
from db.models import Event, Release, Subscription, Title
from db.tables import table_of
from db.words import Channel, DeliveryStatus
from scheduler.fanout.insert import deliveries_of

_NEVER_SENT = (DeliveryStatus.SUPERSEDED, DeliveryStatus.EXPIRED)
_GIVEN: dict[type[SQLModel], Given] = {
    model: Given({column.name: column.type for column in table_of(model).c}, f"given_{model.__tablename__}")
    for model in (Event, Release, Title)
}
_Rows = Mapping[type[SQLModel], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Audience:
    """The number of alerts that would be sent; a subscription counts once for each event."""

    at_once: Mapping[Channel, int]  # only channels that have any
    later: int  # to subscriptions that are paused or get digests


def written_rows(session: Session, now: datetime) -> _Rows:
    """Return the events that this transaction has written at `now`, and their titles with all their releases."""
    session.flush()
    events = session.scalars(
        select(Event).where(col(Event.fanned_out_at).is_(None), col(Event.occurred_at) == now)
    ).all()
    concerned = select(col(Release.title_id)).where(col(Release.id).in_({each.release_id for each in events}))
    releases = session.scalars(select(Release).where(col(Release.title_id).in_(concerned))).all()
    titles = session.scalars(select(Title).where(col(Title.id).in_(concerned))).all()
    rows: dict[type[SQLModel], Sequence[SQLModel]] = {Event: events, Release: releases, Title: titles}
    return {model: [each.model_dump() for each in found] for model, found in rows.items()}


def audience_of(session: Session, written: _Rows, now: datetime) -> Audience:
    """Return whom the fan-out would reach if the written rows were there at `now`."""
    dialect = session.get_bind().dialect
    event = aliased(Event, _GIVEN[Event].table(dialect.name), adapt_on_names=True)
    rows = deliveries_of(event, literal(now, Instant)).add_columns(col(Subscription.channel).label("channel"))
    told = rows.subquery()
    counted = (
        select(told.c.channel, told.c.status, func.count())
        .where(told.c.status.not_in(_NEVER_SENT))
        .group_by(told.c.channel, told.c.status)
        .add_cte(_in_place_of(Release, dialect.name), _in_place_of(Title, dialect.name))
    )
    parameters: dict[str, str] = {}
    for model, given in _GIVEN.items():
        parameters |= given.parameter(dialect, written[model])
    at_once: Counter[Channel] = Counter()
    later = 0
    for channel, status, number in session.execute(counted, parameters):
        if status == DeliveryStatus.PENDING:
            at_once[channel] += number
        else:
            later += number
    return Audience(at_once, later)


def _in_place_of(model: type[SQLModel], dialect: str) -> CTE:
    """Return the given rows as a CTE with the table's name, which hides the table in its statement."""
    return select(*_GIVEN[model].table(dialect).c).cte(str(model.__tablename__))
