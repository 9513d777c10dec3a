"""Composes and sends one claimed delivery through its channel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Protocol, TypeVar
from uuid import UUID

import structlog

from db.words import Channel
from releases.clock import Clock
from scheduler.channels.outcome import Outcome
from scheduler.channels.signing import sign
from scheduler.channels.webhook import Message as Webhook
from scheduler.channels.webhook import WebhookSender
from scheduler.deliveries.lease import Claim
from scheduler.deliveries.outcomes import AttemptResult
from scheduler.messages.body import message_body

MAX_CACHED_BODIES = 1_000  # of a few kilobytes each

log = structlog.get_logger()
Message = TypeVar("Message")
Sent_contra = TypeVar("Sent_contra", contravariant=True)


class Sender(Protocol[Sent_contra]):
    """Sends the messages of one channel."""

    deadline: timedelta  # of one send

    async def send_composed(self, address: str, compose: Callable[[], Sent_contra | None]) -> Outcome | None:
        """Wait for a connection, compose, and send once. Return None if `compose` returned None: nothing was sent."""

    async def aclose(self) -> None:
        """Close the open connections."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The email channel: its writer and its sender."""

    write: Callable[[Claim, datetime], EmailMessage]
    sender: Sender[EmailMessage]


class Dispatcher:
    """Composes and sends. Never raises for anything that a receiver does."""

    def __init__(
        self, sender: WebhookSender, clock: Clock, public_url: str, *, mail: Mail | None = None
    ) -> None:
        """`public_url`: without a trailing slash. `mail`: None where no email is ever claimed."""
        self._sender = sender
        self._clock = clock
        self._public_url = public_url
        self._bodies: dict[tuple[UUID, int, str], bytes] = {}
        self._bodies_minute = 0  # minutes since the epoch, when the cached bodies were composed
        self._mail = mail

    async def send(self, claim: Claim) -> AttemptResult | None:
        """Make one attempt and return its result.

        None: nothing was sent, since the lease was about to run out, or the alert expired, before a connection was
        free.
        """
        if claim.channel == Channel.WEBHOOK:
            return await self._send(claim, self._sender, self._compose)
        if self._mail is None:
            raise RuntimeError("an email was claimed, but no mail channel is set up")
        return await self._send(claim, self._mail.sender, self._mail.write)

    async def aclose(self) -> None:
        """Close the open connections."""
        await self._sender.aclose()
        if self._mail is not None:
            await self._mail.sender.aclose()

    async def _send(
        self, claim: Claim, sender: Sender[Message], compose: Callable[[Claim, datetime], Message]
    ) -> AttemptResult | None:
        started_at = self._clock.now()

        def compose_now() -> Message | None:
            nonlocal started_at
            started_at = self._clock.now()
            if started_at + sender.deadline >= claim.claimed_until or _is_expired(claim, started_at):
                return None
            return compose(claim, started_at)

        try:
            outcome = await sender.send_composed(claim.address, compose_now)
        except Exception:  # a fault of ours follows the retry policy too; else it would come back for ever
            log.exception("a delivery could not be composed", delivery=str(claim.delivery_id))
            outcome = Outcome(None, "it could not be composed here", None, timedelta(0), ours=True)
        if outcome is None:
            return None
        if not outcome.succeeded:
            log.warning(
                "an attempt failed",
                delivery=str(claim.delivery_id),
                number=claim.attempts + 1,
                status_code=outcome.status_code,
                error=outcome.error,
            )
        return AttemptResult(claim, started_at, outcome)

    def _compose(self, claim: Claim, now: datetime) -> Webhook:
        """Return a webhook's body and headers: the subscriber's own, and the signature's."""
        body = self._body(claim, now)
        secrets = [secret for secret in (claim.secret, _previous_secret(claim, now)) if secret]
        # Receivers compare the timestamp with their own clocks, so it is the machine's, even in a rehearsal.
        signed = sign(secrets, str(claim.delivery_id), self._clock.machine(), body)
        return body, {**claim.headers, **signed}

    def _body(self, claim: Claim, now: datetime) -> bytes:
        """Compose the body, or reuse one: what it says of time changes once a minute at most."""
        details = claim.details
        if details.release is None:
            return message_body(details, claim.subscription_id, now, self._public_url, claim.format)
        if (minute := int(now.timestamp()) // 60) != self._bodies_minute:
            self._bodies.clear()
            self._bodies_minute = minute
        key = (details.event.id, details.release[0].version, claim.format)
        if (body := self._bodies.get(key)) is None:
            body = message_body(details, claim.subscription_id, now, self._public_url, claim.format)
            if len(self._bodies) < MAX_CACHED_BODIES:
                self._bodies[key] = body
        return body


def _is_expired(claim: Claim, now: datetime) -> bool:
    return claim.expires_at is not None and claim.expires_at <= now


def _previous_secret(claim: Claim, now: datetime) -> str | None:
    until = claim.previous_secret_until
    return claim.previous_secret if until is not None and until > now else None
