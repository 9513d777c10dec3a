"""PostgreSQL's own high availability: the primary is gone and the standby promoted; everybody finds it."""

import time
from pathlib import Path

import pytest

from tests.faults.conftest import Say
from tests.faults.stage import delivered, opened
from tests.hosts.faults import Fault, healing_of_database
from tests.hosts.network import Network
from tests.hosts.postgresql import STANDBY, Server, follow
from tests.hosts.stage import Stage, performing
from tests.hosts.tally import finish, table

UNDECIDED = 3.0  # seconds that whoever watches over the servers takes to promote the standby


@pytest.mark.parametrize("way", ["its process is killed", "its host loses power"])
def test_nothing_recorded_is_lost_when_the_standby_takes_over(
    hosts: Network, folder: Path, say: Say, way: str
) -> None:
    primary, standby = Server(hosts.host("primary"), folder), Server(hosts.host("standby"), folder)
    stage = Stage(hosts, folder, workers=2)
    with performing(stage, primary, standby):
        primary.make()
        primary.start(synchronous_standby_names=STANDBY)
        follow(standby, primary)
        both = f"{primary.host.address}:5432,{standby.host.address}:5432"
        stage.start(f"postgresql://postgres@{both}/postgres", primary.local_url)
        stage.wait_for_alerts()
        with opened(primary.local_url) as database:
            recorded = delivered(database)
        began = time.time()
        if way == "its host loses power":
            primary.host.cut_off()  # nobody is told
        primary.kill()
        time.sleep(UNDECIDED)
        standby.promote()
        fault = Fault(f"the primary: {way}; the standby is promoted", began, time.time())
        healing = healing_of_database(stage, fault)
        assert all(worker.is_alive for worker in stage.workers)
        with opened(standby.local_url) as database:
            counted = finish(stage, database, [fault])
            assert recorded <= delivered(database)
        later = {arrival["id"] for arrival in stage.arrivals() if arrival["at"] > fault.healed}
        assert not recorded & later, "what was recorded as delivered came again"
    say(
        f"2 web, 2 workers: {counted}; {len(recorded)} recorded before, all of them after\n{table([healing])}"
    )
