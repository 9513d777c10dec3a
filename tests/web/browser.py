"""The system's Chromium, for the tests and the screenshots."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO = (
    "there is no Chromium: install one (Debian: apt install chromium) or name it in OPENINGDAY_TEST_CHROMIUM"
)


def chromium() -> str | None:
    """Its path; none if there is none."""
    named = os.environ.get("OPENINGDAY_TEST_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def browsing(path: str) -> Iterator[Browser]:
    """A browser, as long as the block lasts. While it does, no other event loop can run in this thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            yield browser
        finally:
            browser.close()
