import json
from pathlib import Path

from tests.openingday.command import openingday

BOXING_DAY = (
    "“Anora” will arrive in New Zealand cinemas on Boxing Day. “Tár” opens in cinemas on 6 March.".encode()
)
PUBLISHED = ("--published", "2024-12-01")


def test_a_draft_is_shown_with_its_evidence_and_nothing_is_written(tmp_path: Path) -> None:
    done = openingday(tmp_path, "announce", *PUBLISHED, given=BOXING_DAY)
    shown = done.stdout.decode()
    assert done.returncode == 0
    for words in (
        "2024-12-26 (Boxing Day)",
        "1. “Anora” will arrive in New Zealand cinemas",
        "Nothing was written",
    ):
        assert words in shown
    assert not (tmp_path / "test.db").exists()


def test_apply_adds_once_and_says_what_it_left_alone(database_url: str, tmp_path: Path) -> None:
    text = tmp_path / "article.txt"
    text.write_bytes(BOXING_DAY.replace(b". ", b".\r\n\r\n"))
    given = ["announce", str(text), *PUBLISHED, "--apply"]
    first = openingday(tmp_path, *given, database_url=database_url)
    second = openingday(tmp_path, *given, "--json", database_url=database_url)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "→ added" in first.stdout.decode()
    assert "→ left alone: nothing says where" in first.stdout.decode()
    results = json.loads(second.stdout)["results"]
    assert [result["outcome"] for result in results] == ["left_alone", "left_alone"]


def test_a_text_without_an_announcement_exits_with_0(tmp_path: Path) -> None:
    done = openingday(tmp_path, "announce", "--apply", given=b"It rained on Tuesday.\n")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        b"no release announced\n\nNo date of a release was found in the text.\n",
        b"",
    )
