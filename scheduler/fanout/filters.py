"""SQL conditions of the fan-out: which subscriptions an event matches."""

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
    """What the fan-out needs to know of an event: as columns, or as parameters for one event."""

    event_type: SQLColumnExpression[str]
    region: SQLColumnExpression[str]
    release_type: SQLColumnExpression[str]
    title: SQLColumnExpression[str]
    stale: ColumnElement[bool]
    expired: ColumnElement[bool]
    duplicate: ColumnElement[bool]
    overtaken: ColumnElement[bool]  # the subscription gets a nearer reminder as well


def is_reached(region: type[Preference], facts: Facts) -> ColumnElement[bool]:
    """The region preference matches the event, and so do all other preferences of its subscription."""
    return and_(
        # A chosen region is stored as every region whose releases it reaches, so equality is enough.
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
    """The subscription of the region preference has chosen this lead."""
    return _chooses(region, PreferenceKind.LEAD, EVERY, lead)


def _chooses(
    region: type[Preference], kind: PreferenceKind, *values: str | SQLColumnExpression[str]
) -> Exists:
    """The subscription of the region preference has a preference of this kind with one of the values."""
    choice = aliased(Preference)
    chosen = select(literal(1)).where(
        col(choice.subscription_id) == col(region.subscription_id),
        col(choice.kind) == kind,
        col(choice.value).in_(values),
    )
    # OFFSET 0 makes PostgreSQL check this per subscription; else it may start from a value that nearly all have.
    return chosen.offset(0).exists()


def is_eligible(event: type[Event]) -> ColumnElement[bool]:
    """The subscription existed when the event occurred, and has been verified."""
    return and_(
        # A subscription with a new address is pending, but was verified before: its deliveries are held.
        or_(
            col(Subscription.status) != SubscriptionStatus.PENDING,
            col(Subscription.verified_at).is_not(None),
        ),
        col(Subscription.created_at) <= col(event.occurred_at),
    )


def is_its_hour(facts: Facts) -> ColumnElement[bool]:
    """The reminder is for the subscription's hour."""
    return and_(
        col(Subscription.hour) == col(Reminder.hour),
        or_(facts.region != WORLDWIDE, col(Subscription.timezone) == col(Reminder.timezone)),
    )
