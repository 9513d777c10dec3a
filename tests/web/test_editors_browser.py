"""The desk and the alerts in a real browser, by keyboard alone, and their accessibility."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api import limits
from tests.receiver import Receiver
from tests.web.browser import faults_of
from tests.web.newsroom import PRESS, Newsroom, newsroom, release_of

PATIENCE = 30_000  # milliseconds


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    limits.forget_rates()
    with newsroom(tmp_path_factory.mktemp("browsed")) as room:
        yield room


@pytest.fixture
def page(browser: Browser, room: Newsroom) -> Iterator[Page]:
    context = browser.new_context(
        base_url=room.address,
        viewport={"width": 390, "height": 844},
        reduced_motion="reduce",  # colours in transition cannot be judged
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_an_editor_publishes_from_an_announcement_by_keyboard_alone(room: Newsroom, page: Page) -> None:
    faults = []
    page.goto("/desk")
    faults += faults_of(page)
    page.get_by_label("Your token").focus()
    page.keyboard.insert_text(room.everywhere)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What is announced?")
    faults += faults_of(page)
    page.get_by_label("The announcement").focus()
    page.keyboard.insert_text(PRESS)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Read it":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check, and publish")
    expect(page.locator("mark.of-title").first).to_have_text("The Long Tide")
    expect(page.get_by_role("checkbox")).to_have_count(3)
    page.get_by_label("When").first.focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("Blursday")
    page.keyboard.press("Enter")
    expect(page.locator("#on-1-error")).to_be_visible()
    faults += faults_of(page, "light", "dark")
    page.locator("#on-1").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("the last Friday of January 2025")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("2 releases written")
    released = release_of(room.database, "The Long Tide", "NZ")
    assert released is not None
    assert str(released.opens_on) == "2025-01-31"
    page.get_by_role("link", name="Anora").first.click()
    page.get_by_label("When").fill("9 January 2025")
    page.get_by_role("button", name="See what changing does").click()
    expect(page.get_by_text("will be told at once")).to_be_visible()
    faults += faults_of(page, "light", "dark")
    page.keyboard.press("Enter")  # the button has the focus
    expect(page.get_by_role("status")).to_contain_text("1 release written")
    for path in ("/desk/add", "/desk/releases", "/desk/import"):
        page.goto(path)
        faults += faults_of(page)
    assert not faults, "\n".join(faults)


def test_a_subscriber_signs_up_and_sees_the_test_arrive(page: Page) -> None:
    faults = []
    with Receiver() as receiver:
        page.goto("/alerts")
        faults += faults_of(page, "light", "dark")
        page.get_by_text("Or by webhook").click()
        page.get_by_label("The webhook’s address").fill(receiver.url("/hook"))
        page.get_by_label("New Zealand").check(force=True)
        page.get_by_label("14").check(force=True)
        expect(page.get_by_role("heading", level=2)).to_have_text("New Zealand")
        expect(page.get_by_text("Next:")).to_be_visible()
        expect(page.locator('input[form="sign-up"][name="lead"][value="14"]')).to_have_count(1)
        page.get_by_role("button", name="Sign up by webhook").click()
        expect(page.locator("#secret")).to_contain_text("whsec_")
        faults += faults_of(page)
        link = page.locator("#link").inner_text()
        page.context.clear_cookies()
        page.goto("/alerts/mine")
        faults += faults_of(page)
        page.goto("about:blank")
        page.goto("/alerts/mine#" + link.partition("#")[2])
        expect(page.get_by_text("It receives.")).to_be_visible()
        assert "#" not in page.url
        page.get_by_role("button", name="Send a test").click()
        row = page.get_by_role("row").filter(has=page.get_by_role("cell", name="test", exact=True))
        expect(row).to_contain_text("delivered")
        row.get_by_text("1 try").click()
        faults += faults_of(page, "light", "dark")
        assert any(b"subscription.test" in request.body for request in receiver.requests)
    assert not faults, "\n".join(faults)
