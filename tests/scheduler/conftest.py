from collections.abc import Iterator

import pytest

from db.engine import Database
from releases.clock import Clock
from tests.receiver import Receiver
from tests.scheduler.scene import Scene


@pytest.fixture
def scene(database: Database, clock: Clock) -> Scene:
    return Scene(database, clock)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver
