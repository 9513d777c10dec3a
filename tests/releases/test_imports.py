import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest

from releases.errors import OpeningDayError, UnreadableFileError
from releases.imports import Defaults, FileFormat, open_source, read_rows
from releases.imports.source import LONGEST_ROW
from releases.release_input import NewRelease

HEADER = "title,region,on,note\n"


def read(
    content: bytes | str,
    file_format: FileFormat | None = None,
    *,
    region: str | None = None,
    type: str | None = None,  # noqa: A002 - the contract's word
    remarks: list[str] | None = None,
) -> list[tuple[int, NewRelease | OpeningDayError]]:
    given = content.encode() if isinstance(content, str) else content
    with open_source(io.BytesIO(given)) as source:
        told = remarks if remarks is not None else []
        return list(read_rows(source.text, file_format, Defaults(region, type), told.append))


def good(content: bytes | str, **more: str) -> list[NewRelease]:
    rows = [row for _, row in read(content, **more)]  # type: ignore[arg-type] # only regions and types
    assert all(isinstance(row, NewRelease) for row in rows), rows
    return rows  # type: ignore[return-value] # they are


def bad(content: bytes | str) -> list[tuple[int, str]]:
    return [(line, row.detail) for line, row in read(content) if isinstance(row, OpeningDayError)]


def refused(content: bytes | str, file_format: FileFormat | None = None) -> str:
    with pytest.raises(UnreadableFileError) as error:
        read(content, file_format)
    return error.value.detail


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_from_any_spreadsheet_is_read(ending: str, delimiter: str, encoding: str) -> None:
    rows = [["FILM", "Release_Date", "Country", "Director"], ["Amélie", "2026-12-26", "France", "Jeunet"]]
    content = "".join(delimiter.join(row) + ending for row in rows)
    remarks: list[str] = []
    ((line, new),) = read(content.encode(encoding), remarks=remarks)
    assert (line, new) == (2, NewRelease(title="Amélie", region="FR", on="2026-12-26"))
    assert remarks == ["columns left out: 'Director'"]


def test_a_guessed_encoding_is_reported() -> None:
    for content, encoding, is_assumed in (
        ("é".encode(), "UTF-8", False),
        ("é".encode("utf-16"), "UTF-16", False),
        (b"\xe9", "Windows-1252", True),
    ):
        with open_source(io.BytesIO(content)) as source:
            assert (source.encoding, source.is_assumed) == (encoding, is_assumed)


def test_every_column_is_read() -> None:
    content = (
        "title,year,region,on,label,type,edition,at,timezone,status,note,source\n"
        'Anora,2024,uk,Boxing Day,St Stephen,Cinema,25th,19:00,UTC,tentative,"two\r\nlines, ""quoted""",https://a.example\n'
    )
    assert good(content) == [
        NewRelease(
            title="Anora", year=2024, region="GB", on="Boxing Day", label="St Stephen", type="theatrical",
            edition="25th", at="19:00", timezone="UTC", status="tentative", note='two\r\nlines, "quoted"',
            source="https://a.example",
        )
    ]  # fmt: skip


def test_default_region_and_type_replace_missing_columns() -> None:
    rows = good("title;date;type\nAnora;Boxing Day;\nTár;tba;tv\n", region="NZ", type="digital")
    assert [(row.region, row.type) for row in rows] == [("NZ", "digital"), ("NZ", "tv")]


def test_an_escaped_formula_cell_is_unescaped() -> None:
    rows = good(HEADER + "'=SUM(A1),NZ,tba,\n''=x,NZ,tba,\n'n Sync,NZ,tba,\n'71,NZ,tba,\n'-- ,NZ,tba,\n")
    assert [row.title for row in rows] == ["=SUM(A1)", "'=x", "'n Sync", "'71", "-- "]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("\n\nAnora,NZ,1900-01-00,\n", (4, "on is missing")),
        ('"Anora"x,NZ,tba,\n', (2, "this is not CSV")),
        ("Anora,NZ,26 December, 2026,x\n", (2, "there are 5 cells, and the header has 4")),
        ('Tár,NZ,tba,"a\nb"\nAnora,NZ,tba,"x\n', (4, "a quotation mark is not closed")),
        (f"Anora,NZ,tba,{'x' * 20_000}\n", (2, "note has 20000 characters")),
    ],
)
def test_a_bad_row_is_reported_by_line(rows: str, expected: tuple[int, str]) -> None:
    ((line, why),) = bad(HEADER + rows)
    assert line == expected[0]
    assert expected[1] in why


def test_rows_after_a_bad_one_are_read() -> None:
    rows = read(HEADER + '"Anora"x,NZ,tba,\nTár,NZ,tba,\n')
    assert [isinstance(row, NewRelease) for _, row in rows] == [False, True]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "must name the columns"),
        (b"\n\n\n", "must name the columns"),
        (b"Anora,NZ,2026-12-26\n", "title, region, on are not among them ('Anora', 'NZ', '2026-12-26')"),
        (b"title,film,region,on\n", "several columns mean title ('title', 'film')"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"PK\x03\x04\x14\x00", "save a spreadsheet as CSV"),
        (b"\x81\x8d\x8f\x90\xff\xfe", "neither in UTF-8 nor in Windows-1252"),
        (b"title,region,on" + b"x" * LONGEST_ROW, f"line 1 has over {LONGEST_ROW} characters"),
    ],
)
def test_a_file_without_releases_is_refused_with_the_reason(content: bytes, why: str) -> None:
    assert why in refused(content)


def test_invalid_json_and_calendars_are_reported() -> None:
    assert "not JSON of releases" in refused("title,region,on\n", FileFormat.JSON)
    assert "not a calendar" in refused("title,region,on\n", FileFormat.ICS)


ONE = {"title": "Anora", "region": "NZ", "on": "Boxing Day", "year": 2024}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([ONE, ONE]),
        json.dumps([ONE, ONE], indent=2),
        json.dumps({"next": None, "more": [1, {}], "items": [ONE, ONE]}, indent=1),
        f"{json.dumps(ONE)}\n{json.dumps(ONE)}\n",
        f"\ufeff{json.dumps(ONE, indent=1)}{json.dumps(ONE)}",
    ],
)
def test_json_is_read_as_an_array_items_or_lines(content: str) -> None:
    assert good(content) == [NewRelease(title="Anora", region="NZ", on="Boxing Day", year=2024)] * 2


def test_the_apis_own_json_is_read() -> None:
    shown = {
        "id": "0193", "title": {"name": "Anora", "slug": "anora", "year": 2024}, "region": "NZ", "type": "tv",
        "opens_on": "2026-12-01", "opens_until": "2026-12-31", "precision": "month", "opens_at": None,
        "timezone": "Pacific/Auckland", "status": "confirmed", "note": None, "url": "https://x.example/r/1",
    }  # fmt: skip
    (new,) = good(json.dumps({"items": [shown], "next": None}))
    assert (new.title, new.year, new.on, new.source) == ("Anora", 2024, "2026-12-01/2026-12-31", None)
    assert good(json.dumps([shown | {"opens_on": None, "opens_until": None}]))[0].on == "tba"


def test_a_line_that_is_not_json_is_reported_and_others_are_read() -> None:
    lines = [json.dumps(ONE), '{"title": ', "5", "null", json.dumps(ONE | {"on": 5}), json.dumps(ONE)]
    rows = read("\n".join(lines))
    assert [(line, isinstance(row, NewRelease)) for line, row in rows] == [
        (1, True), (2, False), (3, False), (4, False), (5, True), (6, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ('{"title":', "not JSON"),
        ("[" * 1_000_000, "nested too deeply"),
        (f'{{"title": "{"x" * 3 * LONGEST_ROW}"}}]', f"a value has over {LONGEST_ROW} characters"),
        (f'{{"title": {"9" * 10_000}}}]', "a number is too long"),
        (json.dumps(ONE) * 2, "a comma"),
    ],
)
def test_rows_before_broken_json_are_read(rest: str, why: str) -> None:
    rows = read(f"[{json.dumps(ONE)},\n{rest}")
    assert isinstance(rows[0][1], NewRelease)
    line, last = rows[-1]
    assert isinstance(last, OpeningDayError)
    assert (line, why in last.detail) == (2, True), last.detail


def calendar(*events: str) -> str:
    lines = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{lines}END:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("start", "on", "at", "timezone"),
    [
        ("DTSTART;VALUE=DATE:20261226", "2026-12-26", None, None),
        ("DTSTART;VALUE=DATE:20261226\r\nDTEND;VALUE=DATE:20261227", "2026-12-26", None, None),
        ("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261228", "2026-12-25/2026-12-27", None, None),
        ("DTSTART:20261225T230000Z", "2026-12-26", "12:00", None),
        ("DTSTART:20261226T190000", "2026-12-26", "19:00", None),
        ("DTSTART;TZID=Pacific/Chatham:20261226T190000", "2026-12-26", "19:00", "Pacific/Chatham"),
    ],
)
def test_another_services_calendar_is_read_by_date_and_summary(
    start: str, on: str, at: str | None, timezone: str | None
) -> None:
    (new,) = good(calendar(f"SUMMARY:Some Film\\, the\r\n  Movie\r\n{start}"), region="NZ", type="digital")
    expected = NewRelease(
        title="Some Film, the Movie", region="NZ", type="digital", on=on, at=at, timezone=timezone
    )
    assert new == expected


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("SUMMARY:Film\r\nDTSTART:banana", "date"),
        ("SUMMARY:Film", "no DTSTART"),
        ("DTSTART:20261226", "no SUMMARY"),
        ("SUMMARY:Film\r\nDTSTART:20261226\r\nDTSTART:20261227", "date"),
    ],
)
def test_an_event_that_is_not_a_release_is_reported_by_line(event: str, why: str) -> None:
    rows = read(calendar("SUMMARY:Good\r\nDTSTART;VALUE=DATE:20261226", event), region="NZ")
    line, last = rows[-1]
    assert line == 7
    assert isinstance(last, OpeningDayError)
    assert why in last.detail


def test_an_event_without_a_region_needs_a_default_region() -> None:
    ((line, why),) = bad(calendar("SUMMARY:Film\r\nDTSTART;VALUE=DATE:20261226"))
    assert (line, "give a region" in why) == (3, True)


def test_an_unterminated_event_is_reported() -> None:
    assert bad("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Film\n") == [
        (2, "the event does not end: END:VEVENT is missing")
    ]


def test_a_stream_that_cannot_be_rewound_is_read() -> None:
    outlet, inlet = os.pipe()
    with os.fdopen(inlet, "wb") as writer:
        writer.write(b"title,region,on\nAnora,NZ,tba\n")
    with os.fdopen(outlet, "rb") as pipe, open_source(pipe) as source:
        assert not pipe.seekable()
        ((_, new),) = read_rows(source.text, None, Defaults(), list[str]().append)
    assert new == NewRelease(title="Anora", region="NZ", on="tba")


@pytest.mark.parametrize(
    ("beginning", "piece", "end"),
    [
        (HEADER, "x", "\n"),
        (f'{HEADER}Anora,NZ,tba,"', "quoted\n", '"\n'),
        (f'{HEADER}Anora,NZ,tba,"', "quoted ", '"\n'),
        (HEADER, '"a\n",', "\n"),
        ('[{"title": "', "x", '"}]'),
        ('{"title": "', "x", '"}'),
        ("[", "[", ""),
        ("", '{"a":', ""),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "DESCRIPTION:x\n", ""),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "x", ""),
    ],
)
def test_a_row_of_fifty_megabytes_is_refused_in_little_memory(
    tmp_path: Path, beginning: str, piece: str, end: str
) -> None:
    path = tmp_path / "large"
    path.write_text(beginning + piece * (50_000_000 // len(piece)) + end, encoding="utf-8")
    with path.open("rb") as binary, open_source(binary) as source:
        rows = read_rows(source.text, None, Defaults(region="NZ"), list[str]().append)
        tracemalloc.start()
        try:
            (row,) = [row for _, row in rows]
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert isinstance(row, OpeningDayError)
    assert peak < 25_000_000
