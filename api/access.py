"""Who is calling: editors by their token, subscribers by their manage token."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session

from api.service import ServiceDep
from db.models import Subscription
from releases.editors import Editor, editor_by_token
from releases.errors import ForbiddenError, UnauthorizedError
from scheduler.subscriptions.lifecycle import MANAGE_PREFIX, by_manage_token, subscription_by_id

_bearer = HTTPBearer(auto_error=False, description="An editor's token, or a subscription's manage token")
_NEEDS_A_TOKEN = "this needs the subscription's manage token: send Authorization: Bearer …"  # noqa: S105 - words
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


def never_stored(response: Response) -> None:
    """Keep an answer with secrets, or with a subscriber's address, out of every cache (RFC 9111 section 5.2.2.5)."""
    response.headers["cache-control"] = "no-store"


def _bearer_token(credentials: Credentials) -> str | None:
    return credentials.credentials if credentials else None


BearerToken = Annotated[str | None, Depends(_bearer_token)]


def _editor(service: ServiceDep, token: BearerToken) -> Editor:
    if token is None:
        raise UnauthorizedError("this needs an editor's token: send Authorization: Bearer …")
    with service.database.read() as session:
        return editor_by_token(session, token)


def _editor_if_any(service: ServiceDep, token: BearerToken) -> Editor | None:
    return _editor(service, token) if token else None


EditorDep = Annotated[Editor, Depends(_editor)]
MaybeEditorDep = Annotated[Editor | None, Depends(_editor_if_any)]


def managed_subscription(session: Session, subscription_id: UUID, token: str | None) -> Subscription:
    """Return a subscription to the holder of its manage token alone. Raises UnauthorizedError and ForbiddenError."""
    subscription, is_mine = overseen_subscription(session, subscription_id, token)
    if not is_mine:
        raise ForbiddenError("an editor may pause and end it: this needs the subscription's manage token")
    return subscription


def overseen_subscription(
    session: Session, subscription_id: UUID, token: str | None
) -> tuple[Subscription, bool]:
    """Return a subscription, to be read, paused or ended, and whether the token is its manage token.

    It may also be of an editor without region limits. Raises UnauthorizedError, ForbiddenError and NotFoundError.
    """
    if token is None:
        raise UnauthorizedError(_NEEDS_A_TOKEN)
    try:
        return by_manage_token(session, subscription_id, token), True
    except UnauthorizedError:
        if token.startswith(MANAGE_PREFIX):
            raise UnauthorizedError(
                "this token manages another subscription, or none that is still there"
            ) from None
        require_unlimited_editor(session, token)
        return subscription_by_id(session, subscription_id), False


def require_unlimited_editor(session: Session, token: str | None) -> None:
    """Raise UnauthorizedError or ForbiddenError unless the token is of an editor without region limits."""
    if token is None:
        raise UnauthorizedError(_NEEDS_A_TOKEN)
    if not editor_by_token(session, token).is_unlimited:
        raise ForbiddenError("this needs an editor without region limits")
