"""Which film is meant: spellings, years, ids, namesakes, and what is asked before a second film is made."""

from typing import Any

import httpx
import pytest

from db.engine import Database
from releases.clock import Clock
from tests.api.conftest import token_headers
from tests.api.test_releases import RELEASES, announce
from tests.feeds.waiting import until

SPELLINGS = [
    ("Ocean's Eleven", "Ocean’s Eleven"),
    ("Amelie", "Amélie"),
    ("Mission: Impossible", "Mission Impossible"),
    ("Wicked: Part One", "Wicked Part 1"),
    ("Spider-Man", "Spider\u2011Man"),
    ("WALL-E", "WALL·E"),
    ("Lilo & Stitch", "Lilo and Stitch"),
    ("The Matrix", "Matrix, The"),
]


def feed_text(client: httpx.Client, path: str) -> str:
    return client.get(path).text.replace("\r\n ", "")


def post(
    client: httpx.Client, editor: dict[str, str], title: str, on: str = "2025-06-05", **more: Any
) -> httpx.Response:
    body = {"title": title, "region": "NZ", "on": on, **more}
    return client.post(RELEASES, json=body, headers=editor)


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_another_spelling_is_the_same_film(
    client: httpx.Client, editor: dict[str, str], one: str, other: str
) -> None:
    first = post(client, editor, one, year=2001).json()
    again = post(client, editor, other, year=2001)
    assert again.status_code == 409
    assert again.json()["release"].endswith(first["id"])
    elsewhere = client.post(
        RELEASES, json={"title": f"{other} (2001)", "region": "AU", "on": "2025-06-05"}, headers=editor
    )
    assert elsewhere.json()["title"]["slug"] == first["title"]["slug"]


@pytest.mark.parametrize(
    ("one", "other"), [("Spider-Man", "Spiderman"), ("Nine", "9"), ("Gladiator", "Gladiater")]
)
def test_a_near_title_asks_and_takes_a_yes(
    client: httpx.Client, editor: dict[str, str], one: str, other: str
) -> None:
    first = post(client, editor, one, year=2009).json()
    asked = post(client, editor, other, year=2009)
    problem = asked.json()
    assert (asked.status_code, problem["type"]) == (409, "https://openingday.example/problems/doubt")
    (doubt,) = problem["doubts"]
    assert (doubt["code"], doubt["field"]) == ("near-title", "title")
    assert doubt["existing"] == f"https://openingday.example/api/v1/titles/{first['title']['slug']}"
    assert one in doubt["message"]
    taken = post(client, editor, other, year=2009, accept=["near-title"])
    assert taken.status_code == 201
    assert taken.json()["title"]["slug"] != first["title"]["slug"]


def test_a_year_off_by_one_is_the_same_film_and_said(client: httpx.Client, editor: dict[str, str]) -> None:
    first = post(client, editor, "Anora", year=2024).json()
    assert post(client, editor, "Anora", year=2025).status_code == 409
    elsewhere = client.post(
        RELEASES, json={"title": "Anora", "region": "AU", "on": "2025-06-05", "year": 2025}, headers=editor
    )
    assert elsewhere.status_code == 201
    assert elsewhere.json()["title"] == first["title"]
    assert [doubt["code"] for doubt in elsewhere.json()["doubts"]] == ["year-off-by-one"]
    another = post(client, editor, "Anora", year=2025, accept=["year-off-by-one"])
    assert another.status_code == 201
    assert another.json()["title"]["year"] == 2025


def test_two_films_of_one_name_and_year_stand_by_their_ids(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    one = post(client, editor, "Emma", "2025-03-01", year=1996, imdb_id="tt0116191").json()
    other = post(client, editor, "Emma", "2025-03-02", year=1996, imdb_id="tt0118308")
    assert other.status_code == 201
    assert other.json()["title"]["slug"] != one["title"]["slug"]
    # An id decides, whatever the name and the year.
    again = post(client, editor, "Emma by Jane Austen", "2025-03-01", year=2001, imdb_id="tt0116191")
    assert (again.status_code, again.json()["release"].endswith(one["id"])) == (409, True)
    until(lambda: "Emma (1996\\, tt0116191)" in feed_text(client, "/feeds/nz.ics"))
    until(lambda: "Emma (1996\\, tt0118308)" in feed_text(client, "/feeds/nz.ics"))


def test_two_films_of_one_name_and_year_stand_by_a_word(client: httpx.Client, editor: dict[str, str]) -> None:
    post(client, editor, "Emma", "2025-03-01", year=1996)
    television = post(client, editor, "Emma", "2025-03-02", year=1996, distinction="television")
    assert television.status_code == 201
    until(lambda: "Emma (1996\\, television)" in feed_text(client, "/feeds/nz.ics"))
    assert post(client, editor, "Emma", "2025-03-02", year=1996, distinction="Television").status_code == 409


def test_a_second_date_of_one_film_can_be_said_to_be_another_film(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    first = post(client, editor, "Emma", "2025-03-01", year=1996).json()
    asked = post(client, editor, "Emma", "2025-03-02", year=1996)
    assert asked.status_code == 409
    assert [doubt["code"] for doubt in asked.json()["doubts"]] == ["namesake"]
    assert asked.json()["release"].endswith(first["id"])
    taken = post(client, editor, "Emma", "2025-03-02", year=1996, imdb_id="tt0118308", accept=["namesake"])
    assert taken.status_code == 201
    assert client.get(f"/api/v1/titles/{first['title']['slug']}").json()["imdb_id"] is None


def test_ids_of_two_films_are_refused_and_wrong_forms_named(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    post(client, editor, "Emma", year=1996, imdb_id="tt0116191")
    post(client, editor, "Titanic", year=1997, tmdb_id=597)
    assert (
        post(client, editor, "Emma", on="2026-01-01", imdb_id="tt0116191", tmdb_id="597").status_code == 409
    )
    for field, value in (("imdb_id", "0116191"), ("tmdb_id", "many"), ("wikidata_id", "L1")):
        answer = post(client, editor, "Emma", year=1996, **{field: value})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_namesakes_have_their_years_in_feeds_once_there_are_two(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    def add(year: int, on: str, **more: Any) -> dict[str, Any]:
        return announce(client, editor, title="Parasite", region="CK", on=on, year=year, **more)

    add(2019, "2025-06-06")
    assert "SUMMARY:Parasite · " in client.get("/feeds/ck.ics").text
    add(1982, "2025-06-05", edition="Re-release")
    until(lambda: "SUMMARY:Parasite (2019) · " in feed_text(client, "/feeds/ck.ics"))
    until(lambda: "SUMMARY:Parasite (1982)\\, Re-release · " in feed_text(client, "/feeds/ck.ics"))
    assert "Parasite (2019)" in client.get("/ck").text
    assert "Parasite (2019)" in client.get("/feeds/all.json").text


def test_a_move_by_a_year_and_a_day_that_is_past_are_doubted(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    release = announce(client, editor)
    address = f"{RELEASES}/{release['id']}"
    asked = client.patch(address, json={"on": "2025-12-26"}, headers=editor)
    assert (asked.status_code, [d["code"] for d in asked.json()["doubts"]]) == (409, ["moves-by-a-year"])
    assert client.get(address).json()["opens_on"] == "2024-12-26"
    moved = client.patch(address, json={"on": "2025-12-26", "accept": ["moves-by-a-year"]}, headers=editor)
    assert (moved.status_code, moved.json()["opens_on"]) == (200, "2025-12-26")
    past = announce(client, editor, title="Dracula", on="1931-02-12")
    assert [doubt["code"] for doubt in past["doubts"]] == ["opens-in-the-past"]
    assert client.patch(address, json={"accept": ["no-such"]}, headers=editor).status_code == 422


def test_a_merge_patch_sets_and_clears_every_field(client: httpx.Client, editor: dict[str, str]) -> None:
    address = f"{RELEASES}/{announce(client, editor, at='19:00', note='one')['id']}"
    facts = {
        "type": "limited",
        "edition": "25th anniversary",
        "region": "AU",
        "distributor": "Madman",
        "classification": "MA 15+",
        "tickets": "https://tickets.example/anora",
        "label": "Boxing Day",
        "source": "https://example.com/news",
    }
    headers = {**editor, "Content-Type": "application/merge-patch+json"}
    changed = client.patch(address, json=facts, headers=headers).json()
    assert {name: changed[name] for name in facts} == facts
    assert changed["timezone"] == "Australia/Sydney"
    assert changed["note"] == "one"
    clear = dict.fromkeys(
        ("at", "note", "edition", "distributor", "classification", "tickets", "source", "label")
    )
    cleared = client.patch(address, json=clear, headers=editor).json()
    assert [cleared["opens_at"], *(cleared[name] for name in clear if name != "at")] == [
        None, None, "", None, None, None, None, None,
    ]  # fmt: skip
    assert client.patch(address, json={"on": None}, headers=editor).json()["precision"] == "tba"
    for needed in ("type", "region", "status"):
        answer = client.patch(address, json={needed: None}, headers=editor)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, needed)


def test_a_release_that_goes_to_another_region_leaves_the_first_ones_feed(
    client: httpx.Client, editor: dict[str, str], database: Database, clock: Clock
) -> None:
    address = f"{RELEASES}/{announce(client, editor)['id']}"
    assert "Anora" in client.get("/feeds/nz.ics").text
    limited = token_headers(database, clock, ["NZ"])
    assert client.patch(address, json={"region": "AU"}, headers=limited).status_code == 403
    announce(client, editor, region="FR")
    assert client.patch(address, json={"region": "FR"}, headers=editor).status_code == 409
    assert client.patch(address, json={"region": "AU"}, headers=editor).status_code == 200
    until(lambda: "Anora" not in feed_text(client, "/feeds/nz.ics"))
    until(lambda: "Anora" in feed_text(client, "/feeds/au.ics"))
