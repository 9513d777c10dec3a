import re
from collections.abc import Iterator

import httpx
import pytest

from api import limits
from tests.web.site import site


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site(tmp_path_factory.mktemp("site"), hostile=True) as address:
        yield address


@pytest.fixture
def visitor(address: str) -> Iterator[httpx.Client]:
    """A browser without scripts, of nobody in particular."""
    limits.forget_rates()
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


def text_of(page: httpx.Response) -> str:
    """What is read on a page, a space for each run of spaces and tags."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page.text.partition("<main")[2])
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def found(pattern: str, page: httpx.Response) -> str:
    match = re.search(pattern, page.text)
    assert match is not None, f"{pattern} is not in {page.text[:2000]}"
    return match.group(1)
