"""Texts that only this service can have made: the secret ends of links in mails, and of forms."""

from datetime import timedelta

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from releases.clock import Clock
from releases.errors import ForbiddenError


class BadLinkError(ForbiddenError):
    """This link was not made here, or has been changed on its way."""

    slug = "bad-link"


class SignedLinks:
    """Signs what is given out, and reads what comes back."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock

    def sign(self, purpose: str, value: str) -> str:
        """A text for an address or a form that says `value`, for this purpose and no other. It is not encrypted."""
        return str(self._signer(purpose).dumps(value))

    def read(self, purpose: str, signed: str, *, within: timedelta) -> str:
        """What was signed for this purpose; raises BadLinkError if it was not, or longer ago than `within`."""
        try:
            return str(self._signer(purpose).loads(signed, max_age=int(within.total_seconds())))
        except BadData as error:
            raise BadLinkError from error

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        clock = self._clock

        class ByTheClock(TimestampSigner):
            def get_timestamp(self) -> int:
                """The service's time in place of the machine's."""
                return int(clock.now().timestamp())

        return URLSafeTimedSerializer(self._secret, salt=purpose, signer=ByTheClock)
