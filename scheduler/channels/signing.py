"""Signs webhooks as the Standard Webhooks specification says, so that subscribers can authenticate them."""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import token_bytes

from standardwebhooks import Webhook

from releases.errors import InvalidValueError

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes of a secret: Standard Webhooks, "Signature scheme"
GENERATED = 32  # bytes of the secrets generated here


def new_secret() -> str:
    """Generate a secret: `whsec_` and the base64 of 32 random bytes."""
    return PREFIX + base64.b64encode(token_bytes(GENERATED)).decode()


def check_secret(secret: str) -> str:
    """Return a subscriber's own secret unchanged. Raises InvalidValueError, which never repeats it."""
    if not secret.startswith(PREFIX) or not SHORTEST <= _size(secret.removeprefix(PREFIX)) <= LONGEST:
        raise InvalidValueError(
            f"the secret has not the right form; write {PREFIX} and the base64 of {SHORTEST} to {LONGEST} bytes",
            field="secret",
        )
    return secret


def _size(encoded: str) -> int:
    """Return the number of bytes that a base64 text encodes; 0 if it is invalid."""
    try:
        return len(base64.b64decode(encoded, validate=True))
    except ValueError:
        return 0


def sign(secrets: Sequence[str], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the three headers of a signed webhook, with one signature per secret.

    `at` is an aware instant: receivers compare it with their own clocks, and allow five minutes. `body` is the exact
    bytes that are sent, in UTF-8.
    """
    if at.tzinfo is None:
        raise ValueError("the instant of a signature needs a time zone")
    sent = at.astimezone(UTC)  # the package ignores the zone, and assumes UTC
    text = body.decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(sent.timestamp())),
        "webhook-signature": " ".join(Webhook(secret).sign(message_id, sent, text) for secret in secrets),
    }
