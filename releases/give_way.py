"""When a region gets its own release, unsent deliveries about the wider one end for the region's subscribers."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlmodel import Session, col

from db.models import Delivery, Event, Release, Subscription
from db.words import UNDER_WAY, DeliveryStatus
from releases.reminders import await_fan_out
from releases.visibility import seen_by, wider_than


def end_unseen_deliveries(session: Session, announced: Collection[UUID], now: datetime) -> None:
    """Supersede unsent deliveries about wider releases to subscribers who now see one of the announced ones instead.

    `announced` are the ids of new releases, already inserted. Later fan-outs apply the visibility rule themselves.
    """
    wider = session.execute(wider_than(session, announced)).scalars().all()
    if not wider:
        return
    await_fan_out(session, wider)
    about_wider = select(col(Event.id)).where(col(Event.release_id).in_(wider))
    still_seen = exists().where(
        col(Subscription.id) == col(Delivery.subscription_id),
        col(Event.id) == col(Delivery.event_id),
        col(Release.id) == col(Event.release_id),
        seen_by(Subscription),
    )
    session.execute(
        update(Delivery)
        .where(col(Delivery.event_id).in_(about_wider), col(Delivery.status).in_(UNDER_WAY), ~still_seen)
        .values(
            status=DeliveryStatus.SUPERSEDED,
            reason="the subscriber's region now has a release of its own",
            finished_at=now,
        ),
        execution_options={"synchronize_session": False},
    )
