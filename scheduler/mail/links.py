"""The links in mails. Each is signed for one purpose and one subscription, and needs no session or password.

They have no date: a link works as long as its subscription is there, and one that was never confirmed goes
after a few days.
"""

import hashlib
from uuid import UUID

from itsdangerous import BadSignature, Signer

from releases.errors import NotFoundError
from scheduler.subscriptions.lifecycle import MANAGE_PREFIX

_CONFIRM, _LEAVE, _MANAGE = "confirm", "leave", "manage"


class BrokenLinkError(NotFoundError):
    """This link is not whole, or no longer of use."""

    slug = "broken-link"


class MailLinks:
    """Makes and reads them, by the service's secret."""

    def __init__(self, secret: str, public_url: str) -> None:
        """`public_url`: without a slash at its end."""
        self._secret = secret
        self._alerts = f"{public_url}/alerts"

    def confirm(self, subscription_id: UUID) -> str:
        """Where an address agrees to be written to."""
        return f"{self._alerts}/confirm/{self._sign(_CONFIRM, subscription_id)}"

    def leave(self, subscription_id: UUID, release_id: UUID | None = None) -> str:
        """Where it takes that back: of all, or of the title or region of the release that was told of."""
        about = f"?release={release_id}" if release_id else ""
        return f"{self._alerts}/leave/{self._sign(_LEAVE, subscription_id)}{about}"

    def manage(self, subscription_id: UUID) -> str:
        """Where it is changed and paused."""
        return f"{self._alerts}/manage/{self.manage_token(subscription_id)}"

    def manage_token(self, subscription_id: UUID) -> str:
        """The subscription's manage token, in the API as in the link."""
        return f"{MANAGE_PREFIX}_{self._sign(_MANAGE, subscription_id)}"

    def read_confirm(self, token: str) -> UUID:
        """Which subscription a link confirms. Raises BrokenLinkError, as do the others."""
        return self._read(_CONFIRM, token)

    def read_leave(self, token: str) -> UUID:
        """Which subscription a link leaves."""
        return self._read(_LEAVE, token)

    def read_manage(self, token: str) -> UUID:
        """Which subscription a token manages."""
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
