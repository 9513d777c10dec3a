"""Feeds of changes: what moved, was announced or cancelled, as people would say it."""

import json
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest

from db.engine import Database
from db.models import Release
from feeds.http import FeedApp
from feeds.news.vocabulary import SENTENCES
from feeds.vocabulary import WORDS
from releases.clock import Clock
from releases.desk import Desk, Edit, NewRelease
from releases.editors import Editor
from tests.feeds.builders import PUBLIC_URL
from tests.feeds.client import ask

ATOM = "{http://www.w3.org/2005/Atom}"


class Newsroom:
    """An editor, and what a reader of a feed of changes sees."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.app = FeedApp(database, clock, PUBLIC_URL)

    def announce(
        self, title: str = "Anora", region: str = "NZ", on: str = "Boxing Day", **said: Any
    ) -> Release:
        with self._database.write() as session:
            new = NewRelease(title=title, region=region, on=on, **said)
            return Desk(session, self._clock.now(), Editor("Ani")).announce(new)

    def edit(self, release: Release, **said: Any) -> None:
        with self._database.write() as session:
            Desk(session, self._clock.now(), Editor("Ani")).edit(release.id, Edit(**said))

    def items(self, region: str = "nz", query: str = "") -> list[dict[str, Any]]:
        answer = ask(self.app, f"/feeds/{region}/changes.json", query=query)
        assert answer.status == 200
        items: list[dict[str, Any]] = json.loads(answer.body)["items"]
        return items

    def news(self, region: str = "nz", query: str = "") -> list[str]:
        return [item["title"] for item in self.items(region, query)]


@pytest.fixture
def newsroom(database: Database, clock: Clock) -> Newsroom:
    return Newsroom(database, clock)


def test_a_newsroom_reads_what_happened_newest_first(newsroom: Newsroom) -> None:
    anora = newsroom.announce()
    newsroom.edit(anora, on="2025-01-02")
    newsroom.edit(anora, status="cancelled")
    assert newsroom.news() == [
        "Anora is cancelled in New Zealand: it was to open on 2 January",
        "Anora moves to 2 January in New Zealand, from Boxing Day",
        "Anora opens on 26 December (Boxing Day) in New Zealand",
    ]


@pytest.mark.parametrize(
    ("said", "edits", "sentence"),
    [
        ({"on": "summer 2027"}, {}, "Anora is expected in New Zealand: summer 2027"),
        ({"on": "tba"}, {}, "Anora is announced in New Zealand, without a date"),
        ({"on": "2026-06-01"}, {}, "Anora opens on 1 June 2026 in New Zealand"),
        ({"type": "digital"}, {}, "Anora (digital) opens on 26 December (Boxing Day) in New Zealand"),
        ({"region": "WW", "on": "2025-01-02"}, {}, "Anora opens on 2 January worldwide"),
        ({"region": "US", "on": "2025-01-02"}, {}, "Anora opens on 2 January in the United States"),
        ({"on": "2025-01-02", "edition": "Sing-along"}, {}, "Anora, Sing-along opens on 2 January in New Zealand"),
        (
            {"on": "2025-01-02", "at": "19:00"},
            {"at": "20:00"},
            "Anora has a new time in New Zealand: 2 January, 20:00 (Auckland time)",
        ),
        ({}, {"on": "tba"}, "Anora is postponed in New Zealand, from Boxing Day to a date to be announced"),
        ({"on": "2025-01-02", "status": "tentative"}, {"status": "confirmed"}, "Anora is confirmed in New Zealand: 2 January"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the words are the same on both
def test_each_kind_of_change_is_a_sentence(
    newsroom: Newsroom, said: dict[str, str], edits: dict[str, str], sentence: str
) -> None:
    release = newsroom.announce(**said)
    if edits:
        newsroom.edit(release, **edits)
    assert newsroom.news("all")[0] == sentence


def test_an_older_change_keeps_the_date_it_was_about(newsroom: Newsroom) -> None:
    anora = newsroom.announce()
    newsroom.edit(anora, on="2025-01-02")
    newsroom.edit(anora, on="2025-02-06", note="Delayed.")
    newsroom.edit(anora, note="A word that is no news.")
    assert newsroom.news() == [
        "Anora moves to 6 February in New Zealand, from 2 January",
        "Anora moves to 2 January in New Zealand, from Boxing Day",
        "Anora opens on 26 December (Boxing Day) in New Zealand",
    ]


def test_a_region_reads_of_the_releases_it_sees(newsroom: Newsroom) -> None:
    newsroom.announce("Anora", "NZ")
    newsroom.announce("Flow", "AU", "2025-02-20")
    newsroom.announce("Anora", "WW", "2024-12-20")
    newsroom.announce("Conclave", "WW", "2025-01-09", type="digital")
    assert [item["_opening_day"]["title"] for item in newsroom.items("nz")] == ["Conclave", "Anora"]
    assert len(newsroom.news("all")) == 4
    assert newsroom.news("nz", "type=digital") == ["Conclave (digital) opens on 9 January worldwide"]
    assert newsroom.news("all", "region=au") == newsroom.news("au")


def test_news_is_dropped_when_it_is_old(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.announce()
    assert newsroom.news()
    clock.advance(timedelta(days=61))
    assert newsroom.news() == []


def test_one_transaction_gives_each_entry_an_instant_and_an_id_of_its_own(newsroom: Newsroom) -> None:
    for number in range(5):
        newsroom.announce(f"Film {number}")
    items = newsroom.items()
    assert len({item["date_modified"] for item in items}) == len({item["id"] for item in items}) == 5
    assert [item["date_modified"] for item in items] == sorted(
        (item["date_modified"] for item in items), reverse=True
    )


def test_atom_says_the_same_in_html_that_links_to_the_release(newsroom: Newsroom) -> None:
    anora = newsroom.announce("Anora <3", note="Tickets & more", source="https://news.example/anora")
    feed = ET.fromstring(ask(newsroom.app, "/feeds/nz/changes.atom").body)  # noqa: S314 - our own
    (entry,) = feed.findall(f"{ATOM}entry")
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert content.text == newsroom.items()[0]["content_html"]
    assert content.text == (
        f'<p><a href="{PUBLIC_URL}/releases/{anora.id}">Anora &lt;3 opens on 26 December (Boxing Day) in New Zealand'
        '</a>.</p><p>Tickets &amp; more</p><p>Source: <a href="https://news.example/anora">https://news.example/anora</a></p>'
    )
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Opening Day"


def test_every_language_of_feeds_has_the_sentences(newsroom: Newsroom) -> None:
    assert SENTENCES.keys() == WORDS.keys()
    anora = newsroom.announce(at="19:00")
    for changes in ({"at": "20:00"}, {"on": "2025-01-02"}, {"status": "cancelled"}):
        newsroom.edit(anora, **changes)
    told = {tuple(newsroom.news("nz", f"lang={tag}")) for tag in WORDS}
    assert len(told) == len(WORDS)
    assert "Anora" in "".join(newsroom.news("nz", "lang=ja"))


def test_there_is_no_calendar_of_changes(newsroom: Newsroom) -> None:
    assert ask(newsroom.app, "/feeds/nz/changes.ics").status == 404
    assert ask(newsroom.app, "/feeds/nz/changes.atom", query="alarm=P1D").status == 400
