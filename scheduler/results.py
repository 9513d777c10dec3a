"""What came of each try is written down, and what follows from it: delivered, another try, or the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session, col

from db.models import Attempt, Delivery, Subscription
from db.words import DeliveryStatus, EventType, SubscriptionStatus
from scheduler.channels.webhook import Outcome
from scheduler.claims import Claim
from scheduler.ladder import TRIES, next_attempt
from scheduler.spells import note_failures, note_successes
from scheduler.states import activate, pause


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a claim's try."""

    claim: Claim
    started_at: datetime
    outcome: Outcome


def record(session: Session, results: Sequence[Result], now: datetime, rng: Random) -> None:
    """Write down each try and what follows: as many statements for one as for many."""
    results = _of_deliveries_that_exist(session, results)
    if not results:
        return
    session.execute(insert(Attempt), [_attempt(result) for result in results])
    _deliver([result.claim for result in results if result.outcome.succeeded], session, now)
    failed = [_after_failure(result, now, rng) for result in results if not result.outcome.succeeded]
    if failed:
        session.connection().execute(
            update(Delivery).where(
                col(Delivery.id) == bindparam("which"),
                col(Delivery.claimed_until) == bindparam("lease"),
                # What was superseded or held while we tried stays so.
                col(Delivery.status) == DeliveryStatus.PENDING,
            ),
            failed,
        )
    note_failures(session, {r.claim.subscription_id for r in results if _tells(r)}, now)
    note_successes(session, {r.claim.subscription_id for r in results if r.outcome.succeeded}, now)
    for result in results:
        if result.claim.told.event.type == EventType.VERIFY:
            _after_ping(result, session, now)
        elif result.outcome.gone:
            _pause_gone(result.claim, session, now)


def _tells(result: Result) -> bool:
    """Whether a failure tells that messages do not arrive: an example is sent to try things out."""
    return not result.outcome.succeeded and result.claim.told.event.type != EventType.TEST


def _of_deliveries_that_exist(session: Session, results: Sequence[Result]) -> list[Result]:
    """A subscription may have been ended, and its deliveries with it, while one was under way."""
    ids = [result.claim.delivery_id for result in results]
    there = select(col(Delivery.id)).where(col(Delivery.id).in_(ids))
    kept = set(session.execute(there.with_for_update(read=True, key_share=True)).scalars())
    return [result for result in results if result.claim.delivery_id in kept]


def _attempt(result: Result) -> dict[str, Any]:
    return {
        "delivery_id": result.claim.delivery_id,
        "number": result.claim.attempts + 1,
        "started_at": result.started_at,
        "duration_ms": round(result.outcome.duration.total_seconds() * 1000),
        "status_code": result.outcome.status_code,
        "error": result.outcome.error,
        "excerpt": result.outcome.excerpt,
    }


def _deliver(claims: Sequence[Claim], session: Session, now: datetime) -> None:
    """A success is one even if a newer reminder or a pause overtook it."""
    for lease in {
        claim.claimed_until for claim in claims
    }:  # those claimed together share one: few statements
        ids = [claim.delivery_id for claim in claims if claim.claimed_until == lease]
        session.execute(
            update(Delivery)
            .where(col(Delivery.id).in_(ids), col(Delivery.claimed_until) == lease)
            .values(
                status=DeliveryStatus.DELIVERED,
                reason=None,
                attempts=col(Delivery.attempts) + 1,
                claimed_until=None,
                finished_at=now,
            ),
            execution_options={"synchronize_session": False},
        )


def _after_failure(result: Result, now: datetime, rng: Random) -> dict[str, Any]:
    claim, outcome = result.claim, result.outcome
    row = {
        "which": claim.delivery_id,
        "lease": claim.claimed_until,
        "attempts": claim.attempts + 1,
        "claimed_until": None,
        "next_attempt_at": now,
        "finished_at": now,
        "reason": None,
    }
    if outcome.gone:
        return {**row, "status": DeliveryStatus.FAILED, "reason": "the address answered 410 Gone"}
    if claim.told.event.type == EventType.TEST:  # somebody is looking at this one try
        return {**row, "status": DeliveryStatus.FAILED, "reason": "the test failed"}
    number = claim.attempts + 1 - claim.attempts_before
    again = next_attempt(number, now, rng=rng, retry_after=outcome.retry_after, expires_at=claim.expires_at)
    if again is not None:
        return {**row, "status": DeliveryStatus.PENDING, "next_attempt_at": again, "finished_at": None}
    if number >= TRIES:
        return {**row, "status": DeliveryStatus.FAILED, "reason": "every try failed"}
    reason = "the next try would have come after it had become useless"
    return {**row, "status": DeliveryStatus.EXPIRED, "reason": reason}


def _after_ping(result: Result, session: Session, now: datetime) -> None:
    claim = result.claim
    if result.outcome.succeeded:
        activate(session, claim.subscription_id, claim.address, now)
        return
    session.execute(
        update(Subscription)
        .where(col(Subscription.id) == claim.subscription_id)
        .where(col(Subscription.address) == claim.address)
        .where(col(Subscription.status) == SubscriptionStatus.PENDING)
        .values(status_reason=f"the verify ping failed: {result.outcome.error}"),
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
