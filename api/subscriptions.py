"""Subscriptions: creating, reading, changing, pausing and deleting them."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.responses import JSONResponse

from api.access import BearerToken, MaybeEditorDep, managed_subscription, never_stored, overseen_subscription
from api.answers import (
    AskedAnswer,
    NewSubscriptionAnswer,
    SecretAnswer,
    SubscriptionAnswer,
    subscription_answer,
    subscription_fields,
)
from api.bodies import NO_DIGEST, SecretBody, SubscriptionBody, SubscriptionEditBody
from api.description import CONFLICT, INVALID, MANAGED, TOKEN_OPTIONAL, TOO_MANY
from api.limits import limit_rate
from api.service import Service, ServiceDep
from db.words import Channel, SubscriptionStatus
from releases.document import rfc3339
from releases.errors import ConflictError, InvalidValueError
from releases.fields import read_word
from scheduler.channels.headers import check_headers
from scheduler.mail.sign_up import subscribe_email
from scheduler.subscriptions.lifecycle import read_format, readdress, rotate_secret, subscribe_webhook
from scheduler.subscriptions.preferences import preferences_of, set_preferences
from scheduler.subscriptions.status import pause, resume

router = APIRouter(prefix="/subscriptions", tags=["subscriptions"], dependencies=[Depends(never_stored)])


@router.post(
    "",
    status_code=201,
    response_model=NewSubscriptionAnswer,
    responses={
        202: {"model": AskedAnswer, "description": "email: the address is asked whether it agrees"},
        **INVALID,
        **TOO_MANY,
    },
    openapi_extra=TOKEN_OPTIONAL,
)
def post_subscription(
    body: SubscriptionBody, request: Request, service: ServiceDep, editor: MaybeEditorDep
) -> NewSubscriptionAnswer | JSONResponse:
    """Subscribe a webhook or an email address.

    A webhook becomes active once its address answers the signed ping with 2xx; `secret` and `manage_token` are shown
    here and never again. An email address is sent a link, and becomes active once that is confirmed; the answer is
    always the same 202, and the mails contain the link that manages the subscription.
    """
    if editor is None:
        limit_rate(service.sign_ups, request)
    if read_word(body.channel, Channel, field="channel") == Channel.EMAIL:
        _subscribe_email(body, service)
        return JSONResponse(AskedAnswer().model_dump(), 202)
    if body.url is None:
        raise InvalidValueError("url is missing: give the address that receives the webhooks", field="url")
    _refuse(body, ("email", "digest"), "webhook")
    with service.database.write() as session:
        subscription, manage_token = subscribe_webhook(
            session,
            body.url,
            body.wanted(),
            service.clock.now(),
            allow_private=service.allow_private,
            format=body.format,
            secret=body.secret,
            headers=body.headers,
        )
        return NewSubscriptionAnswer(
            **subscription_fields(subscription),
            manage_token=manage_token,
            secret=subscription.secret or "",
        )


def _subscribe_email(body: SubscriptionBody, service: Service) -> None:
    if body.email is None:
        raise InvalidValueError("email is missing: give the address that receives the mails", field="email")
    _refuse(body, ("url", "format", "secret", "headers"), "email")
    with service.database.write() as session:
        digest = None if body.digest == NO_DIGEST else body.digest
        subscribe_email(session, body.email, body.wanted(digest), service.clock.now(), links=service.links)


def _refuse(body: SubscriptionBody, names: Sequence[str], channel: str) -> None:
    """Raise InvalidValueError if a field is given that the channel does not have."""
    for name in names:
        if name in body.model_fields_set:
            raise InvalidValueError(f"{name} is not for the channel {channel}: leave it out", field=name)


@router.get("/{subscription_id}", responses=MANAGED)
def get_subscription(subscription_id: UUID, service: ServiceDep, token: BearerToken) -> SubscriptionAnswer:
    """Return a subscription, without its secrets; to an editor, of its address no more than the host."""
    with service.database.read() as session:
        subscription, is_mine = overseen_subscription(session, subscription_id, token)
        return subscription_answer(subscription, whole_address=is_mine)


@router.patch("/{subscription_id}", responses=MANAGED)
def patch_subscription(
    subscription_id: UUID, body: SubscriptionEditBody, service: ServiceDep, token: BearerToken
) -> SubscriptionAnswer:
    """Change a subscription's preferences or address; fields left out or null stay unchanged.

    An address at another origin (scheme, host and port) loses the custom headers, unless new ones come with it.
    """
    given = body.model_dump(exclude_none=True)
    url, form, headers, digest = (given.pop(name, None) for name in ("url", "format", "headers", "digest"))
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        now = service.clock.now()
        subscription.updated_at = now
        if subscription.channel == Channel.EMAIL and (url, form, headers) != (None, None, None):
            raise InvalidValueError(
                "url, format and headers are a webhook's: to be written to at another address, subscribe that",
                field="url",
            )
        if digest is not None:
            if subscription.channel == Channel.WEBHOOK:
                raise InvalidValueError("digest is not for the channel webhook: leave it out", field="digest")
            given["digest"] = None if digest == NO_DIGEST else digest
        if given:
            set_preferences(session, subscription, preferences_of(subscription, **given), now)
        if form is not None:
            subscription.format = read_format(form)
        if url is not None:
            readdress(session, subscription, url, now, allow_private=service.allow_private)
        if headers is not None:
            subscription.headers = check_headers(headers)
        return subscription_answer(subscription)


@router.delete("/{subscription_id}", status_code=204, responses=MANAGED)
def delete_subscription(subscription_id: UUID, service: ServiceDep, token: BearerToken) -> Response:
    """Delete a subscription with its deliveries."""
    with service.database.write() as session:
        session.delete(overseen_subscription(session, subscription_id, token)[0])
    return Response(status_code=204)


@router.post("/{subscription_id}/rotate-secret", responses={**MANAGED, **CONFLICT})
def rotate_subscription_secret(
    subscription_id: UUID,
    service: ServiceDep,
    token: BearerToken,
    body: Annotated[SecretBody | None, Body()] = None,
) -> SecretAnswer:
    """Return a new secret, shown only here. For 24 hours messages are signed with both it and the previous one."""
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        if subscription.channel == Channel.EMAIL:
            raise ConflictError("mails are not signed with a secret of the subscriber's")
        secret = rotate_secret(session, subscription, body.secret if body else None, service.clock.now())
        until = subscription.previous_secret_until
    return SecretAnswer(secret=secret, previous_secret_until=rfc3339(until) if until else None)


@router.post("/{subscription_id}/pause", responses={**MANAGED, **CONFLICT})
def pause_subscription(subscription_id: UUID, service: ServiceDep, token: BearerToken) -> SubscriptionAnswer:
    """Hold deliveries until the subscription is resumed."""
    with service.database.write() as session:
        subscription, is_mine = overseen_subscription(session, subscription_id, token)
        if subscription.status == SubscriptionStatus.PENDING:
            raise ConflictError("the subscription's address has not answered the verify ping yet")
        pause(session, subscription, "it was asked for", service.clock.now())
        return subscription_answer(subscription, whole_address=is_mine)


@router.post("/{subscription_id}/resume", responses={**MANAGED, **CONFLICT})
def resume_subscription(subscription_id: UUID, service: ServiceDep, token: BearerToken) -> SubscriptionAnswer:
    """Resume sending, beginning with held deliveries that are still useful."""
    with service.database.write() as session:
        subscription = managed_subscription(session, subscription_id, token)
        if subscription.status != SubscriptionStatus.PAUSED:
            raise ConflictError("the subscription is not paused: there is nothing to resume")
        resume(session, subscription, service.clock.now())
        return subscription_answer(subscription)
