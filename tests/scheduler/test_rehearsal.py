"""A rehearsal lists exactly what punctual ticks then send."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.engine import Database
from db.words import Channel, DeliveryStatus, EventType
from releases.listing import reminders_of
from scheduler.channels.address import without_secrets
from scheduler.rehearsal.alert import RehearsedAlert
from scheduler.rehearsal.alerts import count_recipients, rehearse
from scheduler.rehearsal.explain import reason_for
from scheduler.subscriptions.preferences import EVENTS
from tests.scheduler.punctual import REFUSED, TAKEN, Punctual, Sent, sent

START = datetime(
    2025, 3, 28, 6, 0, tzinfo=UTC
)  # clocks change in Europe on the 30th, in Australia on 6 April

DAYS = st.integers(0, 14).map(lambda days: (START + timedelta(days=days)).date())
REGIONS = st.sampled_from(["NZ", "AU", "AU-SA", "US", "WW"])
SPANS = st.integers(0, 96).map(lambda hours: timedelta(hours=hours))
WHICH = st.integers(0, 3)
WANTED = st.fixed_dictionaries(
    {
        "regions": st.lists(REGIONS, max_size=2, unique=True),
        "leads": st.lists(st.sampled_from([7, 3, 1, 0]), unique=True),
        "hour": st.sampled_from([0, 2, 9, 23]),
        "timezone": st.sampled_from([None, "Europe/London", "America/St_Johns"]),
        "digest": st.sampled_from([None, "daily", "weekly"]),
        "events": st.sets(st.sampled_from(EVENTS)).map(lambda more: sorted({EventType.REMINDER, *more})),
    }
)
DIGESTS = {
    "regions": ["NZ"],
    "hour": 9,
    "timezone": "Europe/London",
    "events": [EventType.REMINDER],
}
SATURDAY = date(2025, 3, 29)
# A method of the stage, and what it is given.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("announce_film"), REGIONS, DAYS),
        st.tuples(st.just("announce_elsewhere"), WHICH, REGIONS, DAYS),
        st.tuples(st.just("move_film"), WHICH, DAYS),
        st.tuples(st.just("cancel_or_restore"), WHICH),
        st.tuples(st.just("subscribe_to"), WANTED),
        st.tuples(st.just("choose_again"), WHICH, WANTED),
        st.tuples(st.just("pause_or_resume"), WHICH),
        st.tuples(st.just("be_down_for"), SPANS),
        st.tuples(st.just("work_for"), SPANS, st.sampled_from([TAKEN, REFUSED])),
    ),
    max_size=10,
)


@pytest.fixture
def stage(database: Database) -> Punctual:
    return Punctual(database, START)


def rehearsed(stage: Punctual, first: datetime, last: datetime) -> list[RehearsedAlert]:
    with stage.database.read() as session:
        return list(rehearse(session, stage.clock.now(), first, last))


def facts(alerts: list[RehearsedAlert]) -> list[Sent]:
    return [sent(alert.at, alert) for alert in alerts]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    films=st.lists(st.tuples(REGIONS, DAYS), min_size=1, max_size=3),
    readers=st.lists(WANTED, min_size=1, max_size=3),
    steps=STEPS,
    ahead=SPANS,
    length=SPANS,
)
# One of Saturday's is told on Monday, the other has opened by then.
@example(
    films=[("NZ", SATURDAY), ("NZ", SATURDAY + timedelta(days=7))],
    readers=[{**DIGESTS, "leads": [7, 0], "digest": "weekly"}],
    steps=[],
    ahead=timedelta(days=3),
    length=timedelta(days=1),
)
# Of a digest that waits for its next try a part is overtaken before it comes.
@example(
    films=[("NZ", SATURDAY + timedelta(days=1)), ("NZ", SATURDAY + timedelta(days=7))],
    readers=[{**DIGESTS, "leads": [7, 1, 0], "digest": "daily"}],
    steps=[("work_for", timedelta(hours=36), REFUSED)],
    ahead=timedelta(0),
    length=timedelta(days=2),
)
def test_a_rehearsal_lists_exactly_what_is_sent(
    stage: Punctual,
    films: list[tuple[str, date]],
    readers: list[dict[str, Any]],
    steps: list[tuple[Any, ...]],
    ahead: timedelta,
    length: timedelta,
) -> None:
    stage.empty()
    stage.clock.set(START)
    for film in films:
        stage.announce_film(*film)
    for wanted in readers:
        stage.subscribe_to(wanted)
    for name, *what in steps:
        getattr(stage, name)(*what)
    first = stage.clock.now() + ahead
    alerts = facts(rehearsed(stage, first, first + length))
    stage.sent.clear()
    stage.work_for(ahead + length, TAKEN)
    assert [at for at, *_ in alerts] == sorted(at for at, *_ in alerts)
    assert sorted(alerts) == sorted(each for each in stage.sent if each[0] >= first)


def test_rehearsal_shows_why_a_delivery_is_waiting(stage: Punctual) -> None:
    stage.announce_film("NZ", date(2025, 4, 5))
    stage.subscribe_to({"leads": [7, 1], "events": ["release.reminder", "release.moved"]})
    stage.work_for(timedelta(hours=15), REFUSED)  # an hour past the reminder of 28 March at 20:00 UTC
    stage.announce_film("NZ", date(2025, 4, 8))
    stage.be_down_for(timedelta(days=3))  # an hour past the second film's
    stage.announce_film("NZ", date(2025, 5, 20))
    stage.move_film(2, date(2025, 5, 21))
    now = stage.clock.now()
    alerts = rehearsed(stage, now, now + timedelta(days=7))
    assert [(alert.at - now, reason_for(alert)) for alert in alerts] == [
        (timedelta(0), "7 days before it opens; 4 tries failed"),
        (timedelta(0), "7 days before it opens; due since 2025-03-31 20:00 UTC"),
        (timedelta(0), "it was moved"),
        (timedelta(days=2, hours=23), "1 day before it opens"),
        (timedelta(days=6), "1 day before it opens"),  # clocks went back on 6 April
    ]


def test_rehearsal_leaves_out_a_retry_that_a_nearer_reminder_supersedes(stage: Punctual) -> None:
    stage.announce_film("NZ", date(2025, 3, 30))
    stage.subscribe_to({"leads": [1, 0]})
    stage.work_for(timedelta(hours=36), REFUSED)  # the next try comes after the reminder of the day itself
    assert stage.deliveries() == [(1, DeliveryStatus.PENDING)]
    now = stage.clock.now()
    assert [alert.details.lead for alert in rehearsed(stage, now, now + timedelta(days=3))] == [0]


def test_rehearsal_shows_the_contents_of_pending_and_future_digests(
    stage: Punctual,
) -> None:
    for day in (5, 6):
        stage.announce_film("NZ", date(2025, 4, day))
    stage.subscribe_to({"regions": ["NZ"], "leads": [7, 1, 0], "digest": "daily"})
    stage.subscribe_to({"regions": ["NZ"], "leads": [1, 0], "digest": "weekly", "hour": 10})
    stage.work_for(timedelta(hours=15), REFUSED)  # an hour past the first digest
    now = stage.clock.now()
    assert [
        (
            alert.timezone,
            reason_for(alert),
            [(told.release[1].name, told.lead) for told in alert.gathered if told.release],
        )
        for alert in rehearsed(stage, now, now + timedelta(days=10))
    ] == [
        ("Pacific/Auckland", why, told)
        for why, told in [
            ("a digest of 1; 4 tries failed", [("Film 0", 7)]),
            ("a digest of 1", [("Film 1", 7)]),
            ("a digest of 1", [("Film 0", 1)]),
            ("a digest of 2", [("Film 0", 0), ("Film 1", 1)]),
            ("a digest of 1", [("Film 1", 0)]),
        ]
    ]  # by Monday there is nothing left for the weekly one: both have opened


def test_rehearsal_writes_nothing_and_others_can_write_meanwhile(stage: Punctual) -> None:
    stage.announce_film("NZ", date(2025, 4, 5))
    stage.subscribe_to({})
    with stage.database.read() as session:
        alerts = rehearse(session, START, START, START + timedelta(days=30))
        first = next(alerts)
        stage.announce_film("AU", date(2025, 4, 5))  # on SQLite, one that writes would have to wait
        assert [first.details.lead, *(alert.details.lead for alert in alerts)] == [7, 1, 0]
    assert stage.deliveries() == []


def test_recipients_of_each_pending_reminder_are_counted(stage: Punctual) -> None:
    stage.announce_film("WW", date(2025, 4, 5))
    for wanted in (
        {},
        {"leads": [7]},
        {"timezone": "Europe/London"},
        {"regions": ["NZ"]},
        {"events": ["release.moved"]},
    ):
        stage.subscribe_to(wanted)
    stage.pause_or_resume(0)
    (release,) = stage.releases()
    with stage.database.read() as session:
        counts = count_recipients(session, release.id, stage.clock.now())
        times = {(each.timezone, each.lead): counts[each.id] for each in reminders_of(session, release.id)}
    assert times == {
        ("UTC", 7): 1, ("UTC", 1): 0, ("UTC", 0): 0,
        ("Europe/London", 7): 1, ("Europe/London", 1): 1, ("Europe/London", 0): 1,
        ("Pacific/Auckland", 7): 1, ("Pacific/Auckland", 1): 1, ("Pacific/Auckland", 0): 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://hooks.slack.com/services/T0/B0/xoxo", "https://hooks.slack.com/services/…"),
        ("https://discord.com/api/webhooks/12/secret", "https://discord.com/api/…"),
        ("https://example.com/hook", "https://example.com/hook"),
        ("https://example.com/hook?key=secret", "https://example.com/hook…"),
        ("https://example.com/0193b3a000007000800000000", "https://example.com/…"),
        ("https://ani:secret@example.com:8443", "https://example.com:8443/"),
    ],
)
def test_an_address_is_shown_without_its_secrets(address: str, shown: str) -> None:
    assert without_secrets(Channel.WEBHOOK, address) == shown
    assert without_secrets(Channel.EMAIL, "ani@example.com") == "ani@example.com"
