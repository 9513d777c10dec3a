"""Titles: found, read, corrected and merged."""

import httpx
import pytest
from sqlmodel import select

from db.engine import Database
from db.models import Preference, Subscription
from db.words import PreferenceKind
from releases.clock import Clock
from tests.api.test_releases import RELEASES, announce
from tests.feeds.waiting import until
from tests.scheduler.scene import Scene

TITLES = "/api/v1/titles"


def test_a_title_is_read_with_its_facts_and_releases(client: httpx.Client, editor: dict[str, str]) -> None:
    release = announce(client, editor)
    facts = {
        "year": 2024,
        "original_name": "Анора",
        "aliases": ["Anora, de Sean Baker"],
        "imdb_id": "tt28607951",
        "tmdb_id": "1064213",
        "wikidata_id": "Q124449061",
        "director": "Sean Baker",
        "runtime": 139,
        "synopsis": "A young woman\nfrom Brooklyn.",
        "trailer": "https://video.example/anora",
        "website": "https://anora.example",
    }
    changed = client.patch(f"{TITLES}/anora", json=facts, headers=editor)
    assert changed.status_code == 200, changed.text
    read = client.get(f"{TITLES}/anora").json()
    assert {name: read[name] for name in facts} == facts
    assert [each["id"] for each in read["releases"]] == [release["id"]]
    clear = dict.fromkeys((*facts, "distinction"))
    cleared = client.patch(f"{TITLES}/anora", json=clear, headers=editor).json()
    assert [cleared[name] for name in facts if name != "aliases"] == [None] * (len(facts) - 1)
    assert cleared["aliases"] == []


def test_bad_facts_are_refused_by_name(client: httpx.Client, editor: dict[str, str]) -> None:
    announce(client, editor)
    for field, value in (
        ("name", None), ("name", " "), ("year", 1700), ("imdb_id", "x"), ("runtime", 0), ("website", "anora"),
        ("aliases", [""]), ("synopsis", "x" * 6000),
    ):  # fmt: skip
        answer = client.patch(f"{TITLES}/anora", json={field: value}, headers=editor)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_a_title_is_found_by_what_else_it_is_called(client: httpx.Client, editor: dict[str, str]) -> None:
    announce(client, editor, title="Seven Samurai", year=1954)
    announce(client, editor, title="Seven", year=1995)
    client.patch(
        f"{TITLES}/seven-samurai",
        json={"original_name": "七人の侍", "aliases": ["Les Sept Samouraïs"]},
        headers=editor,
    )

    def slugs(q: str) -> list[str]:
        return [each["slug"] for each in client.get(TITLES, params={"q": q}).json()["items"]]

    assert slugs("seven") == ["seven", "seven-samurai"]
    assert slugs("七人の侍") == slugs("les sept samourais") == ["seven-samurai"]
    first = client.get(TITLES, params={"limit": 1}).json()
    assert [each["slug"] for each in first["items"]] == ["seven"]
    rest = client.get(TITLES, params={"limit": 1, "cursor": first["next"]}).json()
    assert ([each["slug"] for each in rest["items"]], rest["next"]) == (["seven-samurai"], None)
    again = client.post(
        RELEASES, json={"title": "七人の侍", "region": "NZ", "on": "2025-01-01", "year": 1954}, headers=editor
    )
    assert again.status_code == 409


def test_another_titles_id_or_name_is_refused(client: httpx.Client, editor: dict[str, str]) -> None:
    announce(client, editor, imdb_id="tt28607951")
    announce(client, editor, title="Nosferatu")
    taken = client.patch(f"{TITLES}/nosferatu", json={"imdb_id": "tt28607951"}, headers=editor)
    assert (taken.status_code, "anora" in taken.json()["detail"]) == (409, True)
    assert client.patch(f"{TITLES}/nosferatu", json={"name": "ANORA"}, headers=editor).status_code == 409
    assert (
        client.patch(f"{TITLES}/nosferatu", json={"name": "Anora", "year": 1999}, headers=editor).status_code
        == 200
    )
    assert client.get(f"{TITLES}/anora").json()["shown_as"] == "Anora (2024)"


def test_a_former_name_still_means_the_film(client: httpx.Client, editor: dict[str, str]) -> None:
    announce(client, editor, title="Untitled Baker Film")
    client.patch(f"{TITLES}/untitled-baker-film", json={"name": "Anora"}, headers=editor)
    again = client.post(
        RELEASES,
        json={"title": "Untitled Baker Film", "region": "AU", "on": "2025-01-01", "year": 2024},
        headers=editor,
    )
    assert again.json()["title"]["name"] == "Anora"


def test_two_titles_become_one_and_all_addresses_lead_there(
    client: httpx.Client, editor: dict[str, str], scene: Scene
) -> None:
    one = announce(client, editor, title="Oceans 12", year=2004, region="AU")
    announce(client, editor, title="Ocean's Twelve", year=2004, region="NZ", accept=["near-title"])
    scene.subscribe(titles=["oceans-12"])
    feed = client.post("/api/v1/feeds", json={"titles": ["oceans-12"]}).json()
    for path in ("/feeds/titles/oceans-12.ics", "/feeds/au.ics", "/feeds/titles/oceans-twelve.ics"):
        assert client.get(path).status_code == 200
    merged = client.post(f"{TITLES}/oceans-12/merge", json={"into": "oceans-twelve"}, headers=editor)
    assert merged.status_code == 200, merged.text
    assert merged.json()["aliases"] == ["Oceans 12"]
    for path in (
        f"{TITLES}/oceans-12",
        "/feeds/titles/oceans-12.ics",
        "/feeds/titles/oceans-12.json",
        "/titles/oceans-12",
    ):
        until(lambda path=path: client.get(path).status_code == 308)
        assert client.get(path).headers["location"] == path.replace("oceans-12", "oceans-twelve")
    until(lambda: "Ocean's Twelve" in client.get("/feeds/au.ics").text)
    assert client.get("/feeds/au.ics").text.count("BEGIN:VEVENT") == 1
    assert "BEGIN:VEVENT" in client.get(f"/feeds/my/{feed['token']}.ics").text
    assert client.get(f"{RELEASES}/{one['id']}").json()["title"]["slug"] == "oceans-twelve"
    assert subscription_titles(scene) == ["oceans-twelve"]
    again = client.patch(f"{TITLES}/oceans-12", json={"director": "Steven Soderbergh"}, headers=editor)
    assert again.status_code == 308


def test_a_release_that_both_have_is_kept_once(client: httpx.Client, editor: dict[str, str]) -> None:
    gone = announce(client, editor, title="Oceans 12", year=2004)
    stays = announce(
        client, editor, title="Ocean's Twelve", year=2004, on="2025-01-09", accept=["near-title"]
    )
    merge = f"{TITLES}/oceans-12/merge"
    assert client.post(merge, json={"into": "oceans-12"}, headers=editor).status_code == 422
    assert client.post(merge, json={"into": "nothing"}, headers=editor).status_code == 404
    client.get("/feeds/nz.ics")
    asked = client.post(merge, json={"into": "oceans-twelve"}, headers=editor)
    assert asked.status_code == 409
    assert [doubt["code"] for doubt in asked.json()["doubts"]] == ["two-dates", "two-dates"]
    assert {doubt["existing"].rpartition("/")[2] for doubt in asked.json()["doubts"]} == {
        gone["id"],
        stays["id"],
    }
    taken = client.post(merge, json={"into": "oceans-twelve", "accept": ["two-dates"]}, headers=editor)
    assert taken.status_code == 200, taken.text
    until(lambda: client.get("/feeds/nz.ics").text.count("BEGIN:VEVENT") == 1)
    assert stays["id"] in client.get("/feeds/nz.ics").text
    for path in (
        f"{RELEASES}/{gone['id']}",
        f"{RELEASES}/{gone['id']}/history",
        f"/releases/{gone['id']}",
        f"/feeds/releases/{gone['id']}.ics",
    ):
        moved = client.get(path)
        assert (moved.status_code, moved.headers["location"]) == (308, path.replace(gone["id"], stays["id"]))


def test_films_with_different_ids_are_not_merged(client: httpx.Client, editor: dict[str, str]) -> None:
    announce(client, editor, title="Emma", year=1996, imdb_id="tt0116191")
    announce(client, editor, title="Emma", year=1996, imdb_id="tt0118308", region="AU")
    answer = client.post(f"{TITLES}/emma/merge", json={"into": "emma-1996"}, headers=editor)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (409, "imdb_id")


def subscription_titles(scene: Scene) -> list[str]:
    with scene.database.read() as session:
        filters = session.exec(select(Subscription)).one().filters
        values = session.exec(select(Preference.value).where(Preference.kind == PreferenceKind.TITLE))
        assert set(values) == set(filters["titles"])
    return list(filters["titles"])


@pytest.fixture
def scene(database: Database, clock: Clock) -> Scene:
    return Scene(database, clock)
