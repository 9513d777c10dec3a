"""A subscription's delivery log: what was sent or is pending, with every attempt."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from db.models import Attempt, Delivery, Event, Release, Title
from db.words import DeliveryStatus


def deliveries_to(
    session: Session,
    subscription_id: UUID,
    *,
    limit: int,
    status: DeliveryStatus | None = None,
    before: UUID | None = None,
) -> list[tuple[Delivery, Event, str | None]]:
    """Return at most `limit` deliveries, newest first, each with its event and the name of the title it is about.

    `before`: only deliveries older than this one.
    """
    statement = (
        select(Delivery, Event, Title.name)
        .join(Event, col(Event.id) == Delivery.event_id)
        .outerjoin(Release, col(Release.id) == Event.release_id)
        .outerjoin(Title, col(Title.id) == Release.title_id)
        .where(Delivery.subscription_id == subscription_id)
    )
    if status is not None:
        statement = statement.where(Delivery.status == status)
    if before is not None:
        statement = statement.where(col(Delivery.id) < before)
    return list(session.exec(statement.order_by(col(Delivery.id).desc()).limit(limit)))


def attempts_at(session: Session, delivery_ids: Sequence[UUID]) -> dict[UUID, list[Attempt]]:
    """Return the attempts of each delivery, in order."""
    attempts: dict[UUID, list[Attempt]] = {each: [] for each in delivery_ids}
    statement = select(Attempt).where(col(Attempt.delivery_id).in_(delivery_ids))
    for attempt in session.exec(statement.order_by(col(Attempt.number), col(Attempt.id))):
        attempts[attempt.delivery_id].append(attempt)
    return attempts
