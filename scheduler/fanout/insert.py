"""Writes a delivery for every subscription that an event matches.

What depends on the event alone is read once, and given as parameters to the statement that looks at each subscription.
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
from releases.visibility import is_hidden_somewhere, seen_by
from scheduler.fanout.filters import Facts, chooses_lead, is_eligible, is_its_hour, is_reached
from scheduler.relevance import (
    gets_nearer_reminder,
    has_earlier_reminder,
    is_duplicate,
    is_nearer_reminder_due,
    is_stale,
)


def write_deliveries(session: Session, events: list[UUID], now: datetime) -> None:
    """Write the deliveries of events. An event that has its deliveries gets no more."""
    dialect = session.get_bind().dialect.name
    alike: dict[_Kind, list[dict[str, Any]]] = {}
    for row in session.execute(_facts_of(events, now)):
        kind = _Kind(
            row.event_type == EventType.REMINDER, bool(row.repeats), bool(row.overtaken), bool(row.hidden)
        )
        alike.setdefault(kind, []).append(_parameters(row, now))
    for kind, given in alike.items():
        session.execute(_insert(dialect, kind), given)


def deliveries_of(event: type[Event], now: ColumnElement[datetime]) -> Select[Any]:
    """Select the rows that would be written for many events at once, named as the columns of `delivery`.

    `event` is the table, or rows that a rehearsal gives in its place; `now` can differ by event.
    """
    facts = Facts(
        event_type=cast(col(event.type), String),
        region=col(Release.region),
        release_type=cast(col(Release.type), String),
        title=col(Title.slug),
        stale=is_stale(event),
        expired=and_(col(event.expires_at).is_not(None), col(event.expires_at) <= now),
        duplicate=is_duplicate(event),
        overtaken=gets_nearer_reminder(now),
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
        .where(
            is_eligible(event),
            or_(~is_hidden_somewhere(), seen_by(Subscription)),
            or_(col(Reminder.id).is_(None), reminded),
        )
    )


class _Kind(NamedTuple):
    """What a statement has to look at for each subscription: for most events its preferences are enough."""

    reminds: bool
    repeats: bool  # some may have a delivery of an equivalent reminder
    overtaken: bool  # some may get a nearer reminder as well
    hidden: bool  # its region may have its own row beside this wider release


def _facts_of(events: list[UUID], now: datetime) -> Select[Any]:
    """Select what depends on each event alone, the longest due first."""
    asked: list[ColumnElement[Any]] = [
        col(Event.id).label("event"),
        col(Event.type).label("event_type"),
        col(Event.expires_at).label("expires_at"),
        col(Release.region).label("region"),
        col(Release.type).label("release_type"),
        col(Title.slug).label("title"),
        col(Reminder.lead).label("lead"),
        is_stale().label("stale"),
        has_earlier_reminder().label("repeats"),
        is_nearer_reminder_due(literal(now, Instant)).label("overtaken"),
        is_hidden_somewhere().label("hidden"),
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
    """Return the parameters of `_insert` for one event."""
    return {
        "event": row.event,
        "event_type": row.event_type.value,
        "region": row.region,
        "release_type": row.release_type.value,
        "title": row.title,
        "lead": str(row.lead),
        "stale": bool(row.stale),
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
        stale=bindparam("stale", type_=Boolean),
        expired=bindparam("expired", type_=Boolean),
        duplicate=is_duplicate() if kind.repeats else false(),
        overtaken=gets_nearer_reminder(now) if kind.overtaken else false(),
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
        .where(is_eligible(Event), col(Event.id) == bindparam("event", type_=Uuid))
    )
    if kind.reminds:
        rows = rows.join(Reminder, col(Reminder.id) == col(Event.reminder_id)).where(is_its_hour(facts))
    if kind.hidden:
        rows = rows.join(Release, col(Release.id) == col(Event.release_id)).where(seen_by(Subscription))
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    # The unique key on event and subscription makes a second fan-out of the same event do nothing.
    names = [column.name for column in columns]
    return insert(table_of(Delivery)).from_select(names, rows).on_conflict_do_nothing()


def _columns(event: type[Event], facts: Facts, now: ColumnElement[datetime]) -> list[Any]:
    status = case(
        (facts.stale, DeliveryStatus.SUPERSEDED),
        (facts.expired, DeliveryStatus.EXPIRED),
        (facts.duplicate, DeliveryStatus.SUPERSEDED),
        (facts.overtaken, DeliveryStatus.SUPERSEDED),
        (col(Subscription.digest).is_not(None), DeliveryStatus.GATHERED),
        (col(Subscription.status) != SubscriptionStatus.ACTIVE, DeliveryStatus.HELD),
        else_=DeliveryStatus.PENDING,
    )
    reason = case(
        (facts.stale, "the release was changed again before this could be sent"),
        (facts.expired, "the release had opened"),
        (facts.duplicate, "an equivalent reminder was sent before"),
        (facts.overtaken, "a later reminder was due as well"),
    )
    ended = or_(facts.stale, facts.expired, facts.duplicate, facts.overtaken)
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
