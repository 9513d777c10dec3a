"""Whose subscription it is: the code in its link, once, and a cookie from then on."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlmodel import Session

from db.models import Subscription
from releases.errors import UnauthorizedError
from scheduler.subscriptions import by_manage_token
from web.cookies import Pass

PASS = Pass("alerts", "/alerts", within=timedelta(days=30))
MineDep = Annotated[UUID | None, Depends(PASS.holder)]  # the subscription that this browser may look after


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
