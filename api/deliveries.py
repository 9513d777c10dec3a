"""Deliveries: what was sent to a subscription, with every attempt; a test on request, and sending again."""

from typing import Annotated
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from sqlmodel import Session

from api.access import BearerToken, managed_subscription
from api.answers import (
    DeliveriesAnswer,
    DeliveryAnswer,
    RecoveredAnswer,
    TestAnswer,
    WholeDeliveryAnswer,
    attempt_answer,
    delivery_fields,
)
from api.bodies import RecoverBody
from api.description import CONFLICT, MANAGED, TOO_MANY
from api.limits import TRIES, TooManyError, limit_rate
from api.service import Service, ServiceDep
from db.models import Delivery, Subscription
from db.words import DeliveryStatus
from releases.errors import ConflictError, InvalidValueError, NotFoundError
from releases.listing import MOST_AT_ONCE
from scheduler.deliveries.lease import Claim, claim_one, load_claims
from scheduler.deliveries.log import attempts_at, deliveries_to
from scheduler.deliveries.outcomes import AttemptResult, record
from scheduler.deliveries.redeliver import recover, reopen
from scheduler.messages.content import content_of
from scheduler.messages.event_details import load_event_details
from scheduler.messages.formats import FORMATS
from scheduler.subscriptions.lifecycle import send_test

router = APIRouter(tags=["deliveries"], responses=MANAGED)


@router.post("/subscriptions/{subscription_id}/test", responses=TOO_MANY)
async def test_subscription(
    subscription_id: UUID, request: Request, service: ServiceDep, token: BearerToken
) -> TestAnswer:
    """Send an example event now, once, and say what came of it."""
    limit_rate(TRIES, request)
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
    status: DeliveryStatus | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 50,
    cursor: UUID | None = None,
) -> DeliveriesAnswer:
    """What was sent to a subscription or is on its way, the newest first."""
    with service.database.read() as session:
        managed_subscription(session, subscription_id, token)
        rows = deliveries_to(session, subscription_id, limit=limit + 1, status=status, before=cursor)
        attempts = attempts_at(session, [delivery.id for delivery, _, _ in rows[:limit]])
    return DeliveriesAnswer(
        items=[
            DeliveryAnswer(**delivery_fields(delivery, event, attempts[delivery.id]))
            for delivery, event, _ in rows[:limit]
        ],
        next=str(rows[limit - 1][0].id) if len(rows) > limit else None,
    )


@router.post("/subscriptions/{subscription_id}/recover", status_code=202, responses=CONFLICT)
def recover_deliveries(
    subscription_id: UUID, body: RecoverBody, service: ServiceDep, token: BearerToken
) -> RecoveredAnswer:
    """Send again what failed since an instant and is still of use, under the same ids."""
    now = service.clock.now()
    if body.since > now:
        raise InvalidValueError(
            "since is in the future: give the instant when your receiver went down", field="since"
        )
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        return RecoveredAnswer(recovered=recover(session, subscription, body.since, now))


@router.get("/deliveries/{delivery_id}")
def get_delivery(delivery_id: UUID, service: ServiceDep, token: BearerToken) -> WholeDeliveryAnswer:
    """One delivery, by its `webhook-id`, with every attempt, and its message as it would be sent now."""
    return _whole(service, delivery_id, token)


@router.post("/deliveries/{delivery_id}/retry", responses={**CONFLICT, **TOO_MANY})
async def retry_delivery(
    delivery_id: UUID, request: Request, service: ServiceDep, token: BearerToken
) -> WholeDeliveryAnswer:
    """Send a delivery now, under the same `webhook-id`, whether it waits, failed or arrived, and say what came of it.

    If that fails, the later tries follow anew. What is of no use any more, or under way, is a 409 with the reason.
    """
    limit_rate(TRIES, request)
    claim = await to_thread.run_sync(_claim_again, service, delivery_id, token)
    result = await service.dispatcher.send(claim)
    if result is not None:  # else its host has no room just now, and a worker sends it soon
        await to_thread.run_sync(_record, service, result)
    return await to_thread.run_sync(_whole, service, delivery_id, token)


def _claim_test(service: Service, subscription_id: UUID, token: str | None) -> Claim:
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        delivery = send_test(session, subscription, service.clock.now())
        claim_one(session, delivery.id, service.clock.now())
    return _load_claim(service, delivery.id)


def _claim_again(service: Service, delivery_id: UUID, token: str | None) -> Claim:
    with service.database.write() as session:
        found = session.get(Delivery, delivery_id, with_for_update=True)
        delivery, _ = _managed(session, found, delivery_id, token)
        reopen(session, delivery, service.clock.now())
        claim_one(session, delivery_id, service.clock.now())
    return _load_claim(service, delivery_id)


def _load_claim(service: Service, delivery_id: UUID) -> Claim:
    with service.database.read() as session:
        claims = load_claims(session, [delivery_id])
    if not claims:
        raise ConflictError("the delivery ended at this very moment: read it again")
    return claims[0]


def _record(service: Service, result: AttemptResult) -> None:
    with service.database.write() as session:
        record(session, [result], service.clock.now(), service.rng)


def _record_test(service: Service, result: AttemptResult) -> TestAnswer:
    _record(service, result)
    delivery_id = result.claim.delivery_id
    with service.database.read() as session:
        attempts = attempts_at(session, [delivery_id])[delivery_id]
    return TestAnswer(delivery=str(delivery_id), attempt=attempt_answer(attempts[-1]))


def _whole(service: Service, delivery_id: UUID, token: str | None) -> WholeDeliveryAnswer:
    with service.database.read() as session:
        delivery, subscription = _managed(session, session.get(Delivery, delivery_id), delivery_id, token)
        details = load_event_details(session, [delivery.event_id])[delivery.event_id]
        attempts = attempts_at(session, [delivery_id])[delivery_id]
    content = content_of(details, subscription.id, service.clock.now(), service.public_url)
    return WholeDeliveryAnswer(
        **delivery_fields(delivery, details.event, attempts), message=FORMATS[subscription.format](content)
    )


def _managed(
    session: Session, delivery: Delivery | None, delivery_id: UUID, token: str | None
) -> tuple[Delivery, Subscription]:
    """The delivery, if it is there, and its subscription, if the token opens that."""
    if delivery is None:
        raise NotFoundError(f"there is no delivery {delivery_id}", field="id")
    return delivery, managed_subscription(session, delivery.subscription_id, token)
