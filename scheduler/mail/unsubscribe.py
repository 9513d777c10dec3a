"""Unsubscribing from a title, a region, one subscription or everything. Deliveries that are pending end too."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import Session, col

from db.models import Delivery, Event, Release, Subscription, Title
from db.words import UNDER_WAY, Channel, DeliveryStatus
from scheduler.subscriptions.preferences import preferences_of, set_preferences


class Scope(StrEnum):
    """What to unsubscribe from."""

    TITLE = "title"
    REGION = "region"
    SUBSCRIPTION = "subscription"
    EVERYTHING = "everything"


def unsubscribe(
    session: Session,
    subscription: Subscription,
    scope: Scope,
    about: tuple[Release, Title] | None,
    now: datetime,
) -> None:
    """Unsubscribe from the title or the region of a release, from this subscription, or from everything.

    `EVERYTHING` deletes every subscription of the address. A subscription for this title or region alone is deleted, and
    so is one where there is no release to choose by.
    """
    filters = subscription.filters
    is_only_choice = about is not None and (
        (scope == Scope.TITLE and filters["titles"] == [about[1].slug])
        or (scope == Scope.REGION and filters["regions"] == [about[0].region])
    )
    if scope == Scope.EVERYTHING:
        _delete_address(session, subscription)
    elif about is None or scope == Scope.SUBSCRIPTION or is_only_choice:
        session.delete(subscription)
    elif scope == Scope.TITLE:
        _exclude(session, subscription, "except_titles", about[1].slug, now)
        _supersede(session, subscription, col(Release.title_id) == about[1].id, now)
    else:
        _exclude(session, subscription, "except_regions", about[0].region, now)
        _supersede(session, subscription, col(Release.region) == about[0].region, now)


def _delete_address(session: Session, subscription: Subscription) -> None:
    """Delete every subscription of the address, with its history."""
    session.execute(
        delete(Subscription).where(
            col(Subscription.channel) == Channel.EMAIL, col(Subscription.address) == subscription.address
        ),
        execution_options={"synchronize_session": False},
    )


def _exclude(session: Session, subscription: Subscription, name: str, value: str, now: datetime) -> None:
    excepted = [*subscription.filters.get(name, []), value]
    set_preferences(session, subscription, preferences_of(subscription, **{name: excepted}), now)


def _supersede(
    session: Session, subscription: Subscription, which: ColumnElement[bool], now: datetime
) -> None:
    about = (
        select(col(Event.id))
        .join(Release, col(Release.id) == Event.release_id)
        .where(col(Event.id) == Delivery.event_id, which)
    )
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.subscription_id) == subscription.id,
            col(Delivery.status).in_(UNDER_WAY),
            about.exists(),
        )
        .values(
            status=DeliveryStatus.SUPERSEDED, reason="the subscriber unsubscribed from it", finished_at=now
        ),
        execution_options={"synchronize_session": False},
    )
