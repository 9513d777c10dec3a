"""Sends one claimed delivery through its channel."""

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

MOST_BODIES = 1_000  # that are kept, of some kilobytes each

log = structlog.get_logger()
Message = TypeVar("Message")
Sent_contra = TypeVar("Sent_contra", contravariant=True)


class Sender(Protocol[Sent_contra]):
    """What sends a channel's messages: each within its deadline, once there is a place."""

    deadline: timedelta

    async def send_composed(self, address: str, compose: Callable[[], Sent_contra | None]) -> Outcome | None:
        """Wait for a place, compose, send once, and tell how it went. None: there was none to send, after all."""

    async def aclose(self) -> None:
        """Close the connections that are kept."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The channel of mail: what writes them, and what sends them."""

    write: Callable[[Claim, datetime], EmailMessage]
    sender: Sender[EmailMessage]


class Dispatcher:
    """Composes and sends; never raises for what a receiver does."""

    def __init__(
        self, sender: WebhookSender, clock: Clock, public_url: str, *, mail: Mail | None = None
    ) -> None:
        self._sender = sender
        self._clock = clock
        self._public_url = public_url
        self._bodies: dict[tuple[UUID, int, str], bytes] = {}
        self._minute = 0  # of the era, in which they were composed
        self._mail = mail

    async def send(self, claim: Claim) -> AttemptResult | None:
        """One try, and what came of it. None if its lease ran low, or its end came, while it waited for a place."""
        if claim.channel == Channel.WEBHOOK:
            return await self._send(claim, self._sender, self._compose)
        if self._mail is None:
            raise RuntimeError("a mail is to be sent where none can be")
        return await self._send(claim, self._mail.sender, self._mail.write)

    async def aclose(self) -> None:
        """Close the connections that are kept."""
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
            if started_at + sender.deadline >= claim.claimed_until or _is_useless(claim, started_at):
                return None
            return compose(claim, started_at)

        try:
            outcome = await sender.send_composed(claim.address, compose_now)
        except Exception:  # our own fault must end on the ladder as a receiver's does, not come back for ever
            log.exception("a delivery could not be composed", delivery=str(claim.delivery_id))
            outcome = Outcome(None, "it could not be composed here", None, timedelta(0), ours=True)
        if outcome is None:
            return None
        if not outcome.succeeded:
            log.warning(
                "a try failed",
                delivery=str(claim.delivery_id),
                number=claim.attempts + 1,
                status_code=outcome.status_code,
                error=outcome.error,
            )
        return AttemptResult(claim, started_at, outcome)

    def _compose(self, claim: Claim, now: datetime) -> Webhook:
        """A webhook's body, and its headers: the subscriber's own, and those that sign it."""
        body = self._body(claim, now)
        secrets = [secret for secret in (claim.secret, _old_secret(claim, now)) if secret]
        # Receivers check the timestamp against their own clocks, so it is the machine's.
        signed = sign(secrets, str(claim.delivery_id), self._clock.machine(), body)
        return body, {**claim.headers, **signed}

    def _body(self, claim: Claim, now: datetime) -> bytes:
        """Composed once a minute for all whom the event tells the same: what it says of time changes no oftener."""
        told = claim.told
        if told.release is None:
            return message_body(told, claim.subscription_id, now, self._public_url, claim.format)
        if (minute := int(now.timestamp()) // 60) != self._minute:
            self._bodies.clear()
            self._minute = minute
        which = (told.event.id, told.release[0].version, claim.format)
        if (body := self._bodies.get(which)) is None:
            body = message_body(told, claim.subscription_id, now, self._public_url, claim.format)
            if len(self._bodies) < MOST_BODIES:
                self._bodies[which] = body
        return body


def _is_useless(claim: Claim, now: datetime) -> bool:
    return claim.expires_at is not None and claim.expires_at <= now


def _old_secret(claim: Claim, now: datetime) -> str | None:
    until = claim.previous_secret_until
    return claim.previous_secret if until is not None and until > now else None
