import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from standardwebhooks import Webhook

from api import limits
from db.engine import Database
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from scheduler.subscriptions.status import activate
from tests.api.conftest import token_headers
from tests.openingday.service import wait_until
from tests.receiver import Answer, Receiver
from tests.server import serving

SUBSCRIPTIONS = "/api/v1/subscriptions"


def subscribe(client: httpx.Client, **change: Any) -> tuple[dict[str, Any], dict[str, str]]:
    body = {"channel": "webhook", "url": "http://127.0.0.1:9/hook", **change}
    answer = client.post(SUBSCRIPTIONS, json=body)
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store"), answer.text
    return answer.json(), {"Authorization": f"Bearer {answer.json()['manage_token']}"}


def test_a_subscription_has_the_contracts_defaults_and_shows_its_secrets_once(client: httpx.Client) -> None:
    made, mine = subscribe(client)
    assert (made["status"], made["leads"], made["hour"]) == ("pending", [7, 1, 0], 9)
    assert made["events"] == ["release.reminder", "release.moved", "release.cancelled"]
    assert (made["regions"], made["types"], made["titles"], made["format"]) == ([], [], [], "standard")
    assert made["secret"].startswith("whsec_")
    read = client.get(f"{SUBSCRIPTIONS}/{made['id']}", headers=mine)
    rotated = client.post(f"{SUBSCRIPTIONS}/{made['id']}/rotate-secret", headers=mine)
    assert read.status_code == rotated.status_code == 200
    assert read.headers["cache-control"] == rotated.headers["cache-control"] == "no-store"
    assert made["secret"] not in read.text
    assert made["manage_token"] not in read.text


def test_a_test_event_arrives_and_its_attempt_is_returned_and_kept(
    worked: httpx.Client, receiver: Receiver
) -> None:
    made, mine = subscribe(worked, url=receiver.url())
    path = f"{SUBSCRIPTIONS}/{made['id']}"
    wait_until(lambda: worked.get(path, headers=mine).json()["status"] == "active")
    receiver.answer("/hook", Answer(202, body=b"thanks"), Answer(500))
    answer = worked.post(f"{path}/test", headers=mine)
    assert answer.status_code == 200
    assert (answer.json()["attempt"]["status_code"], answer.json()["attempt"]["excerpt"]) == (202, "thanks")
    _, request = receiver.requests
    body = Webhook(made["secret"]).verify(request.body, request.headers)
    assert (body["type"], body["data"]["release"]["title"]["name"]) == ("subscription.test", "Anora")
    worked.post(f"{path}/test", headers=mine)
    listed = worked.get(f"{path}/deliveries", headers=mine).json()["items"]
    assert [(each["event"], each["status"]) for each in listed] == [
        ("subscription.test", "failed"),
        ("subscription.test", "delivered"),
        ("subscription.verify", "delivered"),
    ]
    one = worked.get(f"/api/v1/deliveries/{request.headers['webhook-id']}", headers=mine).json()
    assert [(each["number"], each["status_code"]) for each in one["attempts"]] == [(1, 202)]


def test_choices_can_be_changed_and_omitted_ones_stay(client: httpx.Client) -> None:
    made, mine = subscribe(client, regions=["nz", "AU-SA"], leads=[14, 0])
    changed = client.patch(f"{SUBSCRIPTIONS}/{made['id']}", json={"hour": 18}, headers=mine).json()
    assert (changed["regions"], changed["leads"], changed["hour"]) == (["NZ", "AU-SA"], [14, 0], 18)
    assert changed["timezone"] == "Pacific/Auckland"


def test_another_address_must_answer_the_ping_again(client: httpx.Client) -> None:
    made, mine = subscribe(client)
    url = "http://127.0.0.1:9/other"
    changed = client.patch(f"{SUBSCRIPTIONS}/{made['id']}", json={"url": url}, headers=mine).json()
    assert (changed["url"], changed["status"]) == (url, "pending")
    listed = client.get(f"{SUBSCRIPTIONS}/{made['id']}/deliveries", headers=mine).json()["items"]
    assert [each["event"] for each in listed] == ["subscription.verify", "subscription.verify"]


def test_only_the_manage_token_or_an_unlimited_editor_opens_a_subscription(
    client: httpx.Client, database: Database, clock: Clock, editor: dict[str, str]
) -> None:
    made, mine = subscribe(client)
    _, others = subscribe(client)
    path = f"{SUBSCRIPTIONS}/{made['id']}"
    assert client.get(path).status_code == 401
    assert client.get(path, headers=others).status_code == 401
    assert client.get(path, headers=token_headers(database, clock, ["NZ"])).status_code == 403
    assert client.get(path, headers=editor).json()["url"] == "http://127.0.0.1:9"
    assert client.delete(path, headers=mine).status_code == 204
    assert client.get(path, headers=editor).status_code == 404
    assert client.get(f"{SUBSCRIPTIONS}/{uuid4()}", headers=mine).status_code == 401


def test_an_editor_may_pause_and_end_anothers_subscription_and_nothing_else(
    client: httpx.Client, database: Database, clock: Clock, editor: dict[str, str]
) -> None:
    made, mine = subscribe(client, headers={"X-A": "hunter2"})
    path = f"{SUBSCRIPTIONS}/{made['id']}"
    with database.write() as session:
        activate(session, UUID(made["id"]), made["url"], clock.now())
    before = client.get(path, headers=mine).json()
    for method, end, body in (
        ("PATCH", "", {"url": "http://127.0.0.1:10/"}),
        ("PATCH", "", {"headers": {"X-A": "mine"}}),
        ("POST", "/rotate-secret", None),
        ("POST", "/test", None),
        ("POST", "/recover", {"since": "2024-12-18T00:00:00Z"}),
    ):
        assert client.request(method, path + end, json=body, headers=editor).status_code == 403
    assert client.get(path, headers=mine).json() == before
    paused = client.post(f"{path}/pause", headers=editor).json()
    assert (paused["status"], paused["url"]) == ("paused", "http://127.0.0.1:9")
    assert client.delete(path, headers=editor).status_code == 204


def test_headers_are_dropped_when_the_origin_changes(client: httpx.Client) -> None:
    made, mine = subscribe(client, headers={"Authorization": "hunter2"})
    path = f"{SUBSCRIPTIONS}/{made['id']}"

    def names_after(**change: Any) -> list[str]:
        names: list[str] = client.patch(path, json=change, headers=mine).json()["header_names"]
        return names

    assert names_after(url="http://127.0.0.1:9/another") == ["Authorization"]
    assert names_after(url="http://127.0.0.1:10/another") == []
    assert names_after(url="http://127.0.0.2:10/", headers={"X-A": "1"}) == ["X-A"]
    assert names_after(url="https://127.0.0.2:10/") == []


def test_headers_are_sent_only_to_an_address_that_has_answered(
    worked: httpx.Client, receiver: Receiver
) -> None:
    made, mine = subscribe(worked, url=receiver.url(), headers={"Authorization": "hunter2"})
    path = f"{SUBSCRIPTIONS}/{made['id']}"
    wait_until(lambda: worked.get(path, headers=mine).json()["status"] == "active")
    worked.post(f"{path}/test", headers=mine)
    assert [each.headers.get("authorization") for each in receiver.requests] == [None, "hunter2"]


@pytest.mark.parametrize(
    ("body", "field", "hint"),
    [
        ({"url": "example.com/hook"}, "url", "https://"),
        ({"url": "https://user:pass@example.com/"}, "url", "name"),
        ({"url": None}, "url", "missing"),
        ({"channel": "pigeon"}, "channel", "webhook"),
        ({"format": "fax"}, "format", "standard"),
        ({"regions": ["XQ"]}, "regions", "XQ"),
        ({"types": ["cinematic"]}, "types", "theatrical"),
        ({"titles": ["no-such-film"]}, "titles", "no-such-film"),
        ({"leads": [-1]}, "leads", "0 to 365"),
        ({"leads": [10_000]}, "leads", "0 to 365"),
        ({"leads": [7, 7]}, "leads", "twice"),
        ({"leads": list(range(100_000))}, "leads", "at most 12"),
        ({"regions": ["NZ"] * 100_000}, "regions", "at most 500"),
        ({"hour": 24}, "hour", "0 to 23"),
        ({"timezone": "Mars/Olympus"}, "timezone", "IANA"),
        ({"events": ["release.exploded"]}, "events", "release.moved"),
        ({"events": []}, "events", "empty"),
        ({"titles": ["x"] * 100_000}, "titles", "at most 500"),
    ],
)
def test_bad_fields_are_named(client: httpx.Client, body: dict[str, Any], field: str, hint: str) -> None:
    given = {"channel": "webhook", "url": "http://127.0.0.1:9/hook", **body}
    answer = client.post(SUBSCRIPTIONS, json=given)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert error["field"] == field
    assert hint in error["detail"]


def test_sign_ups_are_rate_limited_except_for_editors(client: httpx.Client, editor: dict[str, str]) -> None:
    body = {"channel": "webhook", "url": "http://127.0.0.1:9/hook"}
    codes = [client.post(SUBSCRIPTIONS, json=body).status_code for _ in range(31)]
    assert codes == [201] * 30 + [429]
    assert client.post(SUBSCRIPTIONS, json=body, headers=editor).status_code == 201


def test_the_description_names_the_answers_and_the_problems(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    for path in ("/api/v1/subscriptions/{subscription_id}/recover", "/api/v1/deliveries/{delivery_id}/retry"):
        answers = document["paths"][path]["post"]["responses"]
        assert {"401", "403", "404", "409", "422"} <= answers.keys()
        for status, answer in answers.items():
            (media_type,) = answer["content"]
            assert media_type == ("application/json" if status[0] == "2" else "application/problem+json")
            assert answer["content"][media_type]["schema"]["$ref"].startswith("#/components/schemas/")
    assert "Problem" in document["components"]["schemas"]


def test_deliveries_are_paged_from_the_newest(worked: httpx.Client, receiver: Receiver) -> None:
    made, mine = subscribe(worked, url=receiver.url())
    for _ in range(4):
        worked.post(f"{SUBSCRIPTIONS}/{made['id']}/test", headers=mine)
    path, seen, cursor = f"{SUBSCRIPTIONS}/{made['id']}/deliveries", [], None
    while True:
        page = worked.get(
            path, params={"limit": 2, **({"cursor": cursor} if cursor else {})}, headers=mine
        ).json()
        seen += [each["id"] for each in page["items"]]
        assert all(len(each["attempts"]) == each["tries"] for each in page["items"])
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 5
    assert seen == sorted(seen, reverse=True)
    assert {json.loads(each.body)["type"] for each in receiver.requests} >= {"subscription.test"}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://2130706433/hook",
        "http://0x7f.1/hook",
        "http://[::ffff:10.0.0.1]/hook",
        "http://localhost:8000/hook",
        "http://169.254.169.254/latest/meta-data",
    ],
)
def test_a_private_address_is_refused_in_every_spelling(database: Database, clock: Clock, url: str) -> None:
    limits.forget_rates()
    app = make_app(Settings(), database, clock, worker=False)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        answer = client.post(SUBSCRIPTIONS, json={"channel": "webhook", "url": url})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "url")
