"""Alerts by email from end to end: a real browser, a running worker and a real mail server."""

import re
from email.message import EmailMessage
from pathlib import Path

import httpx
from playwright.sync_api import Browser, expect

from api import limits
from tests.post_office import PostOffice
from tests.web.browser import faults_of
from tests.web.newsroom import newsroom, release_of

LOOKS = ("light", "dark")


def link(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(rf"http://\S+/alerts/{kind}/\S+", body.get_content())
    assert found is not None
    return found[0]


def test_a_reader_signs_up_confirms_is_alerted_and_unsubscribes_by_links_in_mails(
    browser: Browser, tmp_path: Path
) -> None:
    limits.forget_rates()
    faults = []
    with PostOffice() as post, newsroom(tmp_path, smtp_url=post.url) as room:
        page = browser.new_page(
            base_url=room.address, viewport={"width": 390, "height": 844}, reduced_motion="reduce"
        )
        page.goto("/alerts?region=nz")
        page.get_by_label("Your email address").fill("reader@example.com")
        page.get_by_role("button", name="Sign up by email").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Look at your mail")

        (asked,) = post.wait_for(1)
        page.goto(link(asked, "confirm"))
        faults += faults_of(page, *LOOKS)
        page.get_by_role("button", name="Yes, send me alerts").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You will be told")
        faults += faults_of(page, *LOOKS)

        anora = release_of(room.database, "Anora", "NZ")
        assert anora is not None
        httpx.patch(
            f"{room.address}/api/v1/releases/{anora.id}",
            json={"on": "2025-01-02"},
            headers={"authorization": f"Bearer {room.everywhere}"},
        ).raise_for_status()
        alert = post.wait_for(2)[1]
        assert "Anora" in alert["Subject"]
        page.goto(link(alert, "leave"))
        faults += faults_of(page, *LOOKS)
        page.get_by_label("about Anora").check()
        page.get_by_role("button", name="Leave").click()
        expect(page.get_by_text("Nothing more is sent about Anora.")).to_be_visible()
        faults += faults_of(page, *LOOKS)
        page.get_by_role("link", name="Change the other alerts").click()
        expect(page.get_by_role("row").filter(has_text="Anora: moved")).to_contain_text("delivered")
        faults += faults_of(page, *LOOKS)
        page.get_by_role("button", name="Tell me about those again").click()
        expect(page.get_by_text("But never")).to_have_count(0)
        page.get_by_role("link", name="Change").first.click()
        page.get_by_label("Mails").select_option("daily")
        page.get_by_role("button", name="Keep this").click()
        expect(page.get_by_text("every day at 09:00")).to_be_visible()
        page.get_by_role("link", name="Stop these alerts").click()
        page.get_by_role("button", name="Leave").click()
        expect(page.get_by_text("This subscription has ended.")).to_be_visible()
        page.goto(link(alert, "manage"))
        expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work")
        faults += faults_of(page, *LOOKS)
        page.close()
    assert not faults, "\n".join(faults)
