"""Records attempts, and decides what follows from each: delivered, a retry, or the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from db.models import Delivery, Subscription
from db.words import Channel, DeliveryStatus, EventType, SubscriptionStatus
from scheduler.channels.outcome import Outcome
from scheduler.deliveries.lease import Claim
from scheduler.deliveries.record import write_attempts
from scheduler.deliveries.retry import MAX_ATTEMPTS, next_attempt
from scheduler.subscriptions.failing import mark_failing, mark_recovered
from scheduler.subscriptions.status import activate, pause


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """An attempt that was made, and how it went."""

    claim: Claim
    started_at: datetime
    outcome: Outcome


def record(
    session: Session, results: Sequence[AttemptResult], now: datetime, rng: Random
) -> list[DeliveryStatus]:
    """Record attempts and what follows from them. Return the new status of each delivery, in the same order.

    Takes as many statements for one result as for many. `rng` is for the jitter of retries.
    """
    rows = [{**_attempt(result), **_consequence(result, now, rng)} for result in results]
    # Successes first: a success whose lease ran out may be in the batch with a failure of whoever claimed it next.
    for delivered in (True, False):
        if attempts := [row for row in rows if (row["status"] == DeliveryStatus.DELIVERED) is delivered]:
            write_attempts(session, attempts)
    digests = [r.claim.delivery_id for r in results if r.outcome.succeeded and r.claim.gathered]
    if digests:
        mark_digest_delivered(digests, session, now)
    mark_failing(session, {r.claim.subscription_id for r in results if _counts_as_failing(r)}, now)
    mark_recovered(session, {r.claim.subscription_id for r in results if r.outcome.succeeded}, now)
    for result in results:
        if result.claim.details.event.type == EventType.VERIFY:
            _after_verify_ping(result, session, now)
        elif result.outcome.gone:
            _pause_gone(result.claim, session, now)
    return [row["status"] for row in rows]


def _counts_as_failing(result: AttemptResult) -> bool:
    """Whether this is the receiver's failure, and not of an example that somebody sent to try things out."""
    outcome = result.outcome
    return not (outcome.succeeded or outcome.ours) and result.claim.details.event.type != EventType.TEST


def _attempt(result: AttemptResult) -> dict[str, Any]:
    return {
        "delivery_id": result.claim.delivery_id,
        "lease": result.claim.claimed_until,
        "number": result.claim.attempts + 1,
        "started_at": result.started_at,
        "duration_ms": round(result.outcome.duration.total_seconds() * 1000),
        "status_code": result.outcome.status_code,
        "error": result.outcome.error,
        "excerpt": result.outcome.excerpt,
    }


def mark_digest_delivered(digests: Sequence[UUID], session: Session, now: datetime) -> None:
    """Mark the contents of digests as delivered. `digests` are the ids of the digests' own deliveries."""
    session.execute(
        update(Delivery)
        .where(col(Delivery.digest_id).in_(digests), col(Delivery.status) == DeliveryStatus.GATHERED)
        .values(status=DeliveryStatus.DELIVERED, finished_at=now),
        execution_options={"synchronize_session": False},
    )


def _consequence(result: AttemptResult, now: datetime, rng: Random) -> dict[str, Any]:
    """Return what becomes of the delivery: delivered, pending again, failed or expired."""
    claim, outcome = result.claim, result.outcome
    row = {"next_attempt_at": None, "finished_at": now, "reason": None}
    if outcome.succeeded:
        return {**row, "status": DeliveryStatus.DELIVERED}
    if final := _why_final(claim, outcome):
        return {**row, "status": DeliveryStatus.FAILED, "reason": final}
    number = claim.attempts + 1 - claim.attempts_before
    again = next_attempt(number, now, rng=rng, retry_after=outcome.retry_after, expires_at=claim.expires_at)
    if again is not None:
        return {**row, "status": DeliveryStatus.PENDING, "next_attempt_at": again, "finished_at": None}
    if number >= MAX_ATTEMPTS:
        return {**row, "status": DeliveryStatus.FAILED, "reason": "every attempt failed"}
    reason = "it would have expired before the next attempt"
    return {**row, "status": DeliveryStatus.EXPIRED, "reason": reason}


def _why_final(claim: Claim, outcome: Outcome) -> str | None:
    """Return why there is no retry, whatever the retry policy says; None if it decides."""
    if outcome.gone:
        return "the address answered 410 Gone"
    if claim.details.event.type == EventType.TEST:  # somebody is watching this one attempt
        return "the test failed"
    return f"no retry can succeed: {outcome.error}" if outcome.permanent else None


def _after_verify_ping(result: AttemptResult, session: Session, now: datetime) -> None:
    claim = result.claim
    if result.outcome.succeeded:
        if claim.channel == Channel.WEBHOOK:  # an accepted email is not yet a confirmed one
            activate(session, claim.subscription_id, claim.address, now)
        return
    what = "verify ping" if claim.channel == Channel.WEBHOOK else "confirmation email"
    session.execute(
        update(Subscription)
        .where(col(Subscription.id) == claim.subscription_id)
        .where(col(Subscription.address) == claim.address)
        .where(col(Subscription.status) == SubscriptionStatus.PENDING)
        .values(status_reason=f"the {what} failed: {result.outcome.error}"),
        execution_options={"synchronize_session": False},
    )


def _pause_gone(claim: Claim, session: Session, now: datetime) -> None:
    subscription = session.get(Subscription, claim.subscription_id)
    if (
        subscription is not None
        and subscription.status == SubscriptionStatus.ACTIVE
        and subscription.address == claim.address  # it may have been changed during the attempt
    ):
        pause(session, subscription, "its address answered 410 Gone", now)
