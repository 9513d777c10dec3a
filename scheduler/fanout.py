"""From what is due to rows on their way: reminders become events, events become deliveries.

Every function is one step of one transaction, and finds its work again if the transaction is lost.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Exists,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.columns import Instant, new_id
from db.models import Choice, Delivery, Event, Release, Reminder, Subscription, Title
from db.models.subscription import EVERY
from db.words import (
    UNDER_WAY,
    ChoiceKind,
    DeliveryStatus,
    EventType,
    ReminderStatus,
    SubscriptionStatus,
)
from releases.regions import WORLDWIDE
from releases.reminders import end_of_day
from scheduler.choices import not_region, not_title
from scheduler.truth import a_later_reminder_is_due, is_no_longer_so, was_told_before

REMINDERS_AT_ONCE = 500
EVENTS_AT_ONCE = 200


def fire_due_reminders(session: Session, now: datetime, limit: int = REMINDERS_AT_ONCE) -> int:
    """Make an event of every reminder that is due, the longest due first. How many there were."""
    due = (
        select(col(Reminder.id))
        .where(col(Reminder.status) == ReminderStatus.PENDING, col(Reminder.due_at) <= now)
        .order_by(col(Reminder.due_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")  # as a subquery PostgreSQL may run it more than once, and take more than `limit`
    )
    fired = session.execute(
        update(Reminder)
        # Again "pending": on SQLite nothing is locked, and this alone decides who fires it.
        .where(col(Reminder.id).in_(select(due.c.id)), col(Reminder.status) == ReminderStatus.PENDING)
        .values(status=ReminderStatus.FIRED)
        .returning(
            col(Reminder.id),
            col(Reminder.release_id),
            col(Reminder.opens_on),
            col(Reminder.timezone),
            col(Reminder.due_at),
        ),
        execution_options={"synchronize_session": False},
    ).all()
    if fired:
        session.execute(insert(Event), [event_of_reminder(*reminder) for reminder in fired])
    return len(fired)


def event_of_reminder(
    reminder_id: int | None, release_id: UUID, opens_on: date, timezone: str, due_at: datetime
) -> dict[str, Any]:
    """The event that a reminder becomes."""
    return {
        "type": EventType.REMINDER,
        "occurred_at": due_at,
        "release_id": release_id,
        "reminder_id": reminder_id,
        "opens_on": opens_on,
        "expires_at": end_of_day(opens_on, timezone),
    }


def fan_out_events(session: Session, now: datetime, limit: int = EVENTS_AT_ONCE) -> int:
    """Write a delivery for every subscription that an event concerns. How many events there were."""
    new = (
        select(col(Event.id))
        .where(col(Event.fanned_out_at).is_(None))
        .order_by(col(Event.occurred_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("new")
    )
    events = list(
        session.execute(
            update(Event)
            .where(col(Event.id).in_(select(new.c.id)), col(Event.fanned_out_at).is_(None))
            .values(fanned_out_at=now)
            .returning(col(Event.id)),
            execution_options={"synchronize_session": False},
        ).scalars()
    )
    if events:
        told = deliveries_of(Event, literal(now, Instant)).where(col(Event.id).in_(events))
        _insert_deliveries(session, told)
        _supersede_older_reminders(session, events, now)
    return len(events)


def deliveries_of(event: type[Event], now: ColumnElement[datetime]) -> Select[tuple[object, ...]]:
    """The rows to insert into `delivery`, in the order of `_COLUMNS`: each event for whom it concerns.

    `event` is the table, or what a rehearsal sets in its place; `now` an instant that may differ by event.
    """
    region = aliased(Choice)
    expired = and_(col(event.expires_at).is_not(None), col(event.expires_at) <= now)
    untrue = is_no_longer_so(event)
    told = was_told_before(event)
    overtaken = a_later_reminder_is_due(now)
    closed = col(Subscription.status) != SubscriptionStatus.ACTIVE
    return (
        select(
            new_id().label("id"),
            col(event.id).label("event_id"),
            col(Subscription.id).label("subscription_id"),
            case(
                (untrue, DeliveryStatus.SUPERSEDED),
                (expired, DeliveryStatus.EXPIRED),
                (told, DeliveryStatus.SUPERSEDED),
                (overtaken, DeliveryStatus.SUPERSEDED),
                (col(Subscription.digest).is_not(None), DeliveryStatus.GATHERED),
                (closed, DeliveryStatus.HELD),
                else_=DeliveryStatus.PENDING,
            ).label("status"),
            case(
                (untrue, "the release was changed again before it could be told"),
                (expired, "the release had opened"),
                (told, "the same was told before"),
                (overtaken, "a later reminder was due as well"),
                else_=null(),
            ),
            literal(0),
            now.label("created_at"),
            now,
            col(event.expires_at),
            case((or_(untrue, expired, told, overtaken), now), else_=null()),
        )
        .select_from(event)
        .join(Release, col(Release.id) == col(event.release_id))
        .join(Title, col(Title.id) == col(Release.title_id))
        .outerjoin(Reminder, col(Reminder.id) == col(event.reminder_id))
        # A region's choice holds every region that it reaches, so equality finds whom a release reaches.
        .join(
            region,
            and_(col(region.kind) == ChoiceKind.REGION, col(region.value).in_([EVERY, col(Release.region)])),
        )
        .join(Subscription, col(Subscription.id) == col(region.subscription_id))
        .where(
            # One whose address never answered is told nothing; one that has a new address waits for its answer.
            or_(
                col(Subscription.status) != SubscriptionStatus.PENDING,
                col(Subscription.verified_at).is_not(None),
            ),
            col(Subscription.created_at) <= col(event.occurred_at),
            _chooses(ChoiceKind.EVENT, cast(col(event.type), String)),
            _chooses(ChoiceKind.TYPE, cast(col(Release.type), String)),
            _chooses(ChoiceKind.TITLE, col(Title.slug)),
            ~_excludes(),
            or_(
                col(Reminder.id).is_(None),
                and_(
                    col(Subscription.hour) == col(Reminder.hour),
                    _chooses(ChoiceKind.LEAD, cast(col(Reminder.lead), String)),
                    or_(
                        col(Release.region) != WORLDWIDE,
                        col(Subscription.timezone) == col(Reminder.timezone),
                    ),
                ),
            ),
        )
    )


_COLUMNS = [
    "id",
    "event_id",
    "subscription_id",
    "status",
    "reason",
    "attempts",
    "created_at",
    "next_attempt_at",
    "expires_at",
    "finished_at",
]


def _chooses(kind: ChoiceKind, value: object) -> Exists:
    choice = aliased(Choice)
    return exists().where(
        col(choice.subscription_id) == col(Subscription.id),
        col(choice.kind) == kind,
        col(choice.value).in_([EVERY, value]),
    )


def _excludes() -> Exists:
    choice = aliased(Choice)
    return exists().where(
        col(choice.subscription_id) == col(Subscription.id),
        col(choice.kind) == ChoiceKind.NOT,
        col(choice.value).in_(
            [
                literal(not_title("")).concat(col(Title.slug)),
                literal(not_region("")).concat(col(Release.region)),
            ]
        ),
    )


def _insert_deliveries(session: Session, rows: Select[tuple[object, ...]]) -> CursorResult[object]:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    # The unique key on event and subscription makes a second fan-out of the same event do nothing.
    statement = dialect.insert(Delivery).from_select(_COLUMNS, rows).on_conflict_do_nothing()
    return session.execute(statement)  # type: ignore[return-value] # an INSERT gives a cursor


def _supersede_older_reminders(session: Session, events: list[UUID], now: datetime) -> None:
    """End the earlier reminders of a release that are still being tried, where a later one now goes out."""
    older, newer, sibling = aliased(Event), aliased(Event), aliased(Delivery)
    overtaken = (
        select(col(Delivery.id))
        .join(older, and_(col(older.id) == col(Delivery.event_id), col(older.type) == EventType.REMINDER))
        .join(
            newer,
            and_(
                col(newer.release_id) == col(older.release_id),
                col(newer.type) == EventType.REMINDER,
                col(newer.occurred_at) > col(older.occurred_at),
            ),
        )
        .join(
            sibling,
            and_(
                col(sibling.event_id) == col(newer.id),
                col(sibling.subscription_id) == col(Delivery.subscription_id),
            ),
        )
        .where(
            col(newer.id).in_(events),
            col(sibling.status) != DeliveryStatus.SUPERSEDED,
            col(Delivery.status).in_(UNDER_WAY),
        )
    )
    session.execute(
        update(Delivery)
        .where(col(Delivery.id).in_(overtaken))
        .values(
            status=DeliveryStatus.SUPERSEDED, reason="a later reminder was sent instead", finished_at=now
        ),
        execution_options={"synchronize_session": False},
    )
