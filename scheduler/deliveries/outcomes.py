"""What came of each try is written down, and what follows from it: delivered, another try, or the end."""

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
from scheduler.deliveries.record import write_tries
from scheduler.deliveries.retry import TRIES, next_attempt
from scheduler.subscriptions.failing import note_failures, note_successes
from scheduler.subscriptions.status import activate, pause


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """What came of a claim's try."""

    claim: Claim
    started_at: datetime
    outcome: Outcome


def record(
    session: Session, results: Sequence[AttemptResult], now: datetime, rng: Random
) -> list[DeliveryStatus]:
    """Write down each try and what follows: as many statements for one as for many. What each delivery becomes."""
    rows = [{**_try(result), **_after(result, now, rng)} for result in results]
    # Successes first: one whose lease ran out may stand here beside a failure of the next who claimed it.
    for delivered in (True, False):
        if tries := [row for row in rows if (row["status"] == DeliveryStatus.DELIVERED) is delivered]:
            write_tries(session, tries)
    digests = [r.claim.delivery_id for r in results if r.outcome.succeeded and r.claim.gathered]
    if digests:
        deliver_gathered(digests, session, now)
    note_failures(session, {r.claim.subscription_id for r in results if _tells(r)}, now)
    note_successes(session, {r.claim.subscription_id for r in results if r.outcome.succeeded}, now)
    for result in results:
        if result.claim.told.event.type == EventType.VERIFY:
            _after_ping(result, session, now)
        elif result.outcome.gone:
            _pause_gone(result.claim, session, now)
    return [row["status"] for row in rows]


def _tells(result: AttemptResult) -> bool:
    """Whether a failure tells that messages do not arrive there: an example is sent to try things out."""
    outcome = result.outcome
    return not (outcome.succeeded or outcome.ours) and result.claim.told.event.type != EventType.TEST


def _try(result: AttemptResult) -> dict[str, Any]:
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


def deliver_gathered(digests: Sequence[UUID], session: Session, now: datetime) -> None:
    """What a digest told has arrived with it."""
    session.execute(
        update(Delivery)
        .where(col(Delivery.digest_id).in_(digests), col(Delivery.status) == DeliveryStatus.GATHERED)
        .values(status=DeliveryStatus.DELIVERED, finished_at=now),
        execution_options={"synchronize_session": False},
    )


def _after(result: AttemptResult, now: datetime, rng: Random) -> dict[str, Any]:
    """What follows: delivered, another try, or the end."""
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
    if number >= TRIES:
        return {**row, "status": DeliveryStatus.FAILED, "reason": "every try failed"}
    reason = "the next try would have come after it had become useless"
    return {**row, "status": DeliveryStatus.EXPIRED, "reason": reason}


def _why_final(claim: Claim, outcome: Outcome) -> str | None:
    """Why there is no other try after this one, wherever on the ladder it was."""
    if outcome.gone:
        return "the address answered 410 Gone"
    if claim.told.event.type == EventType.TEST:  # somebody is looking at this one try
        return "the test failed"
    return f"no try can succeed: {outcome.error}" if outcome.permanent else None


def _after_ping(result: AttemptResult, session: Session, now: datetime) -> None:
    claim = result.claim
    if result.outcome.succeeded:
        if claim.channel == Channel.WEBHOOK:  # that a mail was taken does not say that anybody agrees
            activate(session, claim.subscription_id, claim.address, now)
        return
    what = "verify ping" if claim.channel == Channel.WEBHOOK else "mail that asks for consent"
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
        and subscription.address == claim.address  # another may have been given while this was on its way
    ):
        pause(session, subscription, "its address answered 410 Gone", now)
