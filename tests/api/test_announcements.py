import httpx
import pytest

ANNOUNCEMENTS = "/api/v1/announcements"
BOXING_DAY = "“Anora” will arrive in New Zealand cinemas on Boxing Day."


def test_a_text_gives_drafts_and_nothing_is_saved(client: httpx.Client, editor: dict[str, str]) -> None:
    body = {"text": BOXING_DAY, "published": "2025-09-01"}
    answer = client.post(ANNOUNCEMENTS, json=body, headers=editor)
    (draft,) = answer.json()["drafts"]
    assert draft == {
        "action": "announce",
        "title": "Anora",
        "region": "NZ",
        "on": "2025-12-26",
        "precision": "day",
        "label": "Boxing Day",
        "type": "theatrical",
        "edition": "",
        "evidence": BOXING_DAY,
        "certainty": "sure",
        "doubts": [],
    }
    assert client.get("/api/v1/releases").json()["items"] == []


def test_a_text_without_a_day_is_read_as_of_today_and_nationwide_is_the_region(
    client: httpx.Client, editor: dict[str, str]
) -> None:
    body = {"text": "“Anora” opens nationwide on Boxing Day.", "region": "nz"}
    (draft,) = client.post(ANNOUNCEMENTS, json=body, headers=editor).json()["drafts"]
    assert (draft["region"], draft["on"]) == ("NZ", "2024-12-26")


def test_a_text_without_an_announcement_has_no_drafts(client: httpx.Client, editor: dict[str, str]) -> None:
    answer = client.post(ANNOUNCEMENTS, json={"text": "It rained on Tuesday."}, headers=editor)
    assert (answer.status_code, answer.json()) == (
        200,
        {"drafts": [], "unused_dates": [], "notes": ["No date of a release was found in the text."]},
    )


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": "a" * 100_001}, "text"),
        ({"text": BOXING_DAY, "region": "XQ"}, "region"),
        ({"text": BOXING_DAY, "published": "soon"}, "published"),
        ({"text": BOXING_DAY, "published": "0001-01-01"}, "published"),
        ({"text": BOXING_DAY, "apply": True}, "apply"),
    ],
)
def test_a_bad_field_is_named(
    client: httpx.Client, editor: dict[str, str], body: dict[str, object], field: str
) -> None:
    answer = client.post(ANNOUNCEMENTS, json=body, headers=editor)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_only_editors_may_read_announcements(client: httpx.Client) -> None:
    assert client.post(ANNOUNCEMENTS, json={"text": BOXING_DAY}).status_code == 401
