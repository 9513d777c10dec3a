"""The system's Chromium, for the tests and the screenshots."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO = (
    "there is no Chromium: install one (Debian: apt install chromium) or name it in OPENINGDAY_TEST_CHROMIUM"
)
SERIOUS = {"serious", "critical"}
# In the dark theme only colours differ.
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def chromium() -> str | None:
    """Return the browser's path, or None."""
    named = os.environ.get("OPENINGDAY_TEST_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def browsing(path: str) -> Iterator[Browser]:
    """Run a browser while the block lasts. Meanwhile no other event loop can run in this thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            yield browser
        finally:
            browser.close()


def faults_of(page: Page, *looks: str) -> list[str]:
    """Return accessibility faults; for the dark theme only those of colour."""
    faults = []
    for look in looks or ("light",):
        scheme: Any = look
        page.emulate_media(color_scheme=scheme)
        rules = ONLY_COLOURS if look == "dark" else None
        for finding in Axe().run(page, options=rules).response["violations"]:
            if finding["impact"] in SERIOUS:
                faults += [
                    f"{page.url}, {look}: {finding['id']}: {node['html'][:200]}" for node in finding["nodes"]
                ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(f"{page.url} is wider than the phone")
    return faults
