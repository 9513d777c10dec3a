"""Whom an event concerns: a delivery for each of them.

What depends on the event alone is asked once, and given to the statement that then asks each subscription.
"""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Insert,
    Row,
    Select,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    cast,
    false,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.columns import Instant
from db.ids import pair_id_of
from db.models import Delivery, Event, Preference, Release, Reminder, Subscription, Title
from db.tables import table_of
from db.words import DeliveryStatus, EventType, SubscriptionStatus
from scheduler.fanout.filters import Facts, chooses_lead, is_its_hour, is_reached, may_be_told
from scheduler.relevance import (
    a_later_reminder_is_due,
    a_nearer_lead_is_due,
    is_no_longer_so,
    was_reminded_of_before,
    was_told_before,
)


def write_deliveries(session: Session, events: list[UUID], now: datetime) -> None:
    """Write what the events bring to whom they concern. An event that has its deliveries gets none again."""
    dialect = session.get_bind().dialect.name
    alike: dict[_Kind, list[dict[str, Any]]] = {}
    for row in session.execute(_what_is_so(events, now)):
        kind = _Kind(row.event_type == EventType.REMINDER, bool(row.repeats), bool(row.overtaken))
        alike.setdefault(kind, []).append(_parameters(row, now))
    for kind, given in alike.items():
        session.execute(_insert(dialect, kind), given)


def deliveries_of(event: type[Event], now: ColumnElement[datetime]) -> Select[Any]:
    """The rows that would be written of many events at once, named as the columns of `delivery`.

    `event` is the table, or what a rehearsal sets in its place; `now` an instant that may differ by event.
    """
    facts = Facts(
        event_type=cast(col(event.type), String),
        region=col(Release.region),
        release_type=cast(col(Release.type), String),
        title=col(Title.slug),
        untrue=is_no_longer_so(event),
        expired=and_(col(event.expires_at).is_not(None), col(event.expires_at) <= now),
        told=was_told_before(event),
        overtaken=a_later_reminder_is_due(now),
    )
    rows = (
        select(*_columns(event, facts, now))
        .select_from(event)
        .join(Release, col(Release.id) == col(event.release_id))
        .join(Title, col(Title.id) == col(Release.title_id))
        .outerjoin(Reminder, col(Reminder.id) == col(event.reminder_id))
    )
    choice = aliased(Preference)
    reminded = and_(chooses_lead(choice, cast(col(Reminder.lead), String)), is_its_hour(facts))
    return (
        rows.join(choice, is_reached(choice, facts))
        .join(Subscription, col(Subscription.id) == col(choice.subscription_id))
        .where(may_be_told(event), or_(col(Reminder.id).is_(None), reminded))
    )


class _Kind(NamedTuple):
    """What a statement must ask of each subscription: most events need no more than what it has chosen."""

    reminds: bool
    repeats: bool  # it may have been told the same before
    overtaken: bool  # a later reminder may be due to it as well


def _what_is_so(events: list[UUID], now: datetime) -> Select[Any]:
    """What is so of each event whoever is told, the longest due first."""
    asked: list[ColumnElement[Any]] = [
        col(Event.id).label("event"),
        col(Event.type).label("event_type"),
        col(Event.expires_at).label("expires_at"),
        col(Release.region).label("region"),
        col(Release.type).label("release_type"),
        col(Title.slug).label("title"),
        col(Reminder.lead).label("lead"),
        is_no_longer_so().label("untrue"),
        was_reminded_of_before().label("repeats"),
        a_nearer_lead_is_due(literal(now, Instant)).label("overtaken"),
    ]
    return (
        select(*asked)
        .join_from(Event, Release, col(Release.id) == col(Event.release_id))
        .join(Title, col(Title.id) == col(Release.title_id))
        .outerjoin(Reminder, col(Reminder.id) == col(Event.reminder_id))
        .where(col(Event.id).in_(events))
        .order_by(col(Event.occurred_at), col(Event.id))
    )


def _parameters(row: Row[Any], now: datetime) -> dict[str, Any]:
    """Those of `_insert`, for one event."""
    return {
        "event": row.event,
        "event_type": row.event_type.value,
        "region": row.region,
        "release_type": row.release_type.value,
        "title": row.title,
        "lead": str(row.lead),
        "untrue": bool(row.untrue),
        "expired": row.expires_at is not None and row.expires_at <= now,
        "now": now,
    }


@cache
def _insert(dialect: str, kind: _Kind) -> Insert:
    now = bindparam("now", type_=Instant)
    facts = Facts(
        event_type=bindparam("event_type", type_=String),
        region=bindparam("region", type_=String),
        release_type=bindparam("release_type", type_=String),
        title=bindparam("title", type_=String),
        untrue=bindparam("untrue", type_=Boolean),
        expired=bindparam("expired", type_=Boolean),
        told=was_told_before() if kind.repeats else false(),
        overtaken=a_later_reminder_is_due(now) if kind.overtaken else false(),
    )
    columns, choice = _columns(Event, facts, now), aliased(Preference)
    chosen = select(col(choice.subscription_id)).where(is_reached(choice, facts))
    if kind.reminds:
        chosen = chosen.where(chooses_lead(choice, bindparam("lead", type_=String)))
    reached = chosen.offset(0).subquery()  # as in filters.py
    rows = (
        select(*columns)
        .select_from(Event)
        .join(reached, true())
        .join(Subscription, col(Subscription.id) == reached.c.subscription_id)
        .where(may_be_told(Event), col(Event.id) == bindparam("event", type_=Uuid))
    )
    if kind.reminds:
        rows = rows.join(Reminder, col(Reminder.id) == col(Event.reminder_id)).where(is_its_hour(facts))
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    # The unique key on event and subscription makes a second fan-out of the same event do nothing.
    names = [column.name for column in columns]
    return insert(table_of(Delivery)).from_select(names, rows).on_conflict_do_nothing()


def _columns(event: type[Event], facts: Facts, now: ColumnElement[datetime]) -> list[Any]:
    status = case(
        (facts.untrue, DeliveryStatus.SUPERSEDED),
        (facts.expired, DeliveryStatus.EXPIRED),
        (facts.told, DeliveryStatus.SUPERSEDED),
        (facts.overtaken, DeliveryStatus.SUPERSEDED),
        (col(Subscription.digest).is_not(None), DeliveryStatus.GATHERED),
        (col(Subscription.status) != SubscriptionStatus.ACTIVE, DeliveryStatus.HELD),
        else_=DeliveryStatus.PENDING,
    )
    reason = case(
        (facts.untrue, "the release was changed again before it could be told"),
        (facts.expired, "the release had opened"),
        (facts.told, "the same was told before"),
        (facts.overtaken, "a later reminder was due as well"),
    )
    ended = or_(facts.untrue, facts.expired, facts.told, facts.overtaken)
    return [
        pair_id_of(col(event.id), col(Subscription.id)).label("id"),
        col(event.id).label("event_id"),
        col(Subscription.id).label("subscription_id"),
        status.label("status"),
        reason.label("reason"),
        literal(0).label("attempts"),
        now.label("created_at"),
        now.label("next_attempt_at"),
        col(event.expires_at).label("expires_at"),
        case((ended, now)).label("finished_at"),
    ]
