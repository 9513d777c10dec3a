"""The links in mails. Each is signed for one purpose and one subscription, and needs no session or password.

They do not expire: a link works as long as its subscription exists. Unconfirmed subscriptions are deleted after a week.
"""

import hashlib
from uuid import UUID

from itsdangerous import BadSignature, Signer

from releases.errors import NotFoundError
from scheduler.subscriptions.lifecycle import MANAGE_PREFIX

_CONFIRM, _LEAVE, _MANAGE = "confirm", "leave", "manage"


class BrokenLinkError(NotFoundError):
    """This link is incomplete or no longer valid."""

    slug = "broken-link"


class MailLinks:
    """Signs links with the service's secret, and reads them."""

    def __init__(self, secret: str, public_url: str) -> None:
        """`public_url`: without a trailing slash."""
        self._secret = secret
        self._alerts = f"{public_url}/alerts"

    def confirm(self, subscription_id: UUID) -> str:
        """Return the URL that confirms a subscription."""
        return f"{self._alerts}/confirm/{self._sign(_CONFIRM, subscription_id)}"

    def leave(self, subscription_id: UUID, release_id: UUID | None = None) -> str:
        """Return the URL to unsubscribe: from one subscription, from everything, or from the title or region of a release."""
        about = f"?release={release_id}" if release_id else ""
        return f"{self._alerts}/leave/{self._sign(_LEAVE, subscription_id)}{about}"

    def manage(self, subscription_id: UUID) -> str:
        """Return the URL to manage a subscription."""
        return f"{self._alerts}/manage/{self.manage_token(subscription_id)}"

    def manage_token(self, subscription_id: UUID) -> str:
        """Return the subscription's manage token, for the API and for the link."""
        return f"{MANAGE_PREFIX}_{self._sign(_MANAGE, subscription_id)}"

    def read_confirm(self, token: str) -> UUID:
        """Return the subscription of a confirm link. Raises BrokenLinkError."""
        return self._read(_CONFIRM, token)

    def read_leave(self, token: str) -> UUID:
        """Return the subscription of an unsubscribe link. Raises BrokenLinkError."""
        return self._read(_LEAVE, token)

    def read_manage(self, token: str) -> UUID:
        """Return the subscription of a manage token. Raises BrokenLinkError."""
        return self._read(_MANAGE, token.removeprefix(f"{MANAGE_PREFIX}_"))

    def _sign(self, purpose: str, subscription_id: UUID) -> str:
        return self._signer(purpose).sign(subscription_id.hex).decode()

    def _read(self, purpose: str, token: str) -> UUID:
        try:
            return UUID(self._signer(purpose).unsign(token).decode())
        except (BadSignature, ValueError):
            raise BrokenLinkError from None

    def _signer(self, purpose: str) -> Signer:
        return Signer(self._secret, salt=f"openingday.{purpose}", digest_method=hashlib.sha256)
