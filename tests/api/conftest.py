from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from api import limits
from db.engine import Database
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from releases.editors import create_token
from tests.receiver import Receiver
from tests.server import serving


@pytest.fixture
def client(database: Database, clock: Clock) -> Iterator[httpx.Client]:
    """The whole application, without a worker; each test begins with its rate limits unused."""
    with _application(database, clock, worker=False) as client:
        yield client


@pytest.fixture
def worked(database: Database, clock: Clock) -> Iterator[httpx.Client]:
    """The same with a worker in it."""
    with _application(database, clock, worker=True) as client:
        yield client


@contextmanager
def _application(database: Database, clock: Clock, *, worker: bool) -> Iterator[httpx.Client]:
    limits.forget_rates()
    settings = Settings(public_url="https://openingday.example", allow_private_targets=True)
    app = make_app(settings, database, clock, worker=worker)
    with serving(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def editor(database: Database, clock: Clock) -> dict[str, str]:
    """The headers of an editor without region limits."""
    return token_headers(database, clock, [])


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


def token_headers(database: Database, clock: Clock, regions: list[str]) -> dict[str, str]:
    with database.write() as session:
        _, token = create_token(session, "test", regions, clock.now())
    return {"Authorization": f"Bearer {token}"}
