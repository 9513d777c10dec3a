"""Which subscriptions chose to be told of an event: conditions of the statements that fan out."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Exists, SQLColumnExpression, and_, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.models import Event, Preference, Reminder, Subscription
from db.models.subscription import EVERY
from db.words import PreferenceKind, SubscriptionStatus
from releases.regions import WORLDWIDE
from scheduler.subscriptions.preferences import not_region, not_title


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so of an event: columns, or the parameters that stand for one event."""

    event_type: SQLColumnExpression[str]
    region: SQLColumnExpression[str]
    release_type: SQLColumnExpression[str]
    title: SQLColumnExpression[str]
    untrue: ColumnElement[bool]
    expired: ColumnElement[bool]
    told: ColumnElement[bool]
    overtaken: ColumnElement[bool]


def is_reached(region: type[Preference], facts: Facts) -> ColumnElement[bool]:
    """Whether who has chosen this region is reached, and has chosen all else that the event is."""
    return and_(
        # A region's choice holds every region that it reaches, so equality finds whom a release reaches.
        col(region.kind) == PreferenceKind.REGION,
        col(region.value).in_([EVERY, facts.region]),
        _chooses(region, PreferenceKind.EVENT, EVERY, facts.event_type),
        _chooses(region, PreferenceKind.TYPE, EVERY, facts.release_type),
        _chooses(region, PreferenceKind.TITLE, EVERY, facts.title),
        ~_chooses(
            region,
            PreferenceKind.NOT,
            literal(not_title("")).concat(facts.title),
            literal(not_region("")).concat(facts.region),
        ),
    )


def chooses_lead(region: type[Preference], lead: ColumnElement[str]) -> Exists:
    """Whether who has chosen the region has also chosen this lead."""
    return _chooses(region, PreferenceKind.LEAD, EVERY, lead)


def _chooses(
    region: type[Preference], kind: PreferenceKind, *values: str | SQLColumnExpression[str]
) -> Exists:
    """Whether who has chosen the region has also chosen one of these."""
    choice = aliased(Preference)
    chosen = select(literal(1)).where(
        col(choice.subscription_id) == col(region.subscription_id),
        col(choice.kind) == kind,
        col(choice.value).in_(values),
    )
    # The offset makes PostgreSQL ask each who is reached: else it begins with what nearly everybody has chosen.
    return chosen.offset(0).exists()


def may_be_told(event: type[Event]) -> ColumnElement[bool]:
    """Whether the subscription was there when the event occurred, and is told anything."""
    return and_(
        # One whose address never answered is told nothing; one that has a new address waits for its answer.
        or_(
            col(Subscription.status) != SubscriptionStatus.PENDING,
            col(Subscription.verified_at).is_not(None),
        ),
        col(Subscription.created_at) <= col(event.occurred_at),
    )


def is_its_hour(facts: Facts) -> ColumnElement[bool]:
    """Whether a reminder is at the subscription's hour."""
    return and_(
        col(Subscription.hour) == col(Reminder.hour),
        or_(facts.region != WORLDWIDE, col(Subscription.timezone) == col(Reminder.timezone)),
    )
