"""Leaving: what a mail told of, its region, or everything. It takes effect on what is on its way as well."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import Session, col

from db.models import Delivery, Event, Release, Subscription, Title
from db.words import UNDER_WAY, Channel, DeliveryStatus
from scheduler.subscriptions.preferences import choose, wanted_by


class Scope(StrEnum):
    """What to be told no more of."""

    TITLE = "title"
    REGION = "region"
    EVERYTHING = "everything"


def leave(
    session: Session,
    subscription: Subscription,
    scope: Scope,
    about: tuple[Release, Title] | None,
    now: datetime,
) -> None:
    """Tell a subscription no more of the title, or the region, of a release; or its address of anything.

    What nothing would be left of ends as everything does.
    """
    wanted = subscription.filters
    if about is None or scope == Scope.EVERYTHING:
        _forget_address(session, subscription)
    elif (scope == Scope.TITLE and wanted["titles"] == [about[1].slug]) or (
        scope == Scope.REGION and wanted["regions"] == [about[0].region]
    ):
        session.delete(subscription)
    elif scope == Scope.TITLE:
        _exclude(session, subscription, "except_titles", about[1].slug, now)
        _end(session, subscription, col(Release.title_id) == about[1].id, now)
    else:
        _exclude(session, subscription, "except_regions", about[0].region, now)
        _end(session, subscription, col(Release.region) == about[0].region, now)


def _forget_address(session: Session, subscription: Subscription) -> None:
    """End every subscription of the address, with all that is kept of it: it asked for peace."""
    session.execute(
        delete(Subscription).where(
            col(Subscription.channel) == Channel.EMAIL, col(Subscription.address) == subscription.address
        ),
        execution_options={"synchronize_session": False},
    )


def _exclude(session: Session, subscription: Subscription, name: str, value: str, now: datetime) -> None:
    excepted = [*subscription.filters.get(name, []), value]
    choose(session, subscription, wanted_by(subscription, **{name: excepted}), now)


def _end(session: Session, subscription: Subscription, which: ColumnElement[bool], now: datetime) -> None:
    told = (
        select(col(Event.id))
        .join(Release, col(Release.id) == Event.release_id)
        .where(col(Event.id) == Delivery.event_id, which)
    )
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.subscription_id) == subscription.id,
            col(Delivery.status).in_(UNDER_WAY),
            told.exists(),
        )
        .values(status=DeliveryStatus.SUPERSEDED, reason="it was asked for no more", finished_at=now),
        execution_options={"synchronize_session": False},
    )
