"""Workers are killed at random moments while thousands of deliveries are due.

All workers of a round start by one clock, and each is killed at a moment of its own. The next round's clock starts
after the last lease that the dead can have taken, as after an outage of a minute: so nobody has to wait for it.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from db.engine import Database
from scheduler.deliveries.lease import LEASE
from tests.faults.conftest import Say
from tests.faults.ledger import Ledger, keeping
from tests.faults.stage import DUE, all_delivered, check_integrity, delivered, fill, most_attempts
from tests.faults.workers import Crew, crew
from tests.openingday.service import wait_until

SLOWNESS = 0.02  # seconds that the receiver takes to answer, at most: so that a kill can fall into them
STALLED = 5.0  # seconds without an arrival, after which those who live have nothing that they may send


@dataclass
class Story:
    """What happened, in numbers."""

    kills: int = 0
    rounds: int = 0
    cut: int = 0  # webhooks that had arrived, and were not recorded before their sender was killed
    starting: int = 0  # kills before the round's first arrival
    seen: int = 0  # arrivals before this round
    recorded: set[str] = field(default_factory=set)  # before this round


@pytest.mark.parametrize("seed", [20241226])
def test_every_delivery_arrives_though_workers_are_killed(
    database_url: str, database: Database, tmp_path: Path, soak: bool, say: Say, seed: int
) -> None:
    releases, subscriptions, kills = (50, 100, 200) if soak else (20, 15, 2)
    workers = 1 if database.is_sqlite else 3 if soak else 2
    rng = Random(seed)  # noqa: S311 - the moments, not a secret
    story = Story()
    began = time.monotonic()
    with keeping(tmp_path / "ledger", slowness=SLOWNESS) as ledger, crew(tmp_path, database_url) as ours:
        count = fill(database, ledger.url, releases=releases, subscriptions=subscriptions)
        now = DUE
        while story.kills < kills:
            now = _one_round(ours, ledger, now, list(_moments(rng, count, kills, workers, story)), story)
            _check_round(ledger, database, story)
        ours.start(now)
        wait_until(lambda: all_delivered(database, count))
        ours.stop()
        _check_round(ledger, database, story)
        arrivals = Counter(ledger.ids())
    assert len(arrivals) == count
    assert set(arrivals) == delivered(database)
    assert most_attempts(database) == 1
    assert sum(arrivals.values()) - count == story.cut
    if database.is_sqlite:
        with database.read() as session:
            check_integrity(session)
    say(
        f"{'SQLite' if database.is_sqlite else 'PostgreSQL'}, {workers} at once: {story.kills} kills in "
        f"{story.rounds} rounds ({story.starting} before a round's first arrival), {count} deliveries, "
        f"{sum(arrivals.values())} arrivals, {story.cut} second copies (most of one: {max(arrivals.values())}), "
        f"0 lost, {time.monotonic() - began:.0f} s"
    )


def _moments(rng: Random, count: int, kills: int, workers: int, story: Story) -> Iterator[tuple[int, float]]:
    """For each worker of a round: after how many more arrivals, and then after how many seconds, it is killed.

    So many that about a kill's share of what is left gets recorded, beside what each kill cuts off.
    """
    left, kills_left = count - len(story.recorded), kills - story.kills
    share = left // kills_left + story.cut // max(story.kills, 1)
    for _ in range(min(workers, kills_left)):
        yield rng.randint(0, min(2 * share, left // 2)), rng.uniform(0, 0.02)


def _one_round(
    ours: Crew, ledger: Ledger, now: datetime, moments: list[tuple[int, float]], story: Story
) -> datetime:
    """Start as many workers as there are moments, and kill each at its own; when the next round can start."""
    began = time.monotonic()
    for process in [ours.start(now) for _ in moments]:
        arrivals, pause = moments.pop()
        _wait_for_arrivals(ledger, ledger.count() + arrivals)
        time.sleep(pause)
        story.starting += ledger.count() == story.seen
        ours.kill(process)
        story.kills += 1
    ledger.settle()
    story.rounds += 1
    return now + timedelta(seconds=time.monotonic() - began) + LEASE + timedelta(seconds=1)


def _wait_for_arrivals(ledger: Ledger, wanted: int) -> None:
    last, since = ledger.count(), time.monotonic()
    while last < wanted and time.monotonic() - since < STALLED:
        time.sleep(0.001)
        if (count := ledger.count()) != last:
            last, since = count, time.monotonic()


def _check_round(ledger: Ledger, database: Database, story: Story) -> None:
    """Within a round nothing comes twice, nor does what an earlier round had recorded."""
    arrived = ledger.ids(since=story.seen)
    assert len(set(arrived)) == len(arrived)
    assert not story.recorded.intersection(arrived)
    story.recorded = delivered(database)
    story.seen += len(arrived)
    story.cut += len(set(arrived) - story.recorded)
