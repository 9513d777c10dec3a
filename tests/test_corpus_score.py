"""The score counts what is right, wrong and missed."""

from typing import Any

from releases.announcements import read_announcement
from tests.corpus_score import score


def item(text: str, *expected: tuple[str, str, str | None, str | None, str]) -> dict[str, Any]:
    keys = ("action", "title", "region", "on", "type")
    expect = [dict(zip(keys, one, strict=True)) for one in expected]
    return {"id": text[:12], "text": text, "published": "2024-11-20", "expect": expect}


RIGHT = item(
    "“Anora” opens in New Zealand on Boxing Day.", ("announce", "anora", "NZ", "2024-12-26", "theatrical")
)
WRONG = item("“Conclave” opens in New Zealand on 9 January.")
MISSED = item("Nothing here.", ("announce", "Conclave", "NZ", "2025-01-09", "theatrical"))


def test_what_matches_is_right_whatever_the_titles_case() -> None:
    counted = score([RIGHT], read_announcement)
    assert (counted.precision, counted.recall, counted.wrong, counted.missed) == (1.0, 1.0, (), ())


def test_a_draft_that_is_not_expected_is_wrong() -> None:
    counted = score([RIGHT, WRONG], read_announcement)
    assert counted.precision == 0.5
    assert [one.key[1] for one in counted.wrong] == ["conclave"]
    assert counted.sure_and_wrong == 1


def test_an_expected_draft_that_does_not_come_is_missed() -> None:
    counted = score([RIGHT, MISSED], read_announcement)
    assert counted.recall == 0.5
    assert [one.item for one in counted.missed] == ["Nothing here"]


def test_nothing_expected_and_nothing_drafted_is_a_perfect_score() -> None:
    counted = score([item("Nothing here.")], read_announcement)
    assert (counted.precision, counted.recall) == (1.0, 1.0)
