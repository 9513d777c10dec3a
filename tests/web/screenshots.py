"""`python -m tests.web.screenshots FOLDER`: every page, light and dark, on a phone and on a desktop."""

import sys
import tempfile
from pathlib import Path
from urllib.parse import urljoin

from tests.web.browser import HOW_TO, browsing, chromium
from tests.web.newsroom import PRESS, newsroom
from tests.web.places import editors_pages, pages, subscribers_pages

LOOKS = ("light", "dark")
WIDTHS = {"phone": (390, 844), "desktop": (1280, 900)}


def take_all(folder: Path) -> int:
    """Write the screenshots. Return 1 if there is no browser."""
    path = chromium()
    if path is None:
        print(HOW_TO, file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, newsroom(Path(scratch)) as room, browsing(path) as browser:
        of_mails = subscribers_pages(room)
        for look in LOOKS:
            for device, (width, height) in WIDTHS.items():
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if look == "dark" else "light",
                    locale="en-NZ",
                )
                for name, where in {**pages(room.address), **of_mails}.items():
                    page.goto(urljoin(room.address, where))
                    page.screenshot(path=folder / f"{name}-{look}-{device}.png", full_page=True)
                page.goto(f"{room.address}/desk")
                page.screenshot(path=folder / f"desk-sign-in-{look}-{device}.png", full_page=True)
                page.get_by_label("Your token").fill(room.everywhere)
                page.get_by_role("button", name="Sign in").click()
                for name, where in editors_pages(room.address).items():
                    page.goto(f"{room.address}{where}")
                    page.screenshot(path=folder / f"{name}-{look}-{device}.png", full_page=True)
                page.goto(f"{room.address}/desk")
                page.get_by_label("The announcement").fill(PRESS)
                page.get_by_role("button", name="Read it").click()
                page.screenshot(path=folder / f"desk-drafts-{look}-{device}.png", full_page=True)
                page.close()
    print(f"{len(list(folder.glob('*.png')))} screenshots in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(take_all(Path(sys.argv[1])))
