"""Hosts are cut off from each other, stopped and killed: nothing is lost, and feeds are right once all is whole again."""

import signal
from pathlib import Path

from tests.faults.conftest import Say
from tests.faults.stage import opened
from tests.hosts.faults import Fault, healing_of_database, healing_of_worker, play
from tests.hosts.network import Network
from tests.hosts.postgresql import Server
from tests.hosts.stage import Stage, performing
from tests.hosts.tally import finish, table

NOTICED = 4.0  # seconds after which everybody knows that the database is away


def test_what_is_cut_off_comes_back_by_itself_and_nothing_is_lost(
    hosts: Network, folder: Path, say: Say
) -> None:
    server = Server(hosts.host("database"), folder)
    stage = Stage(hosts, folder, workers=3)
    with performing(stage, server):
        server.make()
        server.start()
        stage.start(f"postgresql://postgres@{server.host.address}/postgres", server.local_url)
        first, second, third = stage.workers
        stage.wait_for_alerts()
        healings = []
        for worker, what, begin, end in (
            (first, "a worker is cut off, without a word", first.host.cut_off, first.host.let_in),
            (first, "a worker's cable is pulled", first.host.pull_cable, first.host.plug_in),
            (second, "a worker is stopped (SIGTERM)", second.end, second.start),
            (third, "a worker is killed (SIGKILL)", lambda: third.end(signal.SIGKILL), third.start),
        ):
            fault = play(what, begin, end, 5)
            healings.append(healing_of_worker(stage, fault, worker))
        database = server.host
        for seconds, what, begin, end in (
            (2.0, "the database is cut off, without a word", database.cut_off, database.let_in),
            (12.0, "the database is cut off, without a word", database.cut_off, database.let_in),
            (10.0, "the database's cable is pulled", database.pull_cable, database.plug_in),
        ):
            fault = play(what, begin, end, seconds)
            healings.append(healing_of_database(stage, fault))
            check_what_was_served(stage, fault)
        assert all(worker.is_alive for worker in stage.workers)
        with opened(server.local_url) as storage:
            counted = finish(stage, storage, [healing.fault for healing in healings])
    say(f"2 web, 3 workers: {counted}\n{table(healings)}")


def check_what_was_served(stage: Stage, fault: Fault) -> None:
    """While the database was away, each service served the feed that it had, and said how old it was."""
    for service in stage.services:
        looks = [
            look
            for look in stage.looks()
            if look["service"] == service and fault.began + NOTICED < look["at"] < fault.healed
        ]
        assert {look["status"] for look in looks} <= {200}
        assert {look["warning"] for look in looks} <= {None}
        assert len({(look["films"], look["modified"]) for look in looks}) <= 1, "it changed, from nowhere"
        for look in looks:
            assert abs(int(look["age"]) - (look["at"] - fault.began)) < NOTICED, look
        ready = [
            look
            for look in stage.looks("/readyz")
            if look["service"] == service and fault.began + NOTICED < look["at"] < fault.healed
        ]
        assert {look["status"] for look in ready} <= {503}
        assert bool(looks) == bool(ready) == (fault.healed - fault.began > NOTICED)
