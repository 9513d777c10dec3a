import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser

from api import limits
from tests.web.browser import HOW_TO, browsing, chromium
from tests.web.site import site

if TYPE_CHECKING:
    from tests.web.newsroom import Newsroom  # it asks for the functions below


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site(tmp_path_factory.mktemp("site"), hostile=True) as address:
        yield address


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Newsroom"]:
    from tests.web.newsroom import newsroom

    with newsroom(tmp_path_factory.mktemp("newsroom")) as room:
        yield room


@pytest.fixture
def visitor(address: str) -> Iterator[httpx.Client]:
    """A browser without scripts, of nobody in particular."""
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


def text_of(page: httpx.Response) -> str:
    """What is read on a page, a space for each run of spaces and tags."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page.text.partition("<main")[2])
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def found(pattern: str, page: httpx.Response) -> str:
    match = re.search(pattern, page.text)
    assert match is not None, f"{pattern} is not in {page.text[:2000]}"
    return match.group(1)
