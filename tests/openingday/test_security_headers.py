"""The security headers of every answer."""

import re
from collections.abc import Iterator

import httpx
import pytest

from api import limits
from db.engine import Database
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from releases.desk import Desk, NewRelease
from releases.editors import Editor, create_token
from tests.server import serving
from tests.web.newsroom import send

PAGES = ["/", "/nz", "/feeds", "/alerts", "/alerts/mine", "/desk", "/embed", "/zz", "/alerts/manage/x"]
PROGRAMS = ["/api/v1/regions/nz", "/api/v1/nothing", "/openapi.json", "/docs", "/healthz", "/metrics"]
FEEDS = ["/feeds/nz.ics", "/feeds/nz.json", "/feeds/zz.ics", "/feeds/my/x.ics"]


pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def client(database: Database, clock: Clock) -> Iterator[httpx.Client]:
    limits.forget_rates()
    app = make_app(Settings(public_url="https://openingday.example"), database, clock, worker=False)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def test_every_answer_has_security_headers(client: httpx.Client, database: Database, clock: Clock) -> None:
    with database.write() as session:
        Desk(session, clock.now(), Editor("test")).announce(
            NewRelease(title="A", region="NZ", on="2024-12-26")
        )
        _, token = create_token(session, "test", [], clock.now())
    style = re.findall(r'href="(/static/[^"]*)"', client.get("/nz").text)
    for path in [*PAGES, *PROGRAMS, *style, "/robots.txt", "/favicon.ico"]:
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] in {
            "no-referrer",
            "same-origin",
            "strict-origin-when-cross-origin",
        }, path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["strict-transport-security"] == "max-age=31536000", path
    for path in PAGES:
        policy = client.get(path).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'"), path
        assert "unsafe" not in policy, path
    for path in FEEDS:
        assert client.get(path).headers["x-content-type-options"] == "nosniff", path
    assert "frame-ancestors *" in client.get("/embed/nz").headers["content-security-policy"]

    client.cookies.clear()
    given = [client.get("/alerts"), client.post("/look", data={"look": "dark"})]
    # The client sends no Secure cookie over plain HTTP by itself.
    visit = {"cookie": f"__Host-visit={given[0].cookies['__Host-visit']}"}
    with httpx.Client(base_url=client.base_url, headers=visit) as other:
        given.append(send(other, other.get("/alerts"), "/desk/sign-in", token=token))
    for answer in given:
        assert "Secure" in (cookie := answer.headers["set-cookie"]), answer.url
        assert "HttpOnly" in cookie, answer.url
        assert cookie.startswith("__Host-"), answer.url
        assert "; Path=/;" in cookie, answer.url
    assert "SameSite=strict" in given[-1].headers["set-cookie"]


def test_a_form_that_is_too_large_is_answered_with_a_page(client: httpx.Client) -> None:
    for path in ("/desk/announcement", "/alerts/manage/x"):
        answer = client.post(path, content=b"x" * (1024 * 1024 + 1))
        assert (answer.status_code, answer.headers["connection"]) == (413, "close")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "send it in parts" in answer.text
