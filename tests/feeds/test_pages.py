"""JSON Feed and Atom, by what their specifications ask and a reader shows."""

import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from db.words import ReleaseStatus
from feeds.address import FeedFormat
from feeds.entry import Entry
from feeds.wording import description
from tests.feeds.builders import ANNOUNCED, ANORA, ENGLISH, PUBLIC_URL, entries, make_document, make_entry

ATOM = "{http://www.w3.org/2005/Atom}"


def as_json(*listed: Entry, **options: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(make_document(*listed, form=FeedFormat.JSON, **options))
    return read


def as_atom(*listed: Entry, **options: Any) -> ET.Element:
    return ET.fromstring(make_document(*listed, form=FeedFormat.ATOM, **options))  # noqa: S314 - our own


def text_of(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def writable(text: str) -> str:
    """What XML can hold of a text."""
    return "".join(
        each
        for each in text
        if each in "\n\t\r\x85" or not (unicodedata.category(each) == "Cc" or each in "\ufffe\uffff")
    )


def html_text(content: str) -> list[str]:
    """What a browser shows of paragraphs, each as a text."""
    return [unescape(re.sub("<[^>]*>", "", each)) for each in re.findall("<p>(.*?)</p>", content, re.DOTALL)]


def test_a_json_feed_says_its_version_its_name_and_its_addresses() -> None:
    feed = as_json()
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Opening Day · New Zealand",
        "description": "Release dates of films: New Zealand.",
        "home_page_url": f"{PUBLIC_URL}/nz",
        "feed_url": f"{PUBLIC_URL}/feeds/nz.json",
        "language": "en",
        "authors": [{"name": "Opening Day"}],
        "items": [],
    }


def test_a_reader_of_news_sees_the_date_although_the_format_has_no_place_for_it() -> None:
    shown = "Anora · in cinemas (New Zealand) · 26 December 2024"
    assert as_json(make_entry())["items"][0]["title"] == shown
    assert as_atom(make_entry()).findtext(f"{ATOM}entry/{ATOM}title") == shown
    timed = as_json(make_entry(opens_at=time(19, 30)))["items"][0]["title"]
    assert timed == f"{shown}, 19:30"


def test_a_cancelled_release_says_so_in_words() -> None:
    cancelled = make_entry(status=ReleaseStatus.CANCELLED)
    assert as_json(cancelled)["items"][0]["title"].startswith("Cancelled: Anora")
    assert text_of(as_atom(cancelled).find(f"{ATOM}entry"), "title").startswith("Cancelled: Anora")  # type: ignore[arg-type] # it is there


def test_an_atom_feed_has_what_rfc_4287_asks() -> None:
    feed = as_atom(make_entry())
    for name in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1, name
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{PUBLIC_URL}/feeds/nz.atom", "alternate": f"{PUBLIC_URL}/nz"}
    (entry,) = feed.findall(f"{ATOM}entry")
    assert text_of(entry, "id") == f"urn:uuid:{ANORA}"
    assert datetime.fromisoformat(text_of(entry, "updated"))
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_entries_that_one_import_wrote_are_updated_at_instants_of_their_own() -> None:
    listed = [make_entry(id=UUID(int=number)) for number in range(1, 50)]
    updated = [item["date_modified"] for item in as_json(*listed)["items"]]
    assert len(set(updated)) == len(listed)
    for each in updated:
        assert datetime.fromisoformat(each) - ANNOUNCED < timedelta(milliseconds=1)
    assert {text_of(entry, "updated") for entry in as_atom(*listed).findall(f"{ATOM}entry")} == set(updated)


def test_a_reader_shows_paragraphs_and_links_and_no_markup_of_ours() -> None:
    entry = make_entry(note="Tom & <b>Jerry</b>\nAgain", source="https://news.example/?a=1&b=2")
    (item,) = as_json(entry)["items"]
    assert item["content_html"] == (
        f'<p>Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;</p><p>Again</p><p><a href="{PUBLIC_URL}/releases/{ANORA}">'
        f'{PUBLIC_URL}/releases/{ANORA}</a></p><p>Source: <a href="https://news.example/?a=1&amp;b=2">'
        "https://news.example/?a=1&amp;b=2</a></p>"
    )
    content = as_atom(entry).find(f"{ATOM}entry/{ATOM}content")
    assert content is not None
    assert (content.get("type"), content.text) == ("html", item["content_html"])


def test_an_empty_atom_feed_says_when_it_was_changed() -> None:
    assert datetime.fromisoformat(text_of(as_atom(), "updated"))


@settings(max_examples=100)
@given(st.lists(entries(), max_size=3))
def test_a_json_reader_gets_back_the_days_the_texts_and_the_ids(listed: list[Entry]) -> None:
    items = {item["id"]: item for item in as_json(*listed)["items"]}
    assert len(items) == len({entry.id for entry in listed})
    for entry in listed:
        item = items[f"urn:uuid:{entry.id}"]
        assert item["_opening_day"]["title"] == entry.title
        assert date.fromisoformat(item["_opening_day"]["opens_on"]) == entry.opens_on
        assert item["content_text"] == description(entry, ENGLISH)


@settings(max_examples=100)
@given(st.lists(entries(), max_size=3))
def test_an_atom_reader_gets_back_the_texts_and_the_ids(listed: list[Entry]) -> None:
    read = {text_of(each, "id"): each for each in as_atom(*listed).findall(f"{ATOM}entry")}
    assert set(read) == {f"urn:uuid:{entry.id}" for entry in listed}
    for entry in listed:
        content = text_of(read[f"urn:uuid:{entry.id}"], "content")
        assert writable(content) == content
        shown = [line for line in html_text(content) if line.strip()]
        assert shown == [line for line in writable(description(entry, ENGLISH)).split("\n") if line.strip()]


def test_half_a_character_does_not_stop_a_feed() -> None:
    assert as_json(make_entry(title="Anora\ud83c"))["items"][0]["title"].startswith("Anora? ·")
    assert (
        as_atom(make_entry(title="Anora\ud83c"))
        .findtext(f"{ATOM}entry/{ATOM}title", "")
        .startswith("Anora? ·")
    )
