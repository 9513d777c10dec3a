"""Access to a subscription's pages: by its link first, then by a cookie."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlmodel import Session

from db.models import Subscription
from releases.errors import NotFoundError, UnauthorizedError
from scheduler.mail.links import MailLinks
from scheduler.subscriptions.lifecycle import MANAGE_PREFIX, by_manage_token, subscription_by_id
from web.cookies import Pass

PASS = Pass("alerts", "/alerts", within=timedelta(days=30))
MineDep = Annotated[UUID | None, Depends(PASS.holder)]  # the subscription that this browser may manage


def code_of(subscription: Subscription, token: str) -> str:
    """Return the access code that ends a subscription's link."""
    return f"{subscription.id}.{token}"


def open_by_code(session: Session, links: MailLinks, link: str) -> Subscription:
    """Return the subscription of a link, or of the access code alone. Raises UnauthorizedError."""
    code = link.strip().rpartition("#")[2].rpartition("/")[2]
    try:
        if code.startswith(MANAGE_PREFIX):
            return subscription_by_id(session, links.read_manage(code))
        subscription_id, _, token = code.partition(".")
        return by_manage_token(session, UUID(subscription_id), token)
    except (ValueError, UnauthorizedError, NotFoundError):
        raise UnauthorizedError(
            "This opens no subscription: take the whole link that was shown when you signed up, or that is in a mail.",
            field="code",
        ) from None
