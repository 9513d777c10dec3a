import os
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from api import limits
from tests.web.browser import HOW_TO, browsing, chromium
from tests.web.newsroom import Newsroom, newsroom
from tests.web.site import site


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site(tmp_path_factory.mktemp("site"), hostile=True) as address:
        yield address


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("newsroom")) as room:
        yield room


@pytest.fixture
def visitor(address: str) -> Iterator[httpx.Client]:
    """A client without scripts or cookies."""
    limits.forget_rates()
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(HOW_TO)
        pytest.skip(HOW_TO)
    with browsing(path) as browser:
        yield browser
