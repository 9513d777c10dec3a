"""What the fault tests share."""

from collections.abc import Callable, Iterator

import pytest
from structlog.testing import capture_logs

Say = Callable[[str], None]


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether these are the long runs."""
    return bool(request.config.getoption("--soak"))


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], soak: bool) -> Say:
    """Prints what a long run has counted."""

    def print_now(line: str) -> None:
        if soak:
            with capsys.disabled():
                print(f"\n{line}")  # noqa: T201 - what the long run is for

    return print_now


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Failures are what is played here: their logs would be long, and slow."""
    with capture_logs():
        yield
