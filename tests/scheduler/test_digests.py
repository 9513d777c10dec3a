"""Digests: one mail a day or a week with everything gathered, and none if there is nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from db.models import Subscription
from db.words import DeliveryStatus, EventType, Rhythm
from scheduler.subscriptions.digests import next_digest
from scheduler.subscriptions.preferences import preferences_of, set_preferences
from tests.post_office import PostOffice
from tests.scheduler.scene import Scene

NINE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)  # 09:00 in Auckland on Thursday the 19th
DAY = timedelta(days=1)
DELIVERED, GATHERED, SUPERSEDED, EXPIRED, PENDING = (
    DeliveryStatus.DELIVERED,
    DeliveryStatus.GATHERED,
    DeliveryStatus.SUPERSEDED,
    DeliveryStatus.EXPIRED,
    DeliveryStatus.PENDING,
)


def statuses(scene: Scene, reader: Subscription) -> list[DeliveryStatus]:
    return [status for _, status in scene.deliveries(reader, None)]


def text(office: PostOffice, number: int) -> str:
    body = office.wait_for(number)[number - 1].get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize(
    ("rhythm", "hour", "timezone", "after", "due"),
    [
        ("daily", 9, "Pacific/Auckland", "2024-12-18T19:59Z", "2024-12-18T20:00Z"),
        ("daily", 9, "Pacific/Auckland", "2024-12-18T20:00Z", "2024-12-19T20:00Z"),
        ("weekly", 9, "Pacific/Auckland", "2024-12-18T20:00Z", "2024-12-22T20:00Z"),  # Monday the 23rd there
        ("weekly", 0, "America/New_York", "2024-12-23T04:59Z", "2024-12-23T05:00Z"),
        ("weekly", 0, "America/New_York", "2024-12-23T05:00Z", "2024-12-30T05:00Z"),
        (
            "daily",
            2,
            "Europe/Berlin",
            "2025-03-29T02:00Z",
            "2025-03-30T01:00Z",
        ),  # 02:00 does not exist: 03:00
        ("daily", 2, "Europe/Berlin", "2025-10-25T02:00Z", "2025-10-26T00:00Z"),  # it comes twice: the first
    ],
)
def test_a_digest_is_due_at_its_hour_in_the_subscribers_zone(
    rhythm: str, hour: int, timezone: str, after: str, due: str
) -> None:
    found = next_digest(Rhythm(rhythm), hour, timezone, datetime.fromisoformat(after))
    assert found == datetime.fromisoformat(due)


def test_a_day_with_alerts_sends_one_digest_and_a_day_without_sends_none(
    scene: Scene, post: PostOffice
) -> None:
    reader = scene.subscribe_email(
        regions=["NZ"], digest="daily", events=["release.reminder", "release.moved"]
    )
    single = scene.subscribe_email("single@example.com", regions=["NZ"])
    bird, anora = scene.announce(title="Bird", on="2024-12-26"), scene.announce(on="2024-12-26")
    scene.clock.set(NINE)
    scene.work(lambda: statuses(scene, reader) == [DELIVERED] * 3)
    digests = [mail for mail in post.wait_for(3) if mail["To"] == "reader@example.com"]
    assert [mail["Subject"] for mail in digests] == ["Release news: Anora, Bird"]
    assert scene.deliveries(single) == [(7, DELIVERED), (7, DELIVERED)]
    (attached,) = digests[0].iter_attachments()
    uids = {
        str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(attached.get_content()).events
    }
    assert uids == {str(anora.id), str(bird.id)}
    scene.clock.set(NINE + DAY / 2)
    scene.move(bird, "2025-02-01")
    scene.tick()
    assert statuses(scene, reader)[-1] == GATHERED
    scene.clock.set(NINE + DAY)
    scene.work(lambda: GATHERED not in statuses(scene, reader))
    scene.clock.set(NINE + 2 * DAY)
    scene.tick()
    told = [event for event in (EventType.DIGEST,) for _ in scene.deliveries(reader, event)]
    assert len(told) == 2  # there was nothing to tell on the third day
    assert "Bird has a new date" in text(post, len(post.mails))


def test_the_next_digest_has_what_a_failed_one_had_except_what_is_stale(
    scene: Scene, post: PostOffice
) -> None:
    post.to_message = "554 not today"
    reader = scene.subscribe_email(regions=["NZ"], digest="daily", leads=[7], events=["release.reminder"])
    scene.announce()
    bird = scene.announce(title="Bird")
    scene.clock.set(NINE)
    scene.work(lambda: scene.deliveries(reader, EventType.DIGEST) == [(None, DeliveryStatus.FAILED)])
    assert scene.deliveries(reader) == [(7, GATHERED)] * 2
    scene.cancel(bird)
    post.to_message = None
    scene.clock.set(NINE + DAY)
    scene.work(lambda: (7, DELIVERED) in scene.deliveries(reader))
    assert sorted(scene.deliveries(reader)) == [(7, DELIVERED), (7, SUPERSEDED)]
    assert "Anora opens in 6 days" in text(post, 1)
    assert "Bird" not in text(post, 1)


def test_a_release_that_opened_before_the_digest_is_not_in_it(scene: Scene) -> None:
    reader = scene.subscribe_email(regions=["NZ"], digest="weekly", leads=[0])
    scene.announce()
    for days in (4, 7):  # Monday, when there is nothing yet, and the day it opens
        scene.clock.set(NINE + days * DAY)
        scene.tick()
    assert scene.deliveries(reader) == [(0, GATHERED)]
    scene.clock.set(NINE + 11 * DAY)  # Monday
    scene.tick()
    assert scene.deliveries(reader) == [(0, EXPIRED)]
    assert scene.deliveries(reader, EventType.DIGEST) == []


def test_turning_digests_off_sends_what_was_gathered(scene: Scene) -> None:
    reader = scene.subscribe_email(regions=["NZ"], digest="weekly")
    scene.announce()
    scene.clock.set(NINE)
    scene.tick()
    assert scene.deliveries(reader) == [(7, GATHERED)]
    with scene.database.write() as session:
        found = session.get_one(Subscription, reader.id)
        set_preferences(session, found, preferences_of(found, digest=None), scene.clock.now())
    assert scene.deliveries(reader) == [(7, PENDING)]
