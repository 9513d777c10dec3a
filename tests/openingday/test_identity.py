"""One film stays one film, whatever file or text names it next; at the command line."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.openingday.command import openingday


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert openingday(tmp_path, "migrate").returncode == 0
    return tmp_path


def run(folder: Path, *arguments: str, given: str | None = None, code: int = 0) -> str:
    done = openingday(folder, *arguments, given=given.encode() if given is not None else None)
    assert done.returncode == code, (done.stdout, done.stderr)
    return (done.stdout + done.stderr).decode()


def releases(folder: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(run(folder, "release", "list", "--json"))
    return listed


def imported(folder: Path, rows: str, *arguments: str, code: int = 0) -> str:
    return run(folder, "import", "-", *arguments, given=f"Title,Year,Region,On\n{rows}\n", code=code)


def add(folder: Path, title: str, on: str, year: str, *arguments: str) -> None:
    run(folder, "release", "add", title, "--region", "NZ", "--on", on, "--year", year, *arguments)


def test_a_curly_apostrophe_moves_the_release_that_stands(folder: Path) -> None:
    add(folder, "Ocean's Eleven", "2025-06-05", "2001")
    assert "moved 1" in imported(folder, "Ocean’s Eleven,2001,NZ,2025-06-12")
    assert [each["opens_on"] for each in releases(folder)] == ["2025-06-12"]


def test_a_move_and_a_cancellation_find_the_release_that_stands(folder: Path) -> None:
    add(folder, "Ocean's Twelve", "2025-06-05", "2004")
    press = folder / "press.txt"
    announce = ("announce", str(press), "--published", "2024-12-02", "--apply", "--check")
    press.write_text("“Ocean’s Twelve” has been pushed back to 12 June 2025 in New Zealand.")
    assert "moved" in run(folder, *announce, given="y\n")
    press.write_text("“Ocean’s Twelve” has been cancelled in New Zealand.")
    assert "cancelled" in run(folder, *announce, given="y\n")
    assert [(each["opens_on"], each["status"]) for each in releases(folder)] == [("2025-06-12", "cancelled")]


def test_a_move_of_what_is_not_there_waits_for_a_yes(folder: Path) -> None:
    press = folder / "press.txt"
    press.write_text("“Ocean’s Twelve” has been pushed back to 12 June 2025 in New Zealand.")
    announce = ("announce", str(press), "--published", "2024-12-02", "--apply", "--check")
    asked = run(folder, *announce, given="y\n", code=1)
    assert "not applied" in asked
    assert "unknown-title" in asked
    assert releases(folder) == []
    run(folder, *announce, "--accept", "unknown-title", given="y\n")
    assert len(releases(folder)) == 1
    press.write_text("“Ocean’s Thirteen” has been cancelled in New Zealand.")
    cancelled = run(folder, *announce, given="y\n", code=1)
    assert "not applied" in cancelled
    assert [each["status"] for each in releases(folder)] == ["confirmed"]


def test_a_year_off_by_one_is_said_and_makes_no_second_film(folder: Path) -> None:
    imported(folder, "Anora,2024,NZ,2024-12-26")
    again = imported(folder, "Anora,2025,NZ,2024-12-26")
    assert "line 2" in again
    assert "Anora (2024)" in again
    assert "year-off-by-one" in again
    assert len(releases(folder)) == 1
    # Another day would move what may be another film: that waits for a yes.
    other = imported(folder, "Anora,2025,NZ,2025-01-30", code=1)
    assert "doubted 1" in other
    imported(folder, "Anora,2025,NZ,2025-01-30", "--accept", "year-off-by-one")
    assert [each["title"]["year"] for each in releases(folder)] == [2024, 2025]


def test_a_near_title_and_a_move_by_a_year_wait_for_a_yes(folder: Path) -> None:
    imported(folder, "Gladiator,2000,NZ,2025-05-05")
    near = imported(folder, "Gladiater,2000,NZ,2025-05-06\nAnora,2024,NZ,2024-12-26", code=1)
    assert "doubted 1" in near
    assert "added 1" in near
    assert "[near-title]" in near
    year = imported(folder, "Gladiator,2000,NZ,2026-05-05", code=1)
    assert "[moves-by-a-year]" in year
    assert "moved 1" in imported(folder, "Gladiator,2000,NZ,2026-05-05", "--accept", "moves-by-a-year")


def test_ids_in_a_file_decide_and_come_out_again(folder: Path) -> None:
    heading = "title,year,region,on,imdb_id,distributor,rating\n"
    rows = "Emma,1996,NZ,2025-03-01,tt0116191,Miramax,PG\nEmma,1996,NZ,2025-03-02,tt0118308,ITV,\n"
    assert "added 2" in run(folder, "import", "-", given=heading + rows)
    again = run(folder, "import", "-", given=heading + rows.replace("Emma,1996", "Emma!,1997"))
    assert "left alone 2" in again
    for file_format in ("csv", "json", "ics"):
        exported = run(folder, "export", "--format", file_format)
        assert "tt0118308" in exported
        assert "Miramax" in exported
        assert "left alone 2" in run(folder, "import", "-", given=exported)


def test_titles_are_listed_shown_edited_and_merged(folder: Path) -> None:
    add(folder, "Oceans 12", "2025-06-05", "2004")
    run(folder, "release", "add", "Ocean's Twelve", "--region", "AU", "--on", "2025-06-05", "--year", "2004",
        "--accept", "near-title")  # fmt: skip
    run(
        folder,
        "title",
        "edit",
        "oceans-12",
        "director=Steven Soderbergh",
        "runtime=125",
        "aliases=Twelve|O12",
    )
    assert "no FIELD=VALUE" in run(folder, "title", "edit", "oceans-12", "colour=red", code=1)
    assert "runtime" in run(folder, "title", "edit", "oceans-12", "runtime=long", code=1)
    assert "oceans-12" in run(folder, "title", "list", "twelve")
    run(folder, "title", "merge", "oceans-12", "oceans-twelve")
    shown = json.loads(run(folder, "title", "show", "oceans-twelve", "--json"))
    assert (shown["director"], shown["runtime"]) == ("Steven Soderbergh", 125)
    assert shown["aliases"] == ["O12", "Oceans 12", "Twelve"]
    assert len(shown["releases"]) == 2
    assert "oceans-twelve now" in run(folder, "title", "show", "oceans-12", code=1)
    assert "itself" in run(folder, "title", "merge", "oceans-twelve", "oceans-twelve", code=1)


IMDB = """tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres
tt28607951\tmovie\tAnora\tAnora\t0\t2024\t\\N\t139\tComedy
tt0047478\tmovie\tSeven Samurai\tShichinin no samurai\t0\t1954\t\\N\t207\tAction
tt0903747\ttvSeries\tBreaking Bad\tBreaking Bad\t0\t2008\t2013\t49\tCrime
"""
TMDB = '{"adult":false,"id":1064213,"original_title":"Anora","popularity":9.1,"video":false}\nnot JSON\n'
WIKIDATA = (
    "item,itemLabel,imdb,date\nhttp://www.wikidata.org/entity/Q124449061,Anora,tt28607951,2024-05-21T00:00:00Z\n"
    "http://www.wikidata.org/entity/Q1,Q1,,\n"
)
PLAIN = "Name;Year;IMDb ID\nAmélie;2001;tt0211915\n;2001;\n"


@pytest.mark.parametrize(("content", "count"), [(IMDB, 3), (TMDB, 1), (WIKIDATA, 1), (PLAIN, 1)])
@pytest.mark.parametrize("packed", [False, True])
def test_known_titles_are_read_from_every_list(folder: Path, content: str, count: int, packed: bool) -> None:
    file = folder / "titles"
    file.write_bytes(gzip.compress(content.encode()) if packed else content.encode())
    for _ in range(2):
        assert f"{count} films are known" in run(folder, "title", "import", "titles")


def test_what_is_no_list_of_films_or_not_whole_is_refused(folder: Path) -> None:
    (folder / "cut.gz").write_bytes(gzip.compress(IMDB.encode() * 50)[:-20])
    assert "not whole" in run(folder, "title", "import", "cut.gz", code=1)
    assert "no list of films" in run(folder, "title", "import", "-", given="<html>\n", code=1)
    assert "no list of films" in run(folder, "title", "import", "-", given="x" * 200_000, code=1)
