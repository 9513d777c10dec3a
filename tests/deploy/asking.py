"""Asks servers on loopback."""

from contextlib import closing
from http.client import HTTPConnection

import httpx

from tests.openingday.service import PATIENCE

METRICS_SPELLINGS = ("/metrics", "/%6detrics", "//metrics", "/nz/../metrics", "/metrics?name[]=a")


def answers(client: httpx.Client, path: str, status: int) -> bool:
    """Whether it answers already, and so."""
    try:
        return client.get(path).status_code == status
    except httpx.TransportError:
        return False


def as_written(client: httpx.Client, path: str) -> tuple[int, str | None, bytes]:
    """Status, X-Cache and body for a path that httpx would put in order first."""
    with closing(HTTPConnection(client.base_url.host, client.base_url.port, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.getheader("X-Cache"), answer.read()
