"""Sends one claimed delivery through its channel."""

from datetime import datetime, timedelta

import structlog

from releases.clock import Clock
from scheduler.channels.webhook import Outcome, WebhookSender
from scheduler.claims import Claim
from scheduler.message import message_body
from scheduler.results import Result
from scheduler.signing import sign

log = structlog.get_logger()


class Dispatcher:
    """Composes, signs and sends; never raises for what a receiver does."""

    def __init__(self, sender: WebhookSender, clock: Clock, public_url: str) -> None:
        self._sender = sender
        self._clock = clock
        self._public_url = public_url

    async def send(self, claim: Claim) -> Result | None:
        """One try, and what came of it. None if its lease ran low, or its end came, while it waited for a place."""
        async with self._sender.place(claim.address) as place:
            started_at = self._clock.now()
            if started_at + self._sender.deadline >= claim.claimed_until or _is_useless(claim, started_at):
                return None
            try:
                outcome = await place.post(*self._compose(claim, started_at))
            except (
                Exception
            ):  # our own fault must end on the ladder as a receiver's does, not come back for ever
                log.exception("a delivery could not be composed", delivery=str(claim.delivery_id))
                outcome = Outcome(None, "it could not be composed here", None, timedelta(0))
        if not outcome.succeeded:
            log.warning(
                "a try failed",
                delivery=str(claim.delivery_id),
                number=claim.attempts + 1,
                status_code=outcome.status_code,
                error=outcome.error,
            )
        return Result(claim, started_at, outcome)

    async def aclose(self) -> None:
        """Close the connections that are kept."""
        await self._sender.aclose()

    def _compose(self, claim: Claim, now: datetime) -> tuple[bytes, dict[str, str]]:
        """The body, and the headers: the subscriber's own, and those that sign it."""
        body = message_body(claim.told, claim.subscription_id, now, self._public_url, claim.format)
        secrets = [secret for secret in (claim.secret, _old_secret(claim, now)) if secret]
        # Receivers check the timestamp against their own clocks, so it is the machine's.
        signed = sign(secrets, str(claim.delivery_id), self._clock.machine(), body)
        return body, {**claim.headers, **signed}


def _is_useless(claim: Claim, now: datetime) -> bool:
    return claim.expires_at is not None and claim.expires_at <= now


def _old_secret(claim: Claim, now: datetime) -> str | None:
    until = claim.previous_secret_until
    return claim.previous_secret if until is not None and until > now else None
