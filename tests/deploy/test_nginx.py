"""Feeds through the cache of deploy/nginx: the same, kept, renewed, and served while the service is away."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from db.engine import Database
from openingday.app import Front, make_app
from openingday.settings import Settings
from releases.clock import Clock
from releases.editors import create_token
from tests.deploy.asking import METRICS_SPELLINGS, as_written
from tests.deploy.nginx import in_front_of
from tests.openingday.service import wait_until
from tests.server import serving

NOW = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)  # a week before Boxing Day
FEED = "/feeds/nz.ics"


@dataclass(frozen=True)
class House:
    service: httpx.Client
    cached: httpx.Client  # through nginx
    editor: dict[str, str]
    release: str  # its address in the API


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("nginx")
    with opened(sqlite_template, folder) as database:
        with database.write() as session:
            _, token = create_token(session, "test", [], NOW)
        editor = {"Authorization": f"Bearer {token}"}
        with serving(service_of(database)) as address, in_front_of(address, folder) as cached:
            body = {"title": "Anora", "region": "NZ", "on": "2024-12-26", "year": 2024}
            made = cached.post("/api/v1/releases", json=body, headers=editor).raise_for_status().json()
            with httpx.Client(base_url=address) as service:
                yield House(service, cached, editor, f"/api/v1/releases/{made['id']}")


@contextmanager
def opened(template: Path, folder: Path) -> Iterator[Database]:
    shutil.copy(template, folder / "test.db")
    database = Database(f"sqlite:///{folder / 'test.db'}")
    yield database
    database.close()


def service_of(database: Database) -> Front:
    return make_app(Settings(), database, Clock(NOW), worker=False)


def asked_of_the_service(house: House) -> float:
    """How many requests for feeds reached it."""
    lines = house.service.get("/metrics").text.splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("openingday_feed_requests_total"))


@pytest.mark.parametrize("encoding", ["identity", "gzip", "zstd"])
def test_a_second_poll_is_answered_by_the_cache_with_the_same_bytes(house: House, encoding: str) -> None:
    asks = {"Accept-Encoding": encoding}
    direct = house.service.get(FEED, headers=asks)
    house.cached.get(FEED, headers=asks)
    answers: list[httpx.Response] = []

    def hit() -> bool:
        answers.append(house.cached.get(FEED, headers=asks))
        return answers[-1].headers["x-cache"] == "HIT"

    wait_until(hit)
    told = ("etag", "cache-control", "last-modified", "vary", "content-type", "content-encoding")
    assert answers[-1].content == direct.content
    assert [answers[-1].headers.get(each) for each in told] == [direct.headers.get(each) for each in told]


def test_who_has_the_feed_is_told_so(house: House) -> None:
    feed = house.cached.get(FEED)
    for condition in (
        {"If-None-Match": feed.headers["etag"]},
        {"If-None-Match": f'"another", W/{feed.headers["etag"]}'},
        {"If-Modified-Since": feed.headers["last-modified"]},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ):
        answer = house.cached.get(FEED, headers=condition)
        assert (answer.status_code, answer.content) == (304, b""), condition
        assert answer.headers["etag"] == feed.headers["etag"]
    assert house.cached.get(FEED, headers={"If-None-Match": '"another"'}).status_code == 200


def test_many_who_ask_at_once_are_one_request_to_the_service(house: House) -> None:
    before = asked_of_the_service(house)
    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(lambda _: house.cached.get("/feeds/all.ics"), range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert (
        asked_of_the_service(house) - before < len(answers) / 2
    )  # 1, or one more for each second that it took


def test_a_release_that_moves_moves_in_the_cache(house: House) -> None:
    assert b"DTSTART;VALUE=DATE:20241226" in house.cached.get(FEED).content
    house.cached.patch(house.release, json={"on": "2025-01-02"}, headers=house.editor).raise_for_status()
    wait_until(lambda: b"DTSTART;VALUE=DATE:20250102" in house.cached.get(FEED).content, patience=10)


def test_somebody_s_own_feed_is_not_kept_and_ends_when_it_is_revoked(house: House) -> None:
    made = house.cached.post("/api/v1/feeds", json={"regions": ["NZ"]}).raise_for_status().json()
    path = httpx.URL(made["url"]).path
    for spelling in (path, path.replace("/my/", "/%6dy/"), path.replace("/my/", "/nz/../my/")):
        assert as_written(house.cached, spelling)[1] is None, spelling
    assert house.cached.get(path).headers["cache-control"].startswith("private")
    house.cached.delete(f"/api/v1/feeds/{made['token']}").raise_for_status()
    wait_until(lambda: house.cached.get(path).status_code == 404)


@pytest.mark.parametrize("path", METRICS_SPELLINGS)
def test_metrics_are_for_nobody_outside(house: House, path: str) -> None:
    status, _, body = as_written(house.cached, path)
    assert status == 404
    assert b"openingday_" not in body
    assert b"openingday_" in house.service.get("/metrics").content


def test_errors_are_the_service_s_own_and_are_not_kept(house: House) -> None:
    for _ in range(2):
        answer = house.cached.get("/feeds/nz.ics?alarm=never")
        assert (answer.status_code, answer.headers["x-cache"]) == (400, "MISS")
        assert answer.json()["errors"][0]["field"] == "alarm"


def test_feeds_are_served_while_the_service_is_away(sqlite_template: Path, tmp_path: Path) -> None:
    with opened(sqlite_template, tmp_path) as database, ExitStack() as service:
        address = service.enter_context(serving(service_of(database)))
        with in_front_of(address, tmp_path) as cached:
            feed = cached.get(FEED).raise_for_status()
            service.close()
            wait_until(lambda: cached.get(FEED).headers["x-cache"] == "STALE")
            stale = cached.get(FEED)
            assert (stale.status_code, stale.content) == (200, feed.content)
            assert cached.get(FEED, headers={"If-None-Match": feed.headers["etag"]}).status_code == 304
            assert cached.get("/").status_code == 502
