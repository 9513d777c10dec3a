"""What the tests on several hosts share."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Say
from tests.hosts.network import Network, network, why_not


@pytest.fixture
def hosts(request: pytest.FixtureRequest) -> Iterator[Network]:
    """A network for hosts, where there can be one."""
    if not request.config.getoption("--hosts"):
        pytest.skip("several hosts are played by `make hosts`")
    if reason := why_not():
        pytest.skip(reason)
    with network() as made:
        yield made


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not among pytest's own folders: it closes them to the user that PostgreSQL runs as."""
    with tempfile.TemporaryDirectory(prefix="openingday-hosts-") as made:
        yield Path(made)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Prints what was counted."""

    def print_now(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}")  # noqa: T201 - what the test is for, beside its checks

    return print_now
