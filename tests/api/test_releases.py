from typing import Any

import httpx
import pytest

from db.engine import Database
from releases.clock import Clock
from releases.editors import list_tokens, revoke_token
from tests.api.conftest import token_headers
from tests.scheduler.scene import Scene

ANORA = {"title": "Anora", "region": "NZ", "on": "Boxing Day", "year": 2024}
RELEASES = "/api/v1/releases"
NOBODY = "0193b3a0-0000-7000-8000-000000000000"


def announce(client: httpx.Client, editor: dict[str, str], **change: Any) -> dict[str, Any]:
    answer = client.post(RELEASES, json={**ANORA, **change}, headers=editor)
    assert answer.status_code == 201, answer.text
    document: dict[str, Any] = answer.json()
    return document


def test_a_release_is_added_and_read_as_the_contract_says(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    answer = client.post(RELEASES, json=ANORA, headers=editor)
    release = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"https://openingday.example{RELEASES}/{release['id']}"
    assert {
        name: release[name] for name in release if name not in {"id", "created_at", "updated_at", "url"}
    } == {
        "title": {"name": "Anora", "slug": "anora", "year": 2024},
        "region": "NZ",
        "region_name": "New Zealand",
        "type": "theatrical",
        "edition": "",
        "opens_on": "2024-12-26",
        "opens_until": "2024-12-26",
        "precision": "day",
        "opens_at": None,
        "timezone": "Pacific/Auckland",
        "label": "Boxing Day",
        "status": "confirmed",
        "sequence": 0,
        "note": None,
        "source": None,
        "distributor": None,
        "classification": None,
        "tickets": None,
    }
    read = client.get(f"{RELEASES}/{release['id']}")
    assert read.json() == release
    assert (
        client.get(f"{RELEASES}/{release['id']}", headers={"If-None-Match": read.headers["etag"]}).status_code
        == 304
    )


def test_the_address_in_feeds_and_messages_leads_to_the_release(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    release = announce(client, editor)
    path = release["url"].removeprefix("https://openingday.example")
    page = client.get(path)
    assert page.status_code == 200
    assert "Thursday 26 December 2024" in page.text


def test_the_same_release_again_is_a_conflict_with_its_address(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    release = announce(client, editor)
    again = client.post(RELEASES, json=ANORA, headers=editor)
    assert (again.status_code, again.headers["content-type"]) == (409, "application/problem+json")
    assert again.json()["release"] == f"https://openingday.example{RELEASES}/{release['id']}"


def test_the_same_idempotency_key_gets_the_same_answer(client: httpx.Client, editor: dict[str, str]) -> None:
    keyed = {**editor, "Idempotency-Key": "k1"}
    first = client.post(RELEASES, json=ANORA, headers=keyed)
    second = client.post(RELEASES, json=ANORA, headers=keyed)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    other = client.post(RELEASES, json={**ANORA, "region": "AU"}, headers=keyed)
    assert other.status_code == 422
    assert other.json()["errors"][0]["field"] == "Idempotency-Key"


def test_a_change_honours_if_match(client: httpx.Client, editor: dict[str, str]) -> None:
    release = announce(client, editor)
    path = f"{RELEASES}/{release['id']}"
    etag = client.get(path).headers["etag"]
    moved = client.patch(path, json={"on": "2025-01-02"}, headers={**editor, "If-Match": etag})
    assert (moved.status_code, moved.json()["opens_on"], moved.json()["sequence"]) == (200, "2025-01-02", 1)
    stale = client.patch(path, json={"on": "2025-01-03"}, headers={**editor, "If-Match": etag})
    assert stale.status_code == 412
    assert client.get(path).json()["opens_on"] == "2025-01-02"
    for wrong in ("9" * 5000, '"%s"' % ("9" * 5000), "9" * 12, "²"):
        headers = {
            **{name.encode(): value.encode() for name, value in editor.items()},
            b"If-Match": wrong.encode(),
        }
        assert client.patch(path, json={"on": "2025-01-03"}, headers=headers).status_code == 412


def test_history_and_reminders_are_public(
    client: httpx.Client, editor: dict[str, str], database: Database, clock: Clock
) -> None:
    Scene(database, clock).subscribe(leads=[7, 1])
    release = announce(client, editor)
    path = f"{RELEASES}/{release['id']}"
    client.post(f"{path}/cancel", headers=editor)
    client.post(f"{path}/restore", headers=editor)
    history = client.get(f"{path}/history").json()["items"]
    assert [change["kind"] for change in history] == ["announced", "cancelled", "restored"]
    assert history[1]["before"] == {"status": "confirmed"}
    reminders = client.get(f"{path}/reminders", headers=editor).json()["items"]
    pending = [reminder for reminder in reminders if reminder["status"] == "pending"]
    assert [(each["lead"], each["due_at"], each["recipients"]) for each in pending] == [
        (7, "2024-12-18T20:00:00Z", 1),
        (1, "2024-12-24T20:00:00Z", 1),
        (0, "2024-12-25T20:00:00Z", 0),
    ]
    assert {each["recipients"] for each in reminders if each["status"] == "superseded"} == {None}
    told_to_all = client.get(f"{path}/reminders").json()["items"]
    assert told_to_all == [{**each, "recipients": None} for each in reminders]


def test_lists_are_sorted_by_date_and_paged(client: httpx.Client, editor: dict[str, str]) -> None:
    for number, on in enumerate(["2025-03-01", "tba", "2025-01-01", "2025-02", "2025-01-01", "tba"]):
        announce(client, editor, title=f"Film {number}", on=on, year=None)
    seen, cursor = [], None
    while True:
        page = client.get(RELEASES, params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += [release["title"]["name"] for release in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == ["Film 2", "Film 4", "Film 3", "Film 0", "Film 1", "Film 5"]


@pytest.mark.parametrize(
    ("params", "titles"),
    [
        ({"region": "nz"}, ["Anora", "Wicked", "Heretic"]),  # Heretic is worldwide
        ({"region": "AU-SA"}, ["Conclave", "Heretic"]),
        ({"type": "digital"}, ["Wicked"]),
        ({"title": "anora"}, ["Anora"]),
        ({"q": "CLAVE"}, ["Conclave"]),
        ({"q": "100%"}, []),
        ({"from": "2025-01-10", "to": "2025-02-28"}, ["Conclave", "Heretic"]),
    ],
)
def test_lists_are_filtered(
    client: httpx.Client, editor: dict[str, str], params: dict[str, str], titles: list[str]
) -> None:
    announce(client, editor)
    announce(client, editor, title="Wicked", type="digital", on="2025-01-05")
    announce(client, editor, title="Conclave", region="AU", on="2025-01")
    announce(client, editor, title="Heretic", region="WW", on="2025-02-01")
    found = client.get(RELEASES, params=params).json()["items"]
    assert [release["title"]["name"] for release in found] == titles


@pytest.mark.parametrize(
    ("body", "field", "hint"),
    [
        ({"region": "XQ"}, "region", "XQ"),
        ({"type": "cinematic"}, "type", "premiere, limited, theatrical"),
        ({"on": "30 February"}, "on", "30 February"),
        ({"on": "Boxing Dya"}, "on", "Boxing Day"),
        ({"title": ""}, "title", "empty"),
        ({"title": "x" * 10_000}, "title", "at most 300"),
        ({"title": "Ano\r\nra"}, "title", "control character"),
        ({"note": "a lone \r return"}, "note", "control character"),
        ({"year": "2024"}, "year", "integer"),
        ({"colour": "red"}, "colour", "not permitted"),
        ({"title": None}, "title", "string"),
    ],
)
def test_bad_fields_are_named_and_change_nothing(
    client: httpx.Client, editor: dict[str, str], body: dict[str, Any], field: str, hint: str
) -> None:
    answer = client.post(RELEASES, json={**ANORA, **body}, headers=editor)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert {"type", "title", "status", "detail", "errors"} <= set(problem)
    assert problem["errors"][0]["field"] == field
    assert hint in problem["errors"][0]["detail"]
    assert client.get(RELEASES).json()["items"] == []


def test_a_nul_character_is_rejected_without_a_server_error(client: httpx.Client) -> None:
    """PostgreSQL rejects U+0000 anywhere; SQLite finds nothing."""
    for path in (f"{RELEASES}?q=a%00b", f"{RELEASES}?title=%00", "/nz?q=%00", "/titles/%00"):
        assert client.get(path).status_code in {200, 404, 422}, path


def test_json_that_is_not_json_is_a_400(client: httpx.Client, editor: dict[str, str]) -> None:
    answer = client.post(
        RELEASES, content=b'{"title": ', headers={**editor, "Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_one_mebibyte_is_a_413(
    client: httpx.Client, editor: dict[str, str], chunked: bool
) -> None:
    blob = b" " * (1024 * 1024 + 1)
    answer = client.post(RELEASES, content=iter([blob]) if chunked else blob, headers=editor)
    assert (answer.status_code, answer.json()["title"]) == (413, "Content Too Large")


def test_no_token_or_a_wrong_or_revoked_one_is_a_401(
    client: httpx.Client, editor: dict[str, str], database: Database, clock: Clock
) -> None:
    assert client.post(RELEASES, json=ANORA).status_code == 401
    wrong = client.post(RELEASES, json=ANORA, headers={"Authorization": "Bearer od_wrong"})
    assert (wrong.status_code, wrong.headers["www-authenticate"]) == (401, "Bearer")
    assert "od_wrong" not in wrong.text
    with database.write() as session:
        revoke_token(session, list_tokens(session)[0].id, clock.now())
    assert client.post(RELEASES, json=ANORA, headers=editor).status_code == 401


def test_a_token_for_another_region_is_a_403(client: httpx.Client, database: Database, clock: Clock) -> None:
    aussie = token_headers(database, clock, ["AU"])
    answer = client.post(RELEASES, json=ANORA, headers=aussie)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (403, "region")
    assert client.post(RELEASES, json={**ANORA, "region": "AU-SA"}, headers=aussie).status_code == 201


@pytest.mark.parametrize("path", [f"{RELEASES}/{NOBODY}", "/api/v1/nothing", f"{RELEASES}/{NOBODY}/history"])
def test_something_unknown_is_a_404_problem(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_problem_type_has_a_page_that_explains_it(client: httpx.Client) -> None:
    kind = client.get(f"{RELEASES}/{NOBODY}").json()["type"]
    assert client.get(kind.removeprefix("https://openingday.example")).text == "There is nothing here.\n"


def test_every_country_has_a_zone_and_a_feed(client: httpx.Client) -> None:
    regions = {region["code"]: region for region in client.get("/api/v1/regions").json()["items"]}
    assert len(regions) == 251  # the 249 of ISO 3166-1, Kosovo and the world
    assert regions["NZ"] == {
        "code": "NZ",
        "name": "New Zealand",
        "timezone": "Pacific/Auckland",
        "feed": "https://openingday.example/feeds/nz.ics",
    }
    within = client.get("/api/v1/regions/au").json()["subdivisions"]
    assert {"AU-SA": "Australia/Adelaide", "AU-WA": "Australia/Perth"}.items() <= {
        each["code"]: each["timezone"] for each in within
    }.items()


def test_the_api_describes_itself(client: httpx.Client) -> None:
    assert client.get("/docs").status_code == 200
    paths = client.get("/openapi.json").json()["paths"]
    assert {RELEASES, "/api/v1/subscriptions", "/api/v1/regions"} <= set(paths)


def test_renaming_a_title_changes_its_releases_and_feeds(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    release = announce(client, editor, title="Anorra")
    address = "/api/v1/titles/anorra"
    answer = client.patch(address, json={"name": "Anora"}, headers=editor)
    assert answer.status_code == 200
    title = {"name": "Anora", "slug": "anorra", "year": 2024}
    assert {name: answer.json()[name] for name in title} == title
    assert client.get(f"{RELEASES}/{release['id']}").json()["title"] == title
    assert client.patch(address, json={"name": "Anora"}).status_code == 401
    assert client.patch("/api/v1/titles/nothing", json={"name": "Anora"}, headers=editor).status_code == 404
    refused = client.patch(address, json={"name": ""}, headers=editor)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "name"
