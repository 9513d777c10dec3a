"""What subscriptions with digests have gathered as time passes, and each digest at its instant: in memory alone.

It holds what is gathered at one time, as the database will: until the digest that tells it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Any
from uuid import UUID

from db.models import Event
from db.words import EventType, Rhythm
from scheduler.deliveries.lease import EventDetails, told_in_digest
from scheduler.rehearsal.alert import RehearsedAlert, alert_to
from scheduler.subscriptions.digests import next_digest

_Whom = Sequence[Any]  # the values of WHOM


@dataclass(frozen=True, slots=True)
class Reader:
    """A subscription that gets digests."""

    whom: _Whom
    rhythm: Rhythm
    hour: int
    digest_at: datetime

    @property
    def id(self) -> UUID:
        """The subscription's."""
        found: UUID = self.whom[0]
        return found

    def digest_from(self, instant: datetime, now: datetime) -> datetime:
        """The first digest at an instant or after it. One that is overdue is made now."""
        first = max(self.digest_at, now)
        if instant <= first:
            return first
        return next_digest(self.rhythm, self.hour, self.whom[-1], instant - timedelta.resolution)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was put aside for a digest."""

    told: EventDetails
    expires_at: datetime | None
    digest_id: UUID | None = None  # the digest that it was put into; one that failed leaves it to the next


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A digest that was made before, and will be sent."""

    whom: _Whom
    told: EventDetails
    tries: int


class Gathering:
    """What is gathered as time passes, and the digests that are to be made or sent."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._gathered: dict[UUID, list[Gathered]] = defaultdict(list)  # by subscription
        self._readers: dict[UUID, Reader] = {}  # those for whom a digest will be made
        self._on_their_way: dict[UUID, OnItsWay] = {}  # by delivery
        # When; whether it is sent and not made first, as a tick does; the delivery or the subscription.
        self._agenda: list[tuple[datetime, bool, UUID]] = []

    def expect(self, at: datetime, digest_id: UUID, digest: OnItsWay) -> None:
        """A digest that will be sent then."""
        self._on_their_way[digest_id] = digest
        heappush(self._agenda, (at, True, digest_id))

    def gather(self, reader: Reader, gathered: Gathered, at: datetime) -> None:
        """Keep it until a digest tells it."""
        self._gathered[reader.id].append(gathered)
        if reader.id not in self._readers:
            self._make_digest_from(reader, at)

    def supersede(self, reader: Reader, newer: EventDetails) -> None:
        """End the earlier reminders of the release, as the fan-out does."""
        if newer.event.type == EventType.REMINDER and reader.id in self._gathered:
            self._gathered[reader.id] = [
                each for each in self._gathered[reader.id] if not _is_earlier(each.told.event, newer.event)
            ]

    def send(self, before: datetime) -> Iterator[RehearsedAlert]:
        """The digests up to an instant."""
        while self._agenda and self._agenda[0][0] < before:
            at, is_made, which = heappop(self._agenda)
            if is_made:
                yield self._send(at, which)
            else:
                yield from self._make(at, self._readers.pop(which))

    def _send(self, at: datetime, digest_id: UUID) -> RehearsedAlert:
        digest = self._on_their_way.pop(digest_id)
        told = self._take(digest.whom[0], digest_id)
        return alert_to(*digest.whom, at=at, told=digest.told, tries=digest.tries, gathered=told)

    def _make(self, at: datetime, reader: Reader) -> Iterator[RehearsedAlert]:
        kept = [each for each in self._gathered[reader.id] if each.expires_at is None or each.expires_at > at]
        self._gathered[reader.id] = kept
        if told := self._take(reader.id, None):
            event = Event(type=EventType.DIGEST, occurred_at=at)
            yield alert_to(*reader.whom, at=at, told=EventDetails(event, None, None), gathered=told)
        if reader.id in self._gathered:
            self._make_digest_from(reader, at + timedelta.resolution)

    def _take(self, subscription_id: UUID, digest_id: UUID | None) -> list[EventDetails]:
        """What is told in a digest that is on its way; or in one that is made now: what is in none."""
        taken: list[EventDetails] = []
        kept: list[Gathered] = []
        for each in self._gathered.pop(subscription_id, []):
            is_told = each.digest_id == digest_id if digest_id else each.digest_id not in self._on_their_way
            if is_told:
                taken.append(each.told)
            else:
                kept.append(each)
        if kept:
            self._gathered[subscription_id] = kept
        return told_in_digest(sorted(taken, key=lambda told: told.event.occurred_at))

    def _make_digest_from(self, reader: Reader, at: datetime) -> None:
        self._readers[reader.id] = reader
        heappush(self._agenda, (reader.digest_from(at, self._now), False, reader.id))


def _is_earlier(event: Event, newer: Event) -> bool:
    return (
        event.type == EventType.REMINDER
        and event.release_id == newer.release_id
        and event.occurred_at < newer.occurred_at
    )
