"""Deliveries are claimed under a lease, and loaded with all that sending them needs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlmodel import Session, col

from db.given import given_ids
from db.models import Delivery, Event, Release, Reminder, Subscription, Title
from db.words import Channel, DeliveryStatus, EventType
from scheduler.relevance import is_no_longer_so

LEASE = timedelta(seconds=60)  # longer than the sender's deadline, so that two workers never send at once

MAIL = "mail"  # the lane of all mails: they wait for one server


@dataclass(frozen=True, slots=True)
class EventDetails:
    """What an event tells: the same for all who are told."""

    event: Event
    release: tuple[Release, Title] | None
    lead: int | None  # of a reminder
    timezone: str | None = None  # IANA: where a reminder counts its days


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that is ours until its lease runs out."""

    delivery_id: UUID
    attempts: int  # before this one
    attempts_before: int  # of them, those before the ladder began anew
    expires_at: datetime | None
    claimed_until: datetime
    subscription_id: UUID
    channel: Channel
    format: str
    address: str
    headers: Mapping[str, str]  # the subscriber's own
    secret: str | None
    previous_secret: str | None
    previous_secret_until: datetime | None
    told: EventDetails
    gathered: Sequence[EventDetails] = ()  # what a digest tells, in order of opening

    @property
    def lane(self) -> str:
        """Its receiver: the scheme, host and port of its address, as `check_url` wrote them; of all mails, one."""
        if self.channel == Channel.EMAIL:
            return MAIL
        scheme, _, rest = self.address.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}/"


def claim_due(session: Session, now: datetime, limit: int, lane: str | None = None) -> list[UUID]:
    """Lease at most `limit` due deliveries, the longest due first. Commit before sending them.

    `lane`: those that wait in the queue of this receiver's own; else those that wait in none.
    """
    due = (
        select(col(Delivery.id))
        .where(
            col(Delivery.status) == DeliveryStatus.PENDING,
            col(Delivery.lane) == lane,
            col(Delivery.next_attempt_at) <= now,
            nobody_has_it(now),
            or_(col(Delivery.expires_at).is_(None), col(Delivery.expires_at) > now),
        )
        # As the index is: no lane is no constant to PostgreSQL, which would sort all that waits.
        .order_by(col(Delivery.lane), col(Delivery.next_attempt_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    # Asked first: within the update PostgreSQL may run it more than once, or compare each with all that waits.
    ids = session.connection().execute(due).scalars().all()
    return _lease(session, col(Delivery.id).in_(ids), now) if ids else []


def load_claims(session: Session, ids: Sequence[UUID]) -> list[Claim]:
    """Everything that sending the claimed deliveries needs; not those that ended since they were claimed."""
    # Not by the ORM, which takes half as long again.
    rows: Sequence[Any] = (
        session.connection()
        .execute(
            select(
                col(Delivery.id),
                col(Delivery.attempts),
                col(Delivery.attempts_before),
                col(Delivery.expires_at),
                col(Delivery.claimed_until),
                col(Delivery.subscription_id),
                col(Subscription.channel),
                col(Subscription.format),
                col(Subscription.address),
                col(Subscription.headers),
                col(Subscription.secret),
                col(Subscription.previous_secret),
                col(Subscription.previous_secret_until),
                col(Delivery.event_id),
            )
            .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
            .where(
                col(Delivery.id).in_(given_ids(session, ids)), col(Delivery.status) == DeliveryStatus.PENDING
            )
            .order_by(col(Delivery.next_attempt_at))
        )
        .all()
    )
    told = load_told(session, {row[-1] for row in rows})
    digests = [row[0] for row in rows if told[row[-1]].event.type == EventType.DIGEST]
    gathered = _load_gathered(session, digests) if digests else {}
    return [
        Claim(*row[:-1], told=told[row[-1]], gathered=gathered.get(row[0], ()))  # type: ignore[misc] # the columns above are its fields
        for row in rows
    ]


def load_told(session: Session, events: Iterable[UUID]) -> dict[UUID, EventDetails]:
    """What each event tells."""
    rows = session.execute(
        select(Event, Release, Title, col(Reminder.lead), col(Reminder.timezone))
        .outerjoin(Release, col(Release.id) == col(Event.release_id))
        .outerjoin(Title, col(Title.id) == col(Release.title_id))
        .outerjoin(Reminder, col(Reminder.id) == col(Event.reminder_id))
        .where(col(Event.id).in_(events))
    ).all()
    return {
        event.id: EventDetails(event, (release, title) if release is not None else None, lead, timezone)
        for event, release, title, lead, timezone in rows
    }


def _load_gathered(session: Session, digests: Sequence[UUID]) -> dict[UUID, list[EventDetails]]:
    """What each digest tells that is still so."""
    rows = session.execute(
        select(col(Delivery.digest_id), col(Delivery.event_id))
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .join(Release, col(Release.id) == col(Event.release_id))
        .where(
            col(Delivery.digest_id).in_(digests),
            col(Delivery.status) == DeliveryStatus.GATHERED,
            ~is_no_longer_so(),
        )
        .order_by(col(Event.occurred_at))
    ).all()
    told = load_told(session, {event for _, event in rows})
    gathered: dict[UUID, list[EventDetails]] = defaultdict(list)
    for digest, event in rows:
        gathered[digest].append(told[event])
    return {digest: told_in_digest(each) for digest, each in gathered.items()}


def told_in_digest(gathered: Iterable[EventDetails]) -> list[EventDetails]:
    """Of a release the newest of each kind, in order of opening. It is given in the order in which it happened."""
    newest = {(each.event.release_id, each.event.type): each for each in gathered}
    return sorted(newest.values(), key=_opening)


def _opening(told: EventDetails) -> tuple[date, str]:
    release, title = told.release or (None, None)
    return (release and release.opens_on) or date.max, title.name if title else ""


def _lease(session: Session, which: ColumnElement[bool], now: datetime) -> list[UUID]:
    claimed = (
        update(Delivery)
        # On SQLite nothing is locked: these conditions alone decide who has it.
        .where(which, col(Delivery.status) == DeliveryStatus.PENDING, nobody_has_it(now))
        .values(claimed_until=now + LEASE)
        .returning(col(Delivery.id))
    )
    return list(session.connection().execute(claimed).scalars())


def nobody_has_it(now: datetime) -> ColumnElement[bool]:
    """Whether a delivery is not leased, or its lease has run out."""
    return or_(col(Delivery.claimed_until).is_(None), col(Delivery.claimed_until) <= now)
