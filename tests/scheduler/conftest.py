"""What the scheduler's tests share."""

import asyncio
from collections.abc import Iterator

import pytest
import trustme
import uvloop

from db.engine import Database
from releases.clock import Clock
from tests.post_office import PostOffice
from tests.receiver import Receiver
from tests.scheduler.scene import Scene
from tests.scheduler.sending import Runner


@pytest.fixture
def scene(database: Database, clock: Clock) -> Scene:
    return Scene(database, clock)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def post(scene: Scene) -> Iterator[PostOffice]:
    """Where the scene's mails go."""
    with PostOffice() as office:
        scene.post_office = office
        yield office


@pytest.fixture(params=[asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Runner:
    found: Runner = request.param
    return found


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()
