import httpx
import pytest

from db.engine import Database
from releases.clock import Clock
from tests.api.conftest import token_headers

IMPORTS = "/api/v1/imports"
CSV = "title,region,on\nAnora,NZ,Boxing Day\nAnora,AU,31 November\nTár,AU,2025-01-02\n"
COUNTS = ("added", "moved", "edited", "cancelled", "left_alone", "bad")


def post(
    client: httpx.Client,
    editor: dict[str, str],
    content: str | bytes = CSV,
    media_type: str = "text/csv; charset=utf-8",
    **query: str,
) -> httpx.Response:
    return client.post(IMPORTS, content=content, params=query, headers={**editor, "Content-Type": media_type})


def counts(answer: httpx.Response) -> dict[str, int]:
    assert answer.status_code == 200, answer.text
    return {name: answer.json()[name] for name in COUNTS if answer.json()[name]}


def test_good_rows_go_in_and_bad_ones_are_named(client: httpx.Client, editor: dict[str, str]) -> None:
    answer = post(client, editor)
    assert counts(answer) == {"added": 2, "bad": 1}
    (row,) = answer.json()["rows"]
    assert (row["line"], row["outcome"], row["field"]) == (3, "bad", "on")
    assert "November has 30 days" in row["reason"]
    assert counts(post(client, editor)) == {"left_alone": 2, "bad": 1}
    listed = client.get("/api/v1/releases").json()["items"]
    assert [each["title"]["name"] for each in listed] == ["Anora", "Tár"]


def test_a_dry_run_writes_nothing(client: httpx.Client, editor: dict[str, str]) -> None:
    answer = post(client, editor, dry_run="true")
    assert (counts(answer), answer.json()["dry_run"]) == ({"added": 2, "bad": 1}, True)
    assert client.get("/api/v1/releases").json()["items"] == []


def test_import_reads_what_the_api_lists(client: httpx.Client, editor: dict[str, str]) -> None:
    post(client, editor)
    listed = client.get("/api/v1/releases").text
    assert counts(post(client, editor, listed, "application/json")) == {"left_alone": 2}


def test_import_reads_what_the_feed_shows(client: httpx.Client, editor: dict[str, str]) -> None:
    post(client, editor)
    feed = client.get("/feeds/nz.ics").text
    assert counts(post(client, editor, feed, "text/calendar")) == {"left_alone": 1}
    later = feed.replace(":20241227", ":20241229").replace(":20241226", ":20241228")
    assert counts(post(client, editor, later, "text/calendar", region="GB")) == {"moved": 1}


def test_importing_a_foreign_calendar_needs_a_region(client: httpx.Client, editor: dict[str, str]) -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Anora\r\nDTSTART;VALUE=DATE:20241226\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
    assert counts(post(client, editor, calendar, "text/calendar")) == {"bad": 1}
    assert counts(post(client, editor, calendar, "text/calendar", region="NZ", type="tv")) == {"added": 1}


def test_an_import_writes_only_in_the_tokens_regions(
    client: httpx.Client, database: Database, clock: Clock
) -> None:
    answer = post(client, token_headers(database, clock, ["NZ"]))
    assert counts(answer) == {"added": 1, "bad": 2}
    assert [row["field"] for row in answer.json()["rows"]] == ["region", "region"]


@pytest.mark.parametrize(
    ("content", "media_type", "status", "slug"),
    [
        ("", "text/csv", 422, "unreadable-file"),
        (b"\x00\x01", "text/csv", 422, "unreadable-file"),
        ("Anora,NZ,Boxing Day\n", "text/csv", 422, "unreadable-file"),
        (CSV, "application/json", 422, "unreadable-file"),
        (CSV, "application/pdf", 415, "unknown-format"),
        (CSV, "", 415, "unknown-format"),
    ],
)
def test_an_unreadable_import_is_a_problem(
    client: httpx.Client,
    editor: dict[str, str],
    content: str | bytes,
    media_type: str,
    status: int,
    slug: str,
) -> None:
    answer = post(client, editor, content, media_type)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["type"].endswith(f"/problems/{slug}")
    assert client.get(f"/problems/{slug}").status_code == 200


def test_a_file_over_the_limit_is_referred_to_the_command(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    answer = post(client, editor, CSV + "\n" * 1024 * 1024)
    assert answer.status_code == 413
    assert "`openingday import`" in answer.json()["detail"]


def test_only_editors_may_import(client: httpx.Client) -> None:
    assert post(client, {}).status_code == 401
