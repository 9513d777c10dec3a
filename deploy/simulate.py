"""How late alerts would be with 100 million subscriptions: a Thursday, second by second, around the world.

What a worker and a database can do is measured (measured.toml), where people live is counted (world.toml), what they
want is assumed (`Assumed`), and the rest is simulated: who waits, and how long. Run it by `make simulate`.
"""

import argparse
import tomllib
from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from releases.regions import find_region
from releases.reminders import due_at

HERE = Path(__file__).parent
THURSDAY = date(2026, 12, 17)
BEGIN = datetime(2026, 12, 16, 18, 0, tzinfo=UTC)  # before 08:00 on Thursday comes anywhere
LONGEST = timedelta(days=2)  # what is not sent by then is given up
GRID = ((4, 1), (16, 1), (64, 1), (64, 2), (128, 4), (256, 8), (512, 16), (1024, 32))  # workers, databases
MINUTES_FROM, HOURS_FROM = 100, 6_000  # seconds from which a longer unit says it better


@dataclass(frozen=True, slots=True)
class Assumed:
    """What nobody has measured yet."""

    alerts: float = 1.0  # that a subscription gets on that day
    # The local hour, and how many want it.
    hours: tuple[tuple[int, float], ...] = ((9, 0.8), (18, 0.1), (8, 0.1))
    begins: float = 1.0  # seconds until the first of what is due at once is sent: a tick, and the fan-out
    one_host: float = 0.3  # of all webhooks: those that go to the largest host, such as a chat service
    answers: float = 0.1  # seconds until a host has answered
    connections: int = 256  # of a worker: OPENINGDAY_MAX_CONNECTIONS
    places: int = 32  # of them to one host: OPENINGDAY_MAX_CONNECTIONS_PER_HOST
    database_cores: int = 16  # of each database


@dataclass(frozen=True, slots=True)
class Paces:
    """What so many workers on so many databases can do, in alerts a second."""

    workers: float
    databases: float
    one_host: float

    @classmethod
    def of(cls, workers: int, databases: int, alert: dict[str, Any], assumed: Assumed) -> Self:
        """`alert`: what one costs, as measured. Each database has its part of the subscriptions."""
        by_one = min(1000 / alert["worker_ms"], assumed.connections / assumed.answers)
        return cls(
            workers=workers * by_one,
            databases=databases * assumed.database_cores * 1000 / alert["database_ms"],
            one_host=workers * assumed.places / assumed.answers,
        )

    @property
    def all(self) -> float:
        """To all hosts together."""
        return min(self.workers, self.databases)

    def limit(self, one_host: float) -> str:
        """What holds it back, if that share of all alerts goes to one host."""
        if self.one_host < self.all * one_host:
            return "the largest host"
        return "workers" if self.workers < self.databases else "databases"


class Queue:
    """Alerts that wait, the longest first, and how late each was that no longer does."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[float, float]] = deque()  # due at this second, so many
        self.count = 0.0
        self.late: list[tuple[float, float]] = []  # seconds, so many

    def add(self, second: float, count: float) -> None:
        """These fall due."""
        self._waiting.append((second, count))
        self.count += count

    def send(self, second: float, most: float) -> float:
        """Send as many as there are and can be. How many."""
        left = most
        while self._waiting and left > 0:
            due, count = self._waiting.popleft()
            sent = min(count, left)
            if sent < count:
                self._waiting.appendleft((due, count - sent))
            self.late.append((second - due, sent))
            left -= sent
        self.count -= most - left
        return most - left

    def give_up(self, second: float) -> None:
        """What still waits counts as that late."""
        self.send(second, self.count)


def due_by_second(subscriptions: float, assumed: Assumed) -> dict[int, float]:
    """How many alerts fall due at which second of the simulation, by the clocks of the countries."""
    millions = tomllib.loads((HERE / "world.toml").read_text())["millions"]
    everybody = sum(millions.values())
    due: dict[int, float] = {}
    for country, people in millions.items():
        for hour, share in assumed.hours:
            instant = due_at(THURSDAY, 0, hour, find_region(country).timezone)
            second = int((instant - BEGIN).total_seconds())
            alerts = subscriptions * assumed.alerts * share * people / everybody
            due[second] = due.get(second, 0) + alerts
    return due


def simulate(due: dict[int, float], paces: Paces, assumed: Assumed) -> list[tuple[float, float]]:
    """How late how many alerts were, the least late first: seconds, so many."""
    largest, others = Queue(), Queue()
    second, last = 0, max(due)
    while second <= last or largest.count + others.count >= 1:
        if second in due:
            largest.add(second, due[second] * assumed.one_host)
            others.add(second, due[second] * (1 - assumed.one_host))
        # Every host has its turn; the largest gets what its places allow, and what the others leave.
        sent = largest.send(second + assumed.begins, min(paces.one_host, paces.all / 2))
        rest = others.send(second + assumed.begins, paces.all - sent)
        largest.send(second + assumed.begins, max(0, min(paces.one_host - sent, paces.all - sent - rest)))
        second += 1
        if second > LONGEST.total_seconds():
            largest.give_up(second)
            others.give_up(second)
    return sorted([*largest.late, *others.late])


def percentile(late: list[tuple[float, float]], share: float) -> float:
    """How late, in seconds, this share of the alerts was at most."""
    below, all_of_them = 0.0, sum(count for _, count in late)
    for seconds, count in late:
        below += count
        if below >= share * all_of_them:
            return seconds
    return late[-1][0]


def main() -> None:
    """Print lateness against workers and databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscriptions", type=float, default=100e6)
    subscriptions = parser.parse_args().subscriptions
    alert = tomllib.loads((HERE / "measured.toml").read_text())["alert"]
    assumed = Assumed()
    due = due_by_second(subscriptions, assumed)
    busiest = max(due, key=lambda second: due[second])
    at = BEGIN + timedelta(seconds=busiest)
    by_hour = ", ".join(f"{share:.0%} at {hour}:00" for hour, share in assumed.hours)
    print(f"""\
Measured by `{alert["command"]}` on {alert["on"]}, {alert["machine"]}:
  an alert costs a worker {alert["worker_ms"]} ms of a core, the database {alert["database_ms"]} ms and \
{alert["wal_kb"]} kB of write-ahead log.
Assumed:
  {assumed.alerts:g} alert a subscription on that Thursday, by local time {by_hour}; hosts answer in \
{assumed.answers:g} s,
  the first is sent {assumed.begins:g} s after it was due; {assumed.one_host:.0%} go to one host; a database has {assumed.database_cores} cores.
Simulated:
  {subscriptions:,.0f} subscriptions; most at once {due[busiest] / 1e6:,.1f} million, at {at:%H:%M} UTC.

  workers  databases   alerts/s  log, MB/s  late: median       p99      last  held back by""")
    for workers, databases in GRID:
        paces = Paces.of(workers, databases, alert, assumed)
        late = simulate(due, paces, assumed)
        marks = "".join(f"{_told(percentile(late, share)):>10}" for share in (0.5, 0.99, 1))
        log = paces.all * alert["wal_kb"] / 1000
        held_back = paces.limit(assumed.one_host)
        print(f"  {workers:7,}  {databases:9}  {paces.all:9,.0f}  {log:9,.0f}    {marks}  {held_back}")


def _told(seconds: float) -> str:
    if seconds < MINUTES_FROM:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < HOURS_FROM else f"{seconds / 3600:.1f} h"


if __name__ == "__main__":
    main()
