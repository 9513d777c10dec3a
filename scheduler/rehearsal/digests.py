"""The digests that will be sent, if nothing changes: of what is gathered, and of what the fan-out will gather."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from heapq import merge
from operator import itemgetter
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Delivery, Event, Release, Subscription
from db.words import DeliveryStatus, EventType, SubscriptionStatus
from scheduler.deliveries.lease import EventDetails, load_told
from scheduler.rehearsal.alert import WHOM, RehearsedAlert
from scheduler.rehearsal.digest_simulation import Gathered, Gathering, OnItsWay, Reader
from scheduler.rehearsal.future_events import (
    AT_ONCE,
    deliveries_foreseen,
    given,
    new_events,
    reminders_to_come,
)
from scheduler.relevance import is_no_longer_so

LONGEST = timedelta(days=8)  # from one digest to the next: a week, and the hour by which clocks go back
_HAS_DIGESTS = (
    col(Subscription.digest_at).is_not(None),
    col(Subscription.status) == SubscriptionStatus.ACTIVE,
)
_RHYTHM = (col(Subscription.digest), col(Subscription.hour), col(Subscription.digest_at))


def rehearse_digests(
    session: Session, now: datetime, first: datetime, last: datetime
) -> Iterator[RehearsedAlert]:
    """Every digest that will be sent from `first` to `last`, in the order of time; perhaps some before."""
    gathering = Gathering(now)
    for at, digest_id, digest in _on_their_way(session, now):
        gathering.expect(at, digest_id, digest)
    for reader, gathered in _gathered_before(session):
        gathering.gather(reader, gathered, now)
    if session.execute(select(col(Subscription.id)).where(*_HAS_DIGESTS).limit(1)).first():
        # What was gathered longer before is told before.
        reminders = reminders_to_come(session, now, first - LONGEST, last)
        sources = [_to_be_gathered(session, pages, now) for pages in (new_events(session), reminders)]
        for at, status, reader, gathered in merge(*sources, key=itemgetter(0)):
            yield from gathering.send(before=at)
            gathering.supersede(reader, gathered.told)
            if status == DeliveryStatus.GATHERED:
                gathering.gather(reader, gathered, at)
    yield from gathering.send(before=last + timedelta.resolution)


def _on_their_way(session: Session, now: datetime) -> Iterator[tuple[datetime, UUID, OnItsWay]]:
    """Digests that will be sent, and when: not those whose time will be over."""
    pending = (
        select(
            col(Delivery.next_attempt_at),
            col(Delivery.expires_at),
            col(Delivery.id),
            col(Delivery.event_id),
            col(Delivery.attempts) - col(Delivery.attempts_before),
            *WHOM,
        )
        .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .where(col(Delivery.status) == DeliveryStatus.PENDING, col(Event.type) == EventType.DIGEST)
    )
    for page in session.execute(pending, execution_options={"yield_per": AT_ONCE}).partitions():
        told = load_told(session, {event_id for _, _, _, event_id, *_ in page})
        for next_attempt_at, expires_at, digest_id, event_id, tries, *whom in page:
            at = max(next_attempt_at, now)
            if expires_at is None or expires_at > at:
                yield at, digest_id, OnItsWay(whom, told[event_id], tries)


def _gathered_before(session: Session) -> Iterator[tuple[Reader, Gathered]]:
    """What is gathered and still so."""
    gathered = (
        select(col(Delivery.event_id), col(Delivery.expires_at), col(Delivery.digest_id), *_RHYTHM, *WHOM)
        .select_from(Subscription)
        .join(Delivery, col(Delivery.subscription_id) == col(Subscription.id))
        .join(Event, col(Event.id) == col(Delivery.event_id))
        .join(Release, col(Release.id) == col(Event.release_id))
        .where(*_HAS_DIGESTS, col(Delivery.status) == DeliveryStatus.GATHERED, ~is_no_longer_so())
    )
    for page in session.execute(gathered, execution_options={"yield_per": AT_ONCE}).partitions():
        told = load_told(session, {event_id for event_id, *_ in page})
        for event_id, expires_at, digest_id, rhythm, hour, digest_at, *whom in page:
            reader = Reader(whom, rhythm, hour, digest_at)
            yield reader, Gathered(told[event_id], expires_at, digest_id)


def _to_be_gathered(
    session: Session, pages: Iterable[Sequence[EventDetails]], now: datetime
) -> Iterator[tuple[datetime, DeliveryStatus, Reader, Gathered]]:
    """What the fan-out will gather and when, the longest due first; and what is past telling by then."""
    who = deliveries_foreseen(session, now)
    asked = (
        select(who.c.created_at, who.c.status, who.c.event_id, who.c.expires_at, *_RHYTHM, *WHOM)
        .join(Subscription, col(Subscription.id) == who.c.subscription_id)
        .where(who.c.status.in_([DeliveryStatus.GATHERED, DeliveryStatus.EXPIRED]), *_HAS_DIGESTS)
        .order_by(who.c.created_at, who.c.occurred_at, who.c.event_id, who.c.subscription_id)
    )
    for told in pages:
        by_event = {each.event.id: each for each in told}
        rows = session.execute(asked, given(session, told), execution_options={"yield_per": AT_ONCE})
        for at, status, event_id, expires_at, rhythm, hour, digest_at, *whom in rows:
            reader = Reader(whom, rhythm, hour, digest_at)
            yield at, status, reader, Gathered(by_event[event_id], expires_at)
