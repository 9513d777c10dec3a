"""The desk and the scheduler together, through whatever editors, subscribers, time and crashes do to them.

What holds, for each subscription, release and day that it opens on:

1. At most once: a reminder of so many days before that day is sent under one webhook-id only. It is sent again, under
   the same one, only if the receiver did not take it, or what came of it was never written down.
2. At least once: a reminder that is due, to a subscription that wanted it and for a date that was set before its
   instant, is on its way, delivered or held, or a nearer one of the same day is. News likewise. What is on its way
   arrives in the end. It ends otherwise only
   - superseded: its date moved, fell or came back since, or a nearer or the same reminder stands beside it;
   - expired: the release's day was over, or would have been at the next try;
   - failed: the receiver said 410 Gone, or did not take it ten times;
   - held: the subscription is paused.
3. Nothing is sent before its instant, nor for a date that has moved or been cancelled.
4. Nothing is sent once the release's opening day has ended in its zone.
5. After downtime a subscription gets one reminder of a release at most, and never a further one after a nearer one;
   a reminder says that it is late if it comes more than ten minutes after its instant, and only then.

The desk, the tick, the claims, the dispatch and the record are the product's; only the receiver is played.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from db.words import DeliveryStatus, EventType
from scheduler.deliveries.lease import LEASE
from tests.faults.conftest import Say
from tests.faults.promises.checks import Checks, ReminderKey, key_of
from tests.faults.promises.model import Film, Reader, owed
from tests.faults.promises.play import Play

# Daylight saving begins in New York on the 9th.
START = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)
JUMPS = [
    timedelta(seconds=1), timedelta(seconds=20), LEASE + timedelta(seconds=1), timedelta(minutes=11),
    timedelta(hours=1), timedelta(hours=9), timedelta(days=1), timedelta(days=2), timedelta(days=6),
]  # fmt: skip
REMINDER = EventType.REMINDER.value
ALL_NEWS = (EventType.ANNOUNCED.value, EventType.MOVED.value, EventType.CANCELLED.value)

days_ahead = st.integers(0, 12)
leads = st.lists(st.sampled_from([7, 3, 1, 0]), unique=True, min_size=1)
hours = st.sampled_from([0, 9, 18])
regions = st.sampled_from(["NZ", "US", "WW"])
which = st.integers(0, 3)


class Promises(RuleBasedStateMachine):
    template: Path
    counted: ClassVar[Counter[str]] = Counter()  # over all plays: in how many deliveries each end was reached

    def __init__(self) -> None:
        super().__init__()
        self.play = Play(self.template, START)
        self.checks = Checks(self.play)
        self.ticked_at = START

    def teardown(self) -> None:
        try:
            self.all_arrives_in_the_end()
            ends = [row.delivery.status.value for row in self.play.rows()]
            self.counted.update(["plays", *ends, *("webhooks" for _ in self.play.post.came)])
        finally:
            self.play.close()

    # What editors do.

    @initialize()
    def begin(self) -> None:
        self.add("NZ", 8)
        self.subscribe(None, [7, 1, 0], 9, (REMINDER, *ALL_NEWS))

    @precondition(lambda self: len(self.play.films) < 4)
    @rule(region=regions, days=days_ahead)
    def add(self, region: str, days: int) -> None:
        self.play.announce(region, self.day(days))

    @rule(which=which, days=days_ahead)
    def move(self, which: int, days: int) -> None:
        if film := self.film(which, stands=True):
            day = self.day(days)
            self.play.move(film, day.isoformat(), day, day)

    @rule(which=which)
    def make_inexact(self, which: int) -> None:
        if film := self.film(which, stands=True):
            self.play.move(film, "2025-08", None, date(2025, 8, 31))

    @rule(which=which, zone=st.sampled_from(["Pacific/Auckland", "Australia/Perth", "America/New_York"]))
    def change_zone(self, which: int, zone: str) -> None:
        film = self.film(which, stands=True)
        if film is not None and film.region != "WW":
            self.tick()  # the workers are up: what was due in the old zone has been sent
            self.play.change_zone(film, zone)

    @rule(which=which)
    def cancel(self, which: int) -> None:
        if film := self.film(which, stands=True):
            self.play.cancel(film)

    @rule(which=which)
    def restore(self, which: int) -> None:
        if film := self.film(which, stands=False):
            self.play.restore(film)

    # What subscribers do.

    @precondition(lambda self: len(self.play.readers) < 4)
    @rule(
        region=st.none() | regions,
        leads=leads,
        hour=hours,
        events=st.sampled_from([(REMINDER,), (REMINDER, *ALL_NEWS)]),
    )
    def subscribe(self, region: str | None, leads: list[int], hour: int, events: tuple[str, ...]) -> None:
        self.play.subscribe(region, leads, hour, events)

    @rule(which=which, leads=leads, hour=hours)
    def choose_again(self, which: int, leads: list[int], hour: int) -> None:
        self.play.choose(self.reader(which), leads, hour)

    @rule(which=which)
    def pause_or_resume(self, which: int) -> None:
        self.play.pause_or_resume(self.reader(which))

    # What time does, and what workers do.

    @rule(by=st.sampled_from(JUMPS))
    def time_passes(self, by: timedelta) -> None:
        self.play.clock.advance(by)

    @rule(film=which, reader=which, nth=which)
    def time_passes_until_a_reminder(self, film: int, reader: int, nth: int) -> None:
        """To its very instant, or to the last second of the opening day."""
        of, to = self.film(film, stands=True), self.reader(reader)
        if of is None or (end := to.day_ends(of)) is None:
            return
        instants = [*to.instants(of).values(), end - timedelta(seconds=1)]
        if coming := sorted(instant for instant in instants if instant > self.play.now):
            self.play.clock.set(coming[nth % len(coming)])

    @rule()
    def tick(self) -> None:
        now = self.play.now
        due = owed(self.play.films.values(), self.play.readers.values(), self.ticked_at, now)
        self.play.tick()
        self.ticked_at = now
        rows = self.play.rows()
        for each in due:
            assert any(
                (row.delivery.subscription_id, row.event.release_id, row.event.opens_on)
                == (each.reader, each.film, each.day)
                and row.delivery.status != DeliveryStatus.SUPERSEDED
                for row in rows
                if row.reminder is not None and row.reminder.lead <= each.lead
            ), f"lost: {each}"
        self.checks.check_news(rows)

    @rule()
    def crash_in_a_tick(self) -> None:
        self.play.crash_in_a_tick()

    @rule()
    def crash_between_claim_and_send(self) -> None:
        self.tick()
        self.play.claim()

    @rule(answer=st.sampled_from([200, 200, 200, 500, None, 410]))
    def send(self, answer: int | None) -> None:
        """As a worker that has come up: it ticks, claims and sends. Something may come before it writes that down."""
        self.tick()
        before = len(self.play.post.came)
        self.play.send(self.play.claim(), answer)
        rows = {row.delivery.id: row for row in self.play.rows()}
        reminded: Counter[ReminderKey] = Counter()
        for came in self.play.post.came[before:]:
            row = rows[came.id]
            self.checks.check_webhook(came, row)
            if row.reminder is not None:
                reminded[key_of(row)] += 1
        assert max(reminded.values(), default=1) == 1, "a burst"

    @rule(answer=st.sampled_from([200, 200, 500]))
    def send_and_write_down(self, answer: int) -> None:
        self.send(answer)
        self.write_down()

    @precondition(lambda self: self.play.unrecorded)
    @rule()
    def write_down(self) -> None:
        taken = {result.claim.delivery_id for result in self.play.unrecorded if result.outcome.succeeded}
        self.play.write_down()
        self.checks.written_down |= taken

    @precondition(lambda self: self.play.unrecorded)
    @rule()
    def crash_between_send_and_record(self) -> None:
        self.play.unrecorded.clear()

    @invariant()
    def every_delivery_is_where_it_is_for_a_reason(self) -> None:
        rows = self.play.rows()
        for row in rows:
            assert self.checks.has_its_reason(row, rows), f"{row.delivery.status} for no reason: {row}"

    def all_arrives_in_the_end(self) -> None:
        """Time goes on and the receiver takes everything: then nothing is left on its way, but to the paused."""
        for _ in range(200):
            self.write_down()
            self.every_delivery_is_where_it_is_for_a_reason()
            waiting = [
                row.delivery for row in self.play.rows() if row.delivery.status == DeliveryStatus.PENDING
            ]
            if not waiting:
                return
            ready = min(
                max(each.next_attempt_at, each.claimed_until or each.next_attempt_at) for each in waiting
            )
            self.play.clock.set(max(self.play.now, ready))
            self.send(200)
        raise AssertionError("something is on its way for ever")

    # What the rules need.

    def day(self, ahead: int) -> date:
        return self.play.now.date() + timedelta(days=ahead)

    def film(self, which: int, *, stands: bool) -> Film | None:
        films = [film for film in self.play.films.values() if film.stands is stands]
        return films[which % len(films)] if films else None

    def reader(self, which: int) -> Reader:
        readers = list(self.play.readers.values())
        return readers[which % len(readers)]


def test_what_subscribers_are_promised_holds_through_anything(
    sqlite_template: Path, soak: bool, say: Say
) -> None:
    Promises.template = sqlite_template
    Promises.counted.clear()
    run_state_machine_as_test(
        Promises,
        settings=settings(
            max_examples=300 if soak else 8,
            stateful_step_count=40,
            derandomize=not soak,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink] if soak else [Phase.generate],
        ),
    )
    counted = Promises.counted
    assert counted["plays"] > 0
    say(", ".join(f"{count} {what}" for what, count in counted.most_common()))
