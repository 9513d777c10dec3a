"""What these tests share."""

import pytest

from db.engine import Database
from releases.clock import Clock
from tests.scheduler.scene import Scene


@pytest.fixture
def scene(database: Database, clock: Clock) -> Scene:
    return Scene(database, clock)
