"""Deliveries: the log of attempts, test messages, and sending again."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel
from sqlmodel import Session

from api.access import BearerToken, managed_subscription, never_stored, require_unlimited_editor
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
from api.description import CONFLICT, MANAGED, TOO_MANY, Responses, header
from api.limits import TRIES, limit_rate
from api.sending import next_attempt
from api.service import Service, ServiceDep
from db.models import Delivery, Subscription
from db.words import DeliveryStatus
from releases.errors import InvalidValueError, NotFoundError, UnauthorizedError
from releases.listing import MOST_AT_ONCE
from scheduler.deliveries.log import attempts_at, deliveries_to
from scheduler.deliveries.redeliver import recover, reopen
from scheduler.messages.content import content_of
from scheduler.messages.event_details import load_event_details
from scheduler.messages.formats import FORMATS
from scheduler.subscriptions.lifecycle import (
    MANAGE_PREFIX,
    by_manage_token,
    send_test,
    subscription_by_id,
)

router = APIRouter(tags=["deliveries"], responses=MANAGED, dependencies=[Depends(never_stored)])


def _later(model: type[BaseModel]) -> Responses:
    where = header("Location", "the delivery, to be read later")
    return {202: {"description": "it is due, and a worker sends it", "model": model, "headers": where}}


@router.post("/subscriptions/{subscription_id}/test", responses={**TOO_MANY, **_later(TestAnswer)})
async def test_subscription(
    subscription_id: UUID, request: Request, response: Response, service: ServiceDep, token: BearerToken
) -> TestAnswer:
    """Send an example event now, once, and say what came of it.

    202 with the delivery's address if no worker is running, or it takes longer than 20 seconds.
    """
    limit_rate(TRIES, request)
    delivery_id = await to_thread.run_sync(_put_test, service, subscription_id, token)
    attempt = await next_attempt(service, delivery_id, 0)
    if attempt is None:
        _say_later(service, response, delivery_id)
    return TestAnswer(delivery=str(delivery_id), attempt=attempt_answer(attempt) if attempt else None)


@router.get("/subscriptions/{subscription_id}/deliveries")
def get_deliveries(
    subscription_id: UUID,
    service: ServiceDep,
    token: BearerToken,
    status: DeliveryStatus | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 50,
    cursor: UUID | None = None,
) -> DeliveriesAnswer:
    """List what was sent to a subscription or is on its way, newest first."""
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
    """Send again what failed since an instant and is still useful, under the same ids."""
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
    """Return a delivery by its `webhook-id`, with every attempt and the message as it would be sent now."""
    return _whole(service, delivery_id, token)


@router.post(
    "/deliveries/{delivery_id}/retry", responses={**CONFLICT, **TOO_MANY, **_later(WholeDeliveryAnswer)}
)
async def retry_delivery(
    delivery_id: UUID, request: Request, response: Response, service: ServiceDep, token: BearerToken
) -> WholeDeliveryAnswer:
    """Send a delivery now under the same `webhook-id`, whether it is waiting, failed or arrived, and return the result.

    If that fails, the later tries follow anew. One that is no longer relevant, or being sent, is a 409 with the reason.
    202 if no worker is running, or it takes longer than 20 seconds.
    """
    limit_rate(TRIES, request)
    number = await to_thread.run_sync(_reopen, service, delivery_id, token)
    if await next_attempt(service, delivery_id, number) is None:
        _say_later(service, response, delivery_id)
    return await to_thread.run_sync(_whole, service, delivery_id, token)


def _put_test(service: Service, subscription_id: UUID, token: str | None) -> UUID:
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        return send_test(session, subscription, service.clock.now()).id


def _reopen(service: Service, delivery_id: UUID, token: str | None) -> int:
    """Make a delivery due, and return how many attempts at it there were."""
    with service.database.write() as session:
        found = session.get(Delivery, delivery_id, with_for_update=True)
        delivery, _ = _managed(session, found, delivery_id, token)
        reopen(session, delivery, service.clock.now())
        return delivery.attempts


def _say_later(service: Service, response: Response, delivery_id: UUID) -> None:
    response.status_code = HTTPStatus.ACCEPTED
    response.headers["Location"] = f"{service.public_url}/api/v1/deliveries/{delivery_id}"


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
    """Return a delivery and its subscription.

    Raises UnauthorizedError and ForbiddenError by the token alone, and one NotFoundError for a delivery that is not
    there and for another's: the answer does not tell which ids exist.
    """
    missing = NotFoundError(f"there is no delivery {delivery_id} that this token opens", field="id")
    if token is None or not token.startswith(MANAGE_PREFIX):
        require_unlimited_editor(session, token)
        if delivery is None:
            raise missing
        return delivery, subscription_by_id(session, delivery.subscription_id)
    try:
        if delivery is None:
            raise missing
        return delivery, by_manage_token(session, delivery.subscription_id, token)
    except UnauthorizedError:
        raise missing from None
