"""What the transport's tests share."""

import asyncio
from collections.abc import Iterator

import pytest
import trustme
import uvloop

from tests.hostile import hostile_receivers
from tests.scheduler.sending import Runner


@pytest.fixture(params=[asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Runner:
    found: Runner = request.param
    return found


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def hostile(authority: trustme.CA) -> Iterator[dict[str, str]]:
    """The address of each hostile receiver."""
    with hostile_receivers(authority) as urls:
        yield urls
