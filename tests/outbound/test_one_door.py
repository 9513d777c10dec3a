"""Every HTTP request that leaves goes through outbound/."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ELSEWHERE = ("openingday", "web", "api", "feeds", "sources", "announcements", "scheduler", "releases", "db")
# What would send a request past it.
PAST_IT = re.compile(
    r"httpx\.(AsyncClient|Client|AsyncHTTPTransport|HTTPTransport|get|post|put|patch|delete|head|request|stream)\("
    r"|\burlopen\(|\b(import|from) (aiohttp|requests|urllib3|http\.client|urllib\.request)\b"
)


def test_no_other_floor_opens_connections_of_its_own() -> None:
    files = [file for floor in ELSEWHERE for file in (ROOT / floor).rglob("*.py")]
    assert len(files) > 100
    past = [
        f"{file.relative_to(ROOT)}: {found.group()}"
        for file in files
        for found in PAST_IT.finditer(file.read_text())
    ]
    assert past == []
