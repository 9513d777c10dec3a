"""What the scheduler's tests share."""

import asyncio

import pytest
import trustme
import uvloop

from tests.scheduler.sending import Runner


@pytest.fixture(params=[asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Runner:
    found: Runner = request.param
    return found


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()
