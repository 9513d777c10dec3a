"""What is done to the hosts, and how long everything takes to be well again after it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.hosts.diary import Entry
from tests.hosts.stage import LONG, Program, Stage
from tests.openingday.service import wait_until

AROUND = 2.0  # seconds before a fault and after it, in which a webhook that it cuts off can have come


@dataclass(frozen=True)
class Fault:
    """What was done, and when; times in seconds since 1970."""

    what: str
    began: float
    healed: float

    def explains(self, arrival: Entry) -> bool:
        """Whether it can have kept what came then from being recorded."""
        return self.began - AROUND <= float(arrival["at"]) <= self.healed + AROUND


@dataclass(frozen=True)
class Healing:
    """How long after a fault each was well again, in seconds; none where it does not matter."""

    fault: Fault
    feeds: float | None  # right on every service
    editor: float | None  # the next release that was announced
    alerts: float  # the next webhook


def play(what: str, begin: Callable[[], None], end: Callable[[], None], seconds: float) -> Fault:
    """Do something to a host for so long."""
    began = time.time()
    begin()
    time.sleep(seconds)
    end()
    return Fault(what, began, time.time())


def healing_of_worker(stage: Stage, fault: Fault, worker: Program) -> Healing:
    """Wait until a worker sends again."""
    return Healing(fault, None, None, _first(fault, partial(_sent_by, stage, worker)))


def healing_of_database(stage: Stage, fault: Fault) -> Healing:
    """Wait until every feed has what was announced before, and every service and worker goes on."""
    told = sum(entry["at"] < fault.healed for entry in stage.announced())
    feeds = [_first(fault, partial(_right, stage, service, told)) for service in stage.services]
    alerts = [_first(fault, partial(_sent_by, stage, worker)) for worker in stage.workers]
    return Healing(fault, max(feeds), _first(fault, stage.announced), max(alerts))


def _first(fault: Fault, seen: Callable[[], list[Entry]]) -> float:
    """Wait for the first of these after a fault: how many seconds after."""

    def after() -> list[Entry]:
        return [entry for entry in seen() if entry["at"] > fault.healed]

    wait_until(lambda: bool(after()), LONG)
    return float(after()[0]["at"] - fault.healed)


def _sent_by(stage: Stage, worker: Program) -> list[Entry]:
    return [arrival for arrival in stage.arrivals() if arrival["sender"] == worker.host.address]


def _right(stage: Stage, service: str, films: int) -> list[Entry]:
    return [look for look in stage.feeds_of(service) if look["films"] >= films]
