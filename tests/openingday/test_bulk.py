from pathlib import Path

import pytest

from tests.openingday.command import openingday

CSV = "film;country;opens\r\nAnora;NZ;Boxing Day 2030\r\nTár;NZ;31 November\r\n"


def test_import_reports_bad_rows_and_writes_the_others(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(CSV, encoding="cp1252")
    done = openingday(tmp_path, "import", str(file), database_url=database_url)
    assert done.returncode == 1
    assert done.stdout.decode() == "added 1, moved 0, edited 0, cancelled 0, left alone 0, bad 1\n"
    told = done.stderr.decode().splitlines()
    assert told[0] == "note: the file is not UTF-8: Windows-1252 was assumed"
    assert told[1].startswith("line 3: on: ")
    again = openingday(tmp_path, "import", "-", "--dry-run", given=CSV.encode(), database_url=database_url)
    assert again.stdout.decode() == "Would be: added 0, moved 0, edited 0, cancelled 0, left alone 1, bad 1\n"


def test_import_reads_what_export_prints(tmp_path: Path) -> None:
    openingday(tmp_path, "import", "-", given=CSV.encode())
    printed = openingday(tmp_path, "export", "--format", "ics")
    assert (printed.returncode, printed.stderr) == (0, b"")
    done = openingday(tmp_path, "import", "-", given=printed.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"left alone 1, bad 0" in done.stdout


def test_only_the_first_hundred_bad_rows_are_listed(tmp_path: Path) -> None:
    rows = "title,region,on\n" + "Anora,NZ,31 November\n" * 250
    done = openingday(tmp_path, "import", "-", given=rows.encode())
    told = done.stderr.decode().splitlines()
    assert (len(told), told[-1]) == (101, "… and 150 more rows")


@pytest.mark.parametrize(
    ("arguments", "given", "why"),
    [
        (["import", "nowhere.csv"], b"", "nowhere.csv: No such file or directory"),
        (["import", "-"], b"\x00", "binary"),
        (["import", "-", "--region", "XQ"], b"title,on\n", "There is no region 'XQ'"),
        (["export", "--region", "XQ"], b"", "There is no region 'XQ'"),
    ],
)
def test_an_import_or_export_error_is_one_line(
    tmp_path: Path, arguments: list[str], given: bytes, why: str
) -> None:
    done = openingday(tmp_path, *arguments, given=given)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("error: ")
    assert why in line
