"""Subscriptions: made, read, changed, paused and ended."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api.access import BearerToken, MaybeEditorDep, managed_subscription
from api.bodies import SubscriptionBody, SubscriptionEditBody
from api.limits import SIGN_UPS, limit_rate
from api.service import ServiceDep
from db.models import Subscription
from db.words import Channel, SubscriptionStatus
from releases.document import rfc3339
from releases.errors import ConflictError, InvalidValueError
from releases.fields import read_word
from scheduler.guard import check_url
from scheduler.subscriptions import (
    Wanted,
    ask_to_verify,
    choose,
    pause,
    resume,
    subscribe_webhook,
)

router = APIRouter(prefix="/subscriptions", tags=["subscriptions"])


@router.post("", status_code=201)
def post_subscription(
    body: SubscriptionBody, request: Request, service: ServiceDep, editor: MaybeEditorDep
) -> dict[str, Any]:
    """Subscribe a webhook. It becomes active once its address answers the signed ping with 2xx.

    `secret` and `manage_token` are shown here and never again.
    """
    if editor is None:
        limit_rate(SIGN_UPS, request)
    if read_word(body.channel, Channel, field="channel") != Channel.WEBHOOK:
        raise InvalidValueError("channel is email, which is not offered yet: write webhook", field="channel")
    if body.url is None:
        raise InvalidValueError("url is missing: give the address that receives the webhooks", field="url")
    with service.database.write() as session:
        subscription, manage_token = subscribe_webhook(
            session,
            body.url,
            body.wanted(),
            service.clock.now(),
            allow_private=service.allow_private,
            format=body.format,
        )
        return {
            **_document(subscription),
            "manage_token": manage_token,
            "secret": subscription.secret,
        }


@router.get("/{subscription_id}")
def get_subscription(subscription_id: UUID, service: ServiceDep, token: BearerToken) -> dict[str, Any]:
    """A subscription, without its secrets."""
    with service.database.read() as session:
        return _document(managed_subscription(session, subscription_id, token))


@router.patch("/{subscription_id}")
def patch_subscription(
    subscription_id: UUID, body: SubscriptionEditBody, service: ServiceDep, token: BearerToken
) -> dict[str, Any]:
    """Change what a subscription is told, and where; what is left out or null stays as it is."""
    given = body.model_dump(exclude_none=True)
    url = given.pop("url", None)
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        now = service.clock.now()
        if given:
            kept = {**subscription.filters, "hour": subscription.hour, "timezone": subscription.timezone}
            choose(session, subscription, Wanted(**{**kept, **given}), now)
        if url is not None:
            subscription.address = check_url(url, allow_private=service.allow_private)
            ask_to_verify(session, subscription, now)
        return _document(subscription)


@router.delete("/{subscription_id}", status_code=204)
def delete_subscription(subscription_id: UUID, service: ServiceDep, token: BearerToken) -> Response:
    """End a subscription, with all that is kept of it."""
    with service.database.write() as session:
        session.delete(managed_subscription(session, subscription_id, token))
    return Response(status_code=204)


@router.post("/{subscription_id}/pause")
def pause_subscription(subscription_id: UUID, service: ServiceDep, token: BearerToken) -> dict[str, Any]:
    """Hold deliveries until it is resumed."""
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        if subscription.status == SubscriptionStatus.PENDING:
            raise ConflictError("the subscription's address has not answered the verify ping yet")
        pause(session, subscription, "it was asked for", service.clock.now())
        return _document(subscription)


@router.post("/{subscription_id}/resume")
def resume_subscription(subscription_id: UUID, service: ServiceDep, token: BearerToken) -> dict[str, Any]:
    """Send again, beginning with what was held and is still worth telling."""
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        if subscription.status != SubscriptionStatus.PAUSED:
            raise ConflictError("the subscription is not paused: there is nothing to resume")
        resume(session, subscription, service.clock.now())
        return _document(subscription)


def _document(subscription: Subscription) -> dict[str, Any]:
    return {
        "id": str(subscription.id),
        "channel": subscription.channel,
        "url": subscription.address,
        "format": subscription.format,
        "status": subscription.status,
        "status_reason": subscription.status_reason,
        **subscription.filters,
        "hour": subscription.hour,
        "timezone": subscription.timezone,
        "created_at": rfc3339(subscription.created_at),
        "updated_at": rfc3339(subscription.updated_at),
    }
