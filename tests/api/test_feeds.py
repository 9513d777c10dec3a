"""Personal feeds, from creation to revocation."""

import hashlib
from datetime import date

import httpx
import pytest
from sqlmodel import select

from db.engine import Database
from db.models import PersonalFeed
from db.words import ReleaseType
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from tests.feeds.builders import add_release, add_title
from tests.feeds.readers import by_icalendar
from tests.feeds.waiting import until
from tests.server import serving


@pytest.fixture
def films(database: Database) -> None:
    with database.write() as session:
        anora, wicked = add_title(session, "Anora"), add_title(session, "Wicked")
        anora.slug, wicked.slug = "anora", "wicked"
        for title in (anora, wicked):
            for region in ("NZ", "AU", "FR"):
                add_release(session, title, region)
                add_release(session, title, region, type=ReleaseType.DIGITAL, opens_on=date(2025, 3, 1))


def make(client: httpx.Client, **chosen: list[str]) -> dict[str, str]:
    answer = client.post("/api/v1/feeds", json=chosen)
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    made: dict[str, str] = answer.json()
    return made


@pytest.mark.usefixtures("films")
def test_a_personal_feed_holds_the_chosen_regions_types_and_titles(
    client: httpx.Client, database: Database
) -> None:
    made = make(client, regions=["nz", "AU"], types=["theatrical"], titles=["anora"])
    assert made["url"] == f"https://openingday.example/feeds/my/{made['token']}.ics"
    assert made["webcal"] == f"webcal://openingday.example/feeds/my/{made['token']}.ics"
    answer = client.get(f"/feeds/my/{made['token']}.ics")
    assert answer.headers["cache-control"].startswith("private, max-age=300")
    assert (
        answer.headers["access-control-allow-origin"] == "*"
    )  # its address is the secret, and no cookie opens it
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert made["token"] not in answer.headers["content-disposition"]
    seen = [event.summary for event in by_icalendar(answer.content)]
    assert sorted(seen) == ["Anora · in cinemas (Australia)", "Anora · in cinemas (New Zealand)"]
    with database.read() as session:
        (row,) = session.exec(select(PersonalFeed)).all()
        assert row.token_hash == hashlib.sha256(made["token"].encode()).hexdigest()


def test_the_answer_has_a_webcal_address(client: httpx.Client) -> None:
    # Apple, Calendar Scripting Guide, "Subscribing to a Calendar": GetURL "webcal://…"
    made = make(client, regions=["NZ"])
    assert made["webcal"].partition("://") == ("webcal", "://", made["url"].partition("://")[2])


@pytest.mark.usefixtures("films")
def test_a_feed_without_choices_holds_everything_and_takes_options(client: httpx.Client) -> None:
    token = make(client)["token"]
    assert len(by_icalendar(client.get(f"/feeds/my/{token}.ics").content)) == 12
    assert len(by_icalendar(client.get(f"/feeds/my/{token}.ics?type=digital&past=0").content)) == 6
    assert len(client.get(f"/feeds/my/{token}.json").json()["items"]) == 12


@pytest.mark.usefixtures("films")
def test_a_type_option_outside_the_chosen_types_is_rejected(client: httpx.Client) -> None:
    token = make(client, types=["theatrical", "digital"])["token"]
    assert len(by_icalendar(client.get(f"/feeds/my/{token}.ics?type=tv,digital&past=0").content)) == 6
    refused = client.get(f"/feeds/my/{token}.ics?type=tv")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "type")
    assert "theatrical, digital" in refused.json()["detail"]


@pytest.mark.usefixtures("films")
def test_a_revoked_feed_answers_like_an_unknown_one(client: httpx.Client) -> None:
    kept, revoked = make(client)["token"], make(client)["token"]
    for token in (kept, revoked):
        assert client.get(f"/feeds/my/{token}.ics").status_code == 200
    assert client.delete(f"/api/v1/feeds/{revoked}").status_code == 204
    until(lambda: client.get(f"/feeds/my/{revoked}.ics").status_code == 404)
    never = client.get(f"/feeds/my/{'odf_' + 'x' * 43}.ics")
    answer = client.get(f"/feeds/my/{revoked}.ics")
    assert (answer.status_code, answer.content, dict(answer.headers)) == (
        never.status_code,
        never.content,
        {**never.headers, "date": answer.headers["date"]},
    )
    assert client.get(f"/feeds/my/{kept}.ics").status_code == 200
    assert client.delete(f"/api/v1/feeds/{revoked}").status_code == 404


@pytest.mark.usefixtures("films")
def test_a_revoked_feed_is_gone_on_every_process(
    client: httpx.Client, database: Database, clock: Clock
) -> None:
    token = make(client)["token"]
    other = make_app(Settings(), database, clock, worker=False)
    with serving(other) as address:
        assert httpx.get(f"{address}/feeds/my/{token}.ics").status_code == 200
        client.delete(f"/api/v1/feeds/{token}")
        until(lambda: httpx.get(f"{address}/feeds/my/{token}.ics").status_code == 404)


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"regions": ["ZZ"]}, "region"),
        ({"types": ["radio"]}, "types"),
        ({"titles": ["no-such-film"]}, "titles"),
        ({"titles": ["a"] * 501}, "titles"),
        ({"colour": ["red"]}, "colour"),
    ],
)
def test_a_bad_choice_is_named_and_makes_no_feed(
    client: httpx.Client, database: Database, chosen: dict[str, list[str]], field: str
) -> None:
    answer = client.post("/api/v1/feeds", json=chosen)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    with database.read() as session:
        assert not session.exec(select(PersonalFeed)).all()


def test_making_feeds_is_rate_limited(client: httpx.Client, editor: dict[str, str]) -> None:
    statuses = [client.post("/api/v1/feeds", json={}).status_code for _ in range(31)]
    assert statuses == [201] * 30 + [429]
    assert client.post("/api/v1/feeds", json={}, headers=editor).status_code == 201
