"""Deliveries: what was sent to a subscription, with every attempt, and a test on request."""

from typing import Annotated, Any
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Query
from sqlmodel import Session, col, select

from api.access import BearerToken, managed_subscription
from api.limits import TooManyError
from api.service import Service, ServiceDep
from db.models import Attempt, Delivery, Event
from releases.document import rfc3339
from releases.errors import NotFoundError
from releases.listing import MOST_AT_ONCE
from scheduler.claims import Claim, claim_one, load_claims
from scheduler.results import Result, record
from scheduler.subscriptions import send_test

router = APIRouter(tags=["deliveries"])


@router.post("/subscriptions/{subscription_id}/test")
async def test_subscription(subscription_id: UUID, service: ServiceDep, token: BearerToken) -> dict[str, Any]:
    """Send an example event now, once, and say what came of it."""
    claim = await to_thread.run_sync(_claim_test, service, subscription_id, token)
    result = await service.dispatcher.send(claim)
    if result is None:
        raise TooManyError("the address is busy with other deliveries: try again in a minute")
    return await to_thread.run_sync(_record_test, service, result)


@router.get("/subscriptions/{subscription_id}/deliveries")
def get_deliveries(
    subscription_id: UUID,
    service: ServiceDep,
    token: BearerToken,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 50,
    cursor: UUID | None = None,
) -> dict[str, Any]:
    """What was sent to a subscription or is on its way, the newest first."""
    with service.database.read() as session:
        managed_subscription(session, subscription_id, token)
        statement = (
            select(Delivery, Event)
            .join(Event)
            .where(Delivery.subscription_id == subscription_id)
            .order_by(col(Delivery.id).desc())
            .limit(limit + 1)
        )
        if cursor is not None:
            statement = statement.where(col(Delivery.id) < cursor)
        rows = session.exec(statement).all()
    return {
        "items": [_delivery_document(delivery, event) for delivery, event in rows[:limit]],
        "next": str(rows[limit - 1][0].id) if len(rows) > limit else None,
    }


@router.get("/deliveries/{delivery_id}")
def get_delivery(delivery_id: UUID, service: ServiceDep, token: BearerToken) -> dict[str, Any]:
    """One delivery, by its `webhook-id`, with every attempt."""
    with service.database.read() as session:
        return _delivery_with_attempts(session, delivery_id, token)


def _claim_test(service: Service, subscription_id: UUID, token: str | None) -> Claim:
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        delivery = send_test(session, subscription, service.clock.now())
        claim_one(session, delivery.id, service.clock.now())
    with service.database.read() as session:
        return load_claims(session, [delivery.id])[0]


def _record_test(service: Service, result: Result) -> dict[str, Any]:
    with service.database.write() as session:
        record(session, [result], service.clock.now(), service.rng)
        attempts = _attempts(session, result.claim.delivery_id)
    return {"delivery": str(result.claim.delivery_id), "attempt": _attempt_document(attempts[-1])}


def _delivery_with_attempts(session: Session, delivery_id: UUID, token: str | None) -> dict[str, Any]:
    delivery = session.get(Delivery, delivery_id)
    if delivery is None:
        raise NotFoundError(f"there is no delivery {delivery_id}", field="id")
    managed_subscription(session, delivery.subscription_id, token)
    event = session.get_one(Event, delivery.event_id)
    attempts = [_attempt_document(attempt) for attempt in _attempts(session, delivery_id)]
    return {**_delivery_document(delivery, event), "attempts": attempts}


def _attempts(session: Session, delivery_id: UUID) -> list[Attempt]:
    statement = select(Attempt).where(Attempt.delivery_id == delivery_id)
    return list(session.exec(statement.order_by(col(Attempt.number), col(Attempt.id))))


def _delivery_document(delivery: Delivery, event: Event) -> dict[str, Any]:
    waiting = delivery.finished_at is None
    return {
        "id": str(delivery.id),
        "event": event.type,
        "release": str(event.release_id) if event.release_id else None,
        "status": delivery.status,
        "reason": delivery.reason,
        "tries": delivery.attempts,
        "created_at": rfc3339(delivery.created_at),
        "next_attempt_at": rfc3339(delivery.next_attempt_at) if waiting else None,
        "expires_at": rfc3339(delivery.expires_at) if delivery.expires_at else None,
        "finished_at": rfc3339(delivery.finished_at) if delivery.finished_at else None,
    }


def _attempt_document(attempt: Attempt) -> dict[str, Any]:
    return {
        "number": attempt.number,
        "started_at": rfc3339(attempt.started_at),
        "duration_ms": attempt.duration_ms,
        "status_code": attempt.status_code,
        "error": attempt.error,
        "excerpt": attempt.excerpt,
    }
