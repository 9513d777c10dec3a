"""Feeds, pages, API, export, rehearsal, previews and deliveries agree on what a region sees, on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select
from sqlmodel import col

from api import limits
from db.engine import Database
from db.models import Delivery, Event, Subscription
from db.words import DeliveryStatus, EventType
from openingday.app import make_app
from openingday.settings import Settings
from releases.editors import create_token
from releases.exports import all_releases
from scheduler.fanout.tick import tick
from scheduler.rehearsal.alerts import rehearse
from scheduler.subscriptions.preferences import EVENTS
from tests.clock import StillClock
from tests.scheduler.scene import Scene
from tests.server import serving
from tests.visibility.cases import CASES, EVERYTHING, VIEWERS, Regions

NOW = datetime(2024, 12, 18, 19, tzinfo=UTC)
LATER = NOW + timedelta(days=14)
WORKED_THROUGH = 500  # ticks, at most

Seen = dict[str, set[str]]  # by film, the names of the releases that a viewer sees


@dataclass
class World:
    """Every case's releases in one database, and a subscription for each viewer, made before them."""

    scene: Scene
    names: dict[UUID, tuple[str, str]] = field(default_factory=dict)  # a release's film and name
    readers: dict[Regions, Subscription] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return self.scene.database

    def fill(self) -> None:
        for viewer in VIEWERS:
            self.readers[viewer] = self.scene.subscribe(regions=viewer, leads=[1], events=EVENTS)
        for case in CASES:
            for row in case.rows:
                release = self.scene.announce(row.on, row.region, title=case.film, **row.more)
                if row.cancelled:
                    self.scene.cancel(release)
                if row.is_shown:
                    self.names[release.id] = (case.film, row.name)

    def seen(self, release_ids: set[UUID]) -> Seen:
        found: Seen = {case.film: set() for case in CASES}
        for film, name in (self.names[each] for each in release_ids & self.names.keys()):
            found[film].add(name)
        return found

    def seen_in(self, text: str) -> Seen:
        """What a document names: by their ids, which may be folded (RFC 5545 section 3.1)."""
        unfolded = text.replace("\r\n ", "")
        return self.seen({each for each in self.names if str(each) in unfolded})

    def work(self) -> None:
        """Fan out all that falls due in time."""
        for _ in range(WORKED_THROUGH):
            due = tick(self.scene.database, self.scene.clock)
            if due is None or due > LATER:
                return
            if isinstance(self.scene.clock, StillClock):
                self.scene.clock.set(max(due, self.scene.clock.now()))
        raise AssertionError("there is always something due")

    def delivered(self, viewer: Regions, event: EventType) -> Seen:
        """What a reader was told of by one type of event."""
        made = (
            select(col(Event.release_id))
            .join(Delivery, col(Delivery.event_id) == col(Event.id))
            .where(
                col(Delivery.subscription_id) == self.readers[viewer].id,
                col(Delivery.status) != DeliveryStatus.SUPERSEDED,
                col(Event.type) == event,
            )
        )
        with self.database.read() as session:
            return self.seen({each for each in session.execute(made).scalars() if each})

    def rehearsed(self, viewer: Regions) -> Seen:
        with self.database.read() as session:
            alerts = list(rehearse(session, NOW, NOW, LATER))
        details = (each.details for each in alerts if each.subscription_id == self.readers[viewer].id)
        return self.seen(
            {each.release[0].id for each in details if each.release and each.event.type == EventType.REMINDER}
        )


@pytest.fixture
def world(database: Database) -> World:
    made = World(Scene(database, StillClock(NOW)))
    made.fill()
    return made


@pytest.fixture
def client(world: World) -> Iterator[httpx.Client]:
    limits.forget_rates()
    app = make_app(Settings(), world.database, world.scene.clock, worker=False)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def expected(viewer: Regions) -> Seen:
    return {case.film: case.seen_by(viewer) for case in CASES}


def test_feeds_hold_what_the_region_sees(world: World, client: httpx.Client) -> None:
    for viewer in VIEWERS:
        for ending in ("ics", "json", "atom"):
            path = f"/feeds/all.{ending}?region={','.join(viewer)}" if viewer else f"/feeds/all.{ending}"
            assert world.seen_in(client.get(path).text) == expected(viewer), path
            if len(viewer) == 1:
                path = f"/feeds/{viewer[0].lower()}.{ending}"
                assert world.seen_in(client.get(path).text) == expected(viewer), path


def test_pages_show_what_the_region_sees(world: World, client: httpx.Client) -> None:
    for viewer in VIEWERS:
        if len(viewer) < 2:
            for path in (
                f"/{'-'.join(viewer).lower() or 'all'}",
                f"/embed/{'-'.join(viewer).lower() or 'all'}",
            ):
                assert world.seen_in(client.get(path).text) == expected(viewer), path


def test_the_api_lists_what_the_region_sees(world: World, client: httpx.Client) -> None:
    for viewer in VIEWERS:
        listed = client.get("/api/v1/releases", params={"region": ",".join(viewer), "limit": 200})
        assert world.seen_in(listed.text) == expected(viewer), viewer


def test_the_export_has_what_the_region_sees(world: World) -> None:
    for viewer in VIEWERS:
        if len(viewer) < 2:
            with world.database.read() as session:
                found = {UUID(each.uid) for each in all_releases(session, *viewer)}
            assert world.seen(found) == expected(viewer), viewer


def test_a_rehearsal_tells_subscribers_of_what_their_regions_see(world: World) -> None:
    for viewer in VIEWERS:
        assert world.rehearsed(viewer) == expected(viewer), viewer


def test_recipients_are_the_subscribers_whose_regions_see_the_release(
    world: World, client: httpx.Client
) -> None:
    with world.database.write() as session:
        _, token = create_token(session, "test", [], NOW)
    for release_id, (film, name) in world.names.items():
        path = f"/api/v1/releases/{release_id}/reminders"
        reminders = client.get(path, headers={"Authorization": f"Bearer {token}"}).json()["items"]
        counted = sum(each["recipients"] for each in reminders if each["lead"] == 1)
        assert counted == sum(name in expected(viewer)[film] for viewer in VIEWERS), (film, name)


@pytest.mark.parametrize("event", [EventType.REMINDER, EventType.ANNOUNCED])
def test_the_fan_out_tells_subscribers_of_what_their_regions_see(world: World, event: EventType) -> None:
    world.work()
    for viewer in VIEWERS:
        assert world.delivered(viewer, event) == expected(viewer), viewer


def test_a_subscriber_of_everything_is_told_of_everything(world: World) -> None:
    everything = {case.film: {row.name for row in case.rows if row.is_shown} for case in CASES}
    assert expected(EVERYTHING) == everything
    world.work()
    assert world.delivered(EVERYTHING, EventType.REMINDER) == everything
