"""What a stranger's request can make the service say, load or believe."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from api import limits
from db.engine import Database
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from tests.openingday.service import running
from tests.server import serving

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def client(database: Database, clock: Clock) -> Iterator[httpx.Client]:
    limits.forget_rates()
    app = make_app(Settings(public_url="https://openingday.example"), database, clock, worker=False)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def test_the_reference_is_complete_and_loads_nothing_from_elsewhere(client: httpx.Client) -> None:
    shown = client.get("/docs")
    assert shown.status_code == 200
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert "unsafe" not in shown.headers["content-security-policy"]
    assert "<script" not in shown.text
    for address in re.findall(r'(?:href|src)="([^"]*)"', shown.text):
        assert client.get(address).status_code == 200, address
    for path in client.get("/openapi.json").json()["paths"]:
        assert f" {path}</code>" in shown.text
    assert client.get("/redoc").headers["location"] == "/docs"


@pytest.mark.parametrize("path", ["/api/v1/regions/", "/nz/", "/api/v1/releases/?q=//evil.example"])
def test_a_redirect_leads_to_the_public_address_whatever_host_was_named(
    client: httpx.Client, path: str
) -> None:
    answer = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Proto": "ftp"})
    assert answer.status_code in {307, 308}
    assert answer.headers["location"] == f"https://openingday.example{path.replace('/?', '?').rstrip('/')}"


OURS = "https://openingday.example"


@pytest.mark.parametrize(
    "path", ["/desk/sign-in", "/desk/moved", "/look", "/alerts/leave/x", "/alerts/mine/open"]
)
@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://sibling.openingday.example"},
        {"Origin": "http://openingday.example"},
        {"Origin": "null"},
        {"Origin": OURS, "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_refused(client: httpx.Client, path: str, sent: dict[str, str]) -> None:
    refused = client.post(path, data={"look": "dark"}, headers=sent)
    assert (refused.status_code, "another site" in refused.text) == (403, True)


@pytest.mark.parametrize(
    "sent",
    [{}, {"Origin": OURS}, {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
)
def test_a_form_of_our_own_is_taken(client: httpx.Client, sent: dict[str, str]) -> None:
    assert client.post("/look", data={"look": "dark"}, headers=sent).status_code == 303


@pytest.mark.parametrize(("trusted", "statuses"), [("", [201, 429]), ("127.0.0.1", [201, 201])])
def test_only_a_trusted_proxy_says_for_whom_it_asks(
    tmp_path: Path, database_url: str, trusted: str, statuses: list[int]
) -> None:
    now = datetime(2024, 12, 18, tzinfo=UTC)
    with running(tmp_path, database_url, now, sign_ups_per_hour="1", trusted_proxies=trusted) as service:
        assert statuses == [
            service.client.post(
                "/api/v1/feeds", json={}, headers={"X-Forwarded-For": f"198.51.100.{number}"}
            ).status_code
            for number in (1, 2)
        ]


def test_a_trusted_proxy_that_is_no_network_is_refused(database_url: str) -> None:  # noqa: ARG001 - of every test here
    with pytest.raises(ValueError, match="trusted_proxies"):
        Settings(trusted_proxies="proxy.example")
