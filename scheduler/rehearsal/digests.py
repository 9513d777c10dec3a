"""The digests that will be sent: production's own code makes them, in a scratch database.

What is gathered now, and what the fan-out's conditions say will be gathered, is put there at its instant; between those
instants, due digests are made there and taken as delivered. Only subscriptions that have something gathered are there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import groupby, islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlmodel import Session, col

from db.engine import Database
from db.models import Delivery, Event, Release, Reminder, Subscription, Title
from db.tables import table_of
from db.words import DeliveryStatus, EventType, SubscriptionStatus
from scheduler.deliveries.lease import load_gathered
from scheduler.deliveries.outcomes import mark_digest_delivered
from scheduler.fanout.fan_out import supersede_older_reminders
from scheduler.fanout.tick import expire_deliveries
from scheduler.messages.event_details import EventDetails, load_event_details
from scheduler.rehearsal.alert import RECIPIENT, RehearsedAlert, alert_to
from scheduler.rehearsal.future_events import (
    AT_ONCE,
    deliveries_foreseen,
    given,
    new_events,
    reminders_to_come,
)
from scheduler.rehearsal.scratch import add_rows, copy_rows, scratch_database
from scheduler.subscriptions.digests import make_digests, next_digest

_ROWS_AT_ONCE = 1_000  # per transaction in the scratch database
LONGEST_INTERVAL = timedelta(days=8)  # between two digests: a week, and the hour by which clocks go back

_GETS_DIGESTS = (
    col(Subscription.digest_at).is_not(None),
    col(Subscription.status) == SubscriptionStatus.ACTIVE,
)
# Everything but the subscriber's secrets, which no digest is made of.
_SUBSCRIPTION = [
    column.label(f"subscriber_{column.name}")
    for column in table_of(Subscription).c
    if column.name not in {"secret", "previous_secret", "manage_token_hash", "headers"}
]
_DELIVERY = [column.name for column in table_of(Delivery).c]


def rehearse_digests(
    session: Session, now: datetime, first: datetime, last: datetime
) -> Iterator[RehearsedAlert]:
    """Return every digest that will be sent from `first` to `last`, in order of time; perhaps some before."""
    with scratch_database() as database:
        scratch = _Scratch(session, database, now)
        scratch.add_present()
        if session.execute(select(col(Subscription.id)).where(*_GETS_DIGESTS).limit(1)).first():
            # What was gathered longer ago is in digests before `first`.
            reminders = reminders_to_come(session, now, first - LONGEST_INTERVAL, last)
            sources = [_foreseen(session, pages, now) for pages in (new_events(session), reminders)]
            for at, gathered in groupby(merge(*sources, key=attrgetter("at")), key=attrgetter("at")):
                yield from scratch.send_digests(before=at)
                while batch := list(islice(gathered, _ROWS_AT_ONCE)):
                    scratch.add_fanned_out(at, batch)
        yield from scratch.send_digests(before=last + timedelta.resolution)


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """A delivery that the fan-out will write."""

    at: datetime
    details: EventDetails
    row: Row[Any]  # of `deliveries_foreseen`, with the subscription


def _foreseen(
    session: Session, pages: Iterable[Sequence[EventDetails]], now: datetime
) -> Iterator[_Foreseen]:
    """Return what will be gathered, oldest first; and what will have expired, which still supersedes older reminders."""
    who = deliveries_foreseen(session, now)
    asked = (
        select(*who.c, *_SUBSCRIPTION)
        .join(Subscription, col(Subscription.id) == who.c.subscription_id)
        .where(who.c.status.in_([DeliveryStatus.GATHERED, DeliveryStatus.EXPIRED]), *_GETS_DIGESTS)
        .order_by(who.c.created_at, who.c.occurred_at, who.c.event_id, who.c.subscription_id)
    )
    for page in pages:
        by_event = {each.event.id: each for each in page}
        rows = session.execute(asked, given(session, page), execution_options={"yield_per": AT_ONCE})
        for row in rows:
            yield _Foreseen(row.created_at, by_event[row.event_id], row)


class _Scratch:
    """The scratch database, as time passes in it."""

    def __init__(self, live: Session, database: Database, now: datetime) -> None:
        self._live = live
        self._database = database
        self._now = now

    def add_present(self) -> None:
        """Copy what is gathered now, and the digests that are pending."""
        present = (
            select(*table_of(Delivery).c, *_SUBSCRIPTION)
            .select_from(Delivery)
            .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
            .join(Event, col(Event.id) == col(Delivery.event_id))
        )
        gathered = present.where(*_GETS_DIGESTS, col(Delivery.status) == DeliveryStatus.GATHERED)
        pending = present.where(
            col(Delivery.status) == DeliveryStatus.PENDING, col(Event.type) == EventType.DIGEST
        )
        for statement in (gathered, pending):
            for page in self._live.execute(statement, execution_options={"yield_per": AT_ONCE}).partitions():
                events = load_event_details(self._live, {row.event_id for row in page})
                with self._database.write() as scratch:
                    self._add(scratch, page, list(events.values()), self._now)

    def add_fanned_out(self, at: datetime, foreseen: Sequence[_Foreseen]) -> None:
        """Write what the fan-out writes at one instant."""
        events = {each.details.event.id: each.details for each in foreseen}
        with self._database.write() as scratch:
            self._add(scratch, [each.row for each in foreseen], list(events.values()), at)
            supersede_older_reminders(scratch, list(events), at)

    def send_digests(self, before: datetime) -> Iterator[RehearsedAlert]:
        """Make and deliver the digests that are due before an instant."""
        while (at := self._next_due()) is not None and at < before:
            while self._next_due() == at:
                with self._database.write() as scratch:
                    expire_deliveries(scratch, at)
                    make_digests(scratch, at)
                    alerts = _deliver(scratch, at)
                yield from alerts
            with self._database.write() as scratch:
                _drop_idle(scratch)

    def _next_due(self) -> datetime | None:
        with self._database.read() as scratch:
            pending = col(Delivery.status) == DeliveryStatus.PENDING
            instants = (
                scratch.execute(
                    select(func.min(col(Subscription.digest_at))).where(*_GETS_DIGESTS)
                ).scalar_one(),
                scratch.execute(select(func.min(col(Delivery.next_attempt_at))).where(pending)).scalar_one(),
            )
        due = min((instant for instant in instants if instant is not None), default=None)
        return None if due is None else max(due, self._now)

    def _add(
        self, scratch: Session, rows: Sequence[Row[Any]], events: Sequence[EventDetails], at: datetime
    ) -> None:
        releases = {each.release[0].id for each in events if each.release}
        titles = {each.release[1].id for each in events if each.release}
        reminders = {each.event.reminder_id for each in events if each.event.reminder_id is not None}
        copy_rows(self._live, scratch, Title, titles)
        copy_rows(self._live, scratch, Release, releases)
        copy_rows(self._live, scratch, Reminder, reminders)
        add_rows(scratch, Event, [each.event.model_dump() for each in events])
        add_rows(scratch, Subscription, [_subscription(row, at, self._now) for row in rows])
        blank = dict.fromkeys(_DELIVERY)
        deliveries = [{**blank, "attempts_before": 0, **_delivery(row)} for row in rows]
        add_rows(scratch, Delivery, deliveries)


def _subscription(row: Row[Any], at: datetime, now: datetime) -> dict[str, Any]:
    """Return the subscription's row. Its next digest is the first one at or after `at`; an overdue one is made now."""
    kept = {column.name.removeprefix("subscriber_"): getattr(row, column.name) for column in _SUBSCRIPTION}
    if kept["digest_at"] is not None and at > max(kept["digest_at"], now):
        since = at - timedelta.resolution
        kept["digest_at"] = next_digest(kept["digest"], kept["hour"], kept["timezone"], since)
    return {**kept, "manage_token_hash": str(kept["id"]), "headers": {}}


def _delivery(row: Row[Any]) -> dict[str, Any]:
    found = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return {name: found[name] for name in _DELIVERY if name in found}


def _deliver(scratch: Session, at: datetime) -> list[RehearsedAlert]:
    """Take a batch of pending digests as delivered, and return them."""
    due = (
        select(
            col(Delivery.id),
            col(Delivery.event_id),
            col(Delivery.attempts) - col(Delivery.attempts_before),
            *RECIPIENT,
        )
        .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
        .where(col(Delivery.status) == DeliveryStatus.PENDING, col(Delivery.next_attempt_at) <= at)
        .order_by(col(Delivery.id))
        .limit(_ROWS_AT_ONCE)
    )
    rows = scratch.execute(due).all()
    ids: list[UUID] = [row[0] for row in rows]
    events = load_event_details(scratch, {row[1] for row in rows})
    gathered = load_gathered(scratch, ids)
    delivered = update(Delivery).where(col(Delivery.id).in_(ids)).values(status=DeliveryStatus.DELIVERED)
    scratch.execute(delivered, execution_options={"synchronize_session": False})
    mark_digest_delivered(ids, scratch, at)
    return [
        alert_to(
            *recipient, at=at, details=events[event_id], tries=tries, gathered=gathered.get(digest_id, [])
        )
        for digest_id, event_id, tries, *recipient in rows
    ]


def _drop_idle(scratch: Session) -> None:
    """Delete the subscriptions that have nothing gathered: they come back with what is gathered next."""
    busy = select(col(Delivery.subscription_id)).where(
        col(Delivery.status).in_([DeliveryStatus.GATHERED, DeliveryStatus.PENDING])
    )
    idle = table_of(Subscription).delete().where(col(Subscription.id).not_in(busy))
    scratch.execute(idle)
