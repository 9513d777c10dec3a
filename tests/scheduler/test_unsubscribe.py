"""Unsubscribing from a title, a region or everything leaves the rest as it is."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from db.models import Delivery, Event, Release, Subscription, Title
from scheduler.mail.unsubscribe import Scope, unsubscribe
from tests.scheduler.scene import Scene

SEVEN_DAYS_BEFORE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)  # 09:00 in Auckland on the 19th


def leave_by(scene: Scene, subscription: Subscription, scope: Scope, release: Release) -> None:
    with scene.database.write() as session:
        about = session.get_one(Release, release.id), session.get_one(Title, release.title_id)
        unsubscribe(session, session.get_one(Subscription, subscription.id), scope, about, scene.clock.now())


def told(scene: Scene) -> list[tuple[str, str, str]]:
    """Title, region and status of each delivery."""
    statement = (
        select(Title.name, Release.region, Delivery.status)
        .join(Release, col(Release.title_id) == Title.id)
        .join(Event, col(Event.release_id) == Release.id)
        .join(Delivery, col(Delivery.event_id) == Event.id)
    )
    with scene.database.read() as session:
        return sorted((name, region, str(status)) for name, region, status in session.exec(statement))


@pytest.mark.parametrize(
    ("scope", "after"),
    [
        (
            Scope.TITLE,
            [("Anora", "NZ", "superseded"), ("Bird", "NZ", "pending"), ("Conclave", "AU", "pending")],
        ),
        (
            Scope.REGION,
            [
                ("Anora", "AU", "pending"),
                ("Anora", "NZ", "superseded"),
                ("Bird", "NZ", "superseded"),
                ("Conclave", "AU", "pending"),
            ],
        ),
        (Scope.SUBSCRIPTION, []),
        (Scope.EVERYTHING, []),
    ],
)
def test_unsubscribing_removes_the_choice_and_supersedes_its_deliveries(
    scene: Scene, scope: Scope, after: list[tuple[str, str, str]]
) -> None:
    reader = scene.subscribe_email()
    other = scene.subscribe_email("other@example.com", regions=["GB"])
    anora = scene.announce()
    for title, region in (("Bird", "NZ"), ("Conclave", "AU"), ("Anora", "AU")):
        scene.announce(title=title, region=region)
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    assert told(scene) == [("Anora", "NZ", "pending"), ("Bird", "NZ", "pending")]
    leave_by(scene, reader, scope, anora)
    scene.clock.advance(timedelta(hours=4))  # past 09:00 in Sydney
    scene.tick()
    assert told(scene) == after
    assert scene.read(other).status == "active"


def test_unsubscribing_from_everything_deletes_every_subscription_of_the_address(scene: Scene) -> None:
    first, second = scene.subscribe_email(regions=["NZ"]), scene.subscribe_email(regions=["AU"])
    leave_by(scene, first, Scope.EVERYTHING, scene.announce())
    with scene.database.read() as session:
        assert session.get(Subscription, second.id) is None


def test_unsubscribing_from_one_subscription_keeps_the_others_of_the_address(scene: Scene) -> None:
    first, second = scene.subscribe_email(regions=["NZ"]), scene.subscribe_email(regions=["AU"])
    leave_by(scene, first, Scope.SUBSCRIPTION, scene.announce())
    with scene.database.read() as session:
        assert [each.id for each in session.exec(select(Subscription))] == [second.id]


def test_unsubscribing_from_the_only_choice_deletes_the_subscription(scene: Scene) -> None:
    anora = scene.announce()
    by_title, by_region = scene.subscribe_email(titles=["anora"]), scene.subscribe_email(regions=["NZ"])
    leave_by(scene, by_title, Scope.TITLE, anora)
    leave_by(scene, by_region, Scope.REGION, anora)
    with scene.database.read() as session:
        assert list(session.exec(select(Subscription))) == []
