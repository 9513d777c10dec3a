"""Whose subscription it is: the code in its link, once, and a cookie from then on."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response
from sqlmodel import Session

from db.models import Subscription
from releases.errors import UnauthorizedError
from releases.links import BadLinkError
from scheduler.subscriptions import by_manage_token
from web.cookies import keep
from web.site import SiteDep

_COOKIE, _PATH = "alerts", "/alerts"
_LASTS = timedelta(days=30)


def code_of(subscription: Subscription, token: str) -> str:
    """What opens a subscription, for the end of its link."""
    return f"{subscription.id}.{token}"


def open_by_code(session: Session, code: str) -> Subscription:
    """The subscription of a code, or of a link that ends in it. Raises UnauthorizedError."""
    subscription_id, _, token = code.strip().rpartition("#")[2].partition(".")
    try:
        return by_manage_token(session, UUID(subscription_id), token)
    except (ValueError, UnauthorizedError):
        raise UnauthorizedError(
            "This opens no subscription: take the whole link that was shown when you signed up.", field="code"
        ) from None


def remember(response: Response, request: Request, subscription_id: UUID) -> None:
    """Let this browser look after the subscription."""
    signed = request.app.state.site.links.sign(_COOKIE, str(subscription_id))
    keep(response, request, _COOKIE, signed, within=_LASTS, path=_PATH, same_site="strict")


def forget(response: Response, request: Request) -> None:
    """Let this browser do so no longer."""
    keep(response, request, _COOKIE, "", within=timedelta(0), path=_PATH, same_site="strict")


def _mine(request: Request, site: SiteDep) -> UUID | None:
    try:
        return UUID(site.links.read(_COOKIE, request.cookies.get(_COOKIE, ""), within=_LASTS))
    except (BadLinkError, ValueError):
        return None


MineDep = Annotated[UUID | None, Depends(_mine)]
