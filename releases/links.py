"""Signed tokens for links in mails and for forms."""

from datetime import timedelta

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from releases.clock import Clock
from releases.errors import ForbiddenError


class BadLinkError(ForbiddenError):
    """This link was not made here, or has been changed on its way."""

    slug = "bad-link"


class SignedLinks:
    """Signs and verifies values."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock

    def sign(self, purpose: str, value: str) -> str:
        """Return a signed, URL-safe token of `value`, valid only for this purpose. It is not encrypted."""
        return str(self._signer(purpose).dumps(value))

    def read(self, purpose: str, signed: str, *, within: timedelta) -> str:
        """Return the signed value. Raises BadLinkError if the signature or purpose is wrong, or it is older than `within`."""
        try:
            return str(self._signer(purpose).loads(signed, max_age=int(within.total_seconds())))
        except BadData as error:
            raise BadLinkError from error

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        clock = self._clock

        class ByTheClock(TimestampSigner):
            def get_timestamp(self) -> int:
                """Return the service's time instead of the machine's."""
                return int(clock.now().timestamp())

        return URLSafeTimedSerializer(self._secret, salt=purpose, signer=ByTheClock)
