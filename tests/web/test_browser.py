"""The pages in a real browser, and their accessibility."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.web.browser import faults_of
from tests.web.places import pages

HOSTILE = {"hostile": "/is", "hostile month": "/is?view=month&month=2025-01", "hostile list": "/embed/is"}
LARGEST = 100_000  # octets of a page with everything it loads


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=address, locale="en-NZ", viewport={"width": 1280, "height": 900}, color_scheme="light"
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def test_a_reader_finds_a_film_and_subscribes_to_its_calendar(page: Page, address: str) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("New Zealand")
    page.get_by_placeholder("Find a film").fill("anor")
    expect(page.get_by_role("link", name="Better Man")).to_have_count(0)
    expect(page).to_have_url(f"{address}/nz?q=anor")
    page.get_by_role("link", name="Anora").click()
    expect(page.get_by_text("Opens in 7 days")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Put it in your calendar").click()
    feed = page.get_by_label("Or give any calendar app this address")
    expect(feed).to_have_value("http://127.0.0.1:8000/feeds/nz.ics")
    page.get_by_label("digital").check(force=True)
    expect(feed).to_have_value("http://127.0.0.1:8000/feeds/nz.ics?type=digital")
    expect(page.get_by_role("link", name="Wallace & Gromit: Vengeance Most Fowl")).to_be_visible()
    page.get_by_label("Only certain titles").fill("flow")
    page.get_by_role("button", name="Choose").click()
    page.get_by_role("button", name="Make my calendar").click()
    made = page.get_by_label("Or give any calendar app this address").input_value()
    calendar = httpx.get(made.replace("http://127.0.0.1:8000", address))
    assert calendar.headers["content-type"].startswith("text/calendar")


def test_a_reader_without_scripts_can_do_the_same(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="en-NZ", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_placeholder("Find a film").fill("anor")
    page.get_by_label("in cinemas").check(force=True)
    page.get_by_role("button", name="Show").click()
    assert page.get_by_role("listitem").filter(has_text="Anora").count() == 1
    assert page.get_by_role("link", name="Better Man").count() == 0
    page.get_by_text("Another region").click()
    page.get_by_role("link", name="Australia").click()
    page.goto("/")
    assert page.get_by_role("heading", level=1).inner_text() == "Australia"
    page.get_by_role("button", name="dark").click()
    assert page.locator("html").get_attribute("data-look") == "dark"
    context.close()


def test_every_page_is_accessible_in_both_themes(browser: Browser, address: str) -> None:
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "404 (Not Found)" not in message.text:
            faults.append(message.text)

    for look in ("light", "dark"):
        scheme: Any = look
        page = browser.new_page(
            base_url=address,
            viewport={"width": 390, "height": 844},
            color_scheme=scheme,
            reduced_motion="reduce",  # colours in transition cannot be judged
        )
        page.on("console", note)
        for path in (pages(address) | HOSTILE).values():
            page.goto(path)
            faults += faults_of(page, look)
        page.close()
    assert faults == []


def test_a_page_is_small_and_loads_nothing_from_other_hosts(page: Page, address: str) -> None:
    for path in pages(address).values():
        page.goto(path)
        loaded = page.evaluate(
            "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
            ".map(each => [each.name, each.decodedBodySize])"
        )
        assert len(loaded) > 1
        assert all(name.startswith(f"{address}/") for name, _ in loaded)
        assert 0 < sum(octets for _, octets in loaded) < LARGEST


def test_everything_is_reachable_by_keyboard(page: Page) -> None:
    page.goto("/nz")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.locator("details.menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="All regions")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="All regions")).to_be_hidden()
    box = page.get_by_label("digital")
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("link", name="Anora")).to_have_count(0)


def test_the_copy_button_copies_the_address(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/feeds?region=nz")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "http://127.0.0.1:8000/feeds/nz.ics"
